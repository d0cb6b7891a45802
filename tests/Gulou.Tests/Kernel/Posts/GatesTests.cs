using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;

namespace Gulou.Tests.Kernel.Posts;

public sealed class GatesTests
{
    /// <summary>Which gate stands first, for everything that may close one.</summary>
    [Theory]
    // verified, has a factor, a post needs one, told of nothing, own password, by a provider
    [InlineData(false, false, false, false, false, false, Gate.Open)]
    [InlineData(false, true, false, false, false, false, Gate.Code)]
    [InlineData(false, true, true, true, true, false, Gate.Code)]
    [InlineData(true, true, true, false, false, false, Gate.Open)]
    [InlineData(false, false, true, true, true, false, Gate.Told)]
    [InlineData(false, false, true, false, true, false, Gate.Password)]
    [InlineData(false, false, true, false, true, true, Gate.Enrol)]
    [InlineData(false, false, true, false, false, false, Gate.Enrol)]
    [InlineData(true, false, true, false, true, true, Gate.Open)]
    public void The_first_that_is_closed(
        bool verified,
        bool hasFactor,
        bool needsFactor,
        bool wasReset,
        bool mustChange,
        bool byProvider,
        Gate expected
    )
    {
        var session = new Session
        {
            TokenHash = [],
            Device = "",
            IsVerified = verified,
            ByProvider = byProvider,
        };
        var login = new Login
        {
            NameHash = [],
            NameCipher = [],
            PasswordHash = "",
            MustChange = mustChange,
            FactorResetAt = wasReset ? new Instant(1) : null,
        };
        Assert.Equal(expected, Gates.Of(session, login, hasFactor, needsFactor));
    }
}
