using Gulou.Kernel.Posts;

namespace Gulou.Tests.Kernel.Posts;

public sealed class RecoveryCodeTests
{
    private static readonly byte[] Salt = new byte[RecoveryCode.SaltBytes];

    [Theory]
    [InlineData("abcde-fghjk", true)]
    [InlineData(" ABCDE FGHJK ", true)]
    [InlineData("ａｂｃｄｅｆｇｈｊｋ", true)]
    [InlineData("abcde-fghj", false)]
    [InlineData("abcde-fghjl0", false)]
    [InlineData("abcde-fghj0", false)]
    [InlineData("123456", false)]
    [InlineData(null, false)]
    public void Reads_a_code_as_people_type_it(string? typed, bool isCode)
    {
        Assert.Equal(isCode, RecoveryCode.TryNormalise(typed, out var code));
        if (isCode)
            Assert.Equal("abcdefghjk", code);
    }

    [Fact]
    public void What_is_printed_is_read_again()
    {
        Assert.True(RecoveryCode.TryNormalise(RecoveryCode.Printed("abcdefghjk"), out var code));
        Assert.Equal("abcdefghjk", code);
    }

    [Fact]
    public void Each_counts_once()
    {
        byte[] first = RecoveryCode.Hash("abcdefghjk", Salt),
            second = RecoveryCode.Hash("abcdefghjm", Salt);
        byte[] both = [.. first, .. second];
        Assert.Equal(second, RecoveryCode.Without(both, first));
        Assert.Equal(first, RecoveryCode.Without(both, second));
        Assert.Null(RecoveryCode.Without(second, first));
        Assert.Empty(RecoveryCode.Without(second, second)!);
    }

    [Fact]
    public void Another_salt_gives_another_hash()
    {
        var other = new byte[RecoveryCode.SaltBytes];
        other[0] = 1;
        Assert.NotEqual(RecoveryCode.Hash("abcdefghjk", Salt), RecoveryCode.Hash("abcdefghjk", other));
    }
}
