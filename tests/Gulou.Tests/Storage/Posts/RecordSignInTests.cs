using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Posts;

namespace Gulou.Tests.Storage.Posts;

public sealed class RecordSignInTests
{
    private static readonly Instant Start = Instant.StartOf(Worlds.Today);

    private readonly Login login = new()
    {
        NameHash = [],
        NameCipher = [],
        PasswordHash = "",
        PersonId = 31,
    };

    [Fact]
    public void The_fifth_wrong_password_in_a_row_locks_for_a_quarter_of_an_hour()
    {
        for (var i = 0; i < Login.MaxFailures; i++)
            Assert.Equal(RecordSignInOutcome.Done, Try(succeeded: false, Start));

        var end = Start.Plus(Login.LockTime);
        Assert.Equal(RecordSignInOutcome.Locked, Try(succeeded: true, Start));
        Assert.Equal(RecordSignInOutcome.Locked, Try(succeeded: true, new Instant(end.Micros - 1)));
        Assert.Equal(RecordSignInOutcome.Done, Try(succeeded: true, end));
        Assert.Null(login.LockedUntil);
    }

    [Fact]
    public void The_right_password_begins_the_count_anew()
    {
        for (var i = 0; i < 3 * Login.MaxFailures; i++)
            Assert.Equal(RecordSignInOutcome.Done, Try(succeeded: i % Login.MaxFailures == 0, Start));
        Assert.Equal(Login.MaxFailures - 1, login.Failures);
    }

    [Fact]
    public void After_a_lock_there_are_as_many_tries_again()
    {
        for (var i = 0; i < Login.MaxFailures; i++)
            Try(succeeded: false, Start);
        var later = Start.Plus(Login.LockTime);
        for (var i = 1; i < Login.MaxFailures; i++)
            Assert.Equal(RecordSignInOutcome.Done, Try(succeeded: false, later));
        Assert.Null(login.LockedUntil);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("x")]
    public void An_unknown_name_is_not_written_down(string name)
    {
        var command = Command(succeeded: false) with { Name = name };
        var w = Worlds.Of(command);
        w.Given(LoginNamed.For(Worlds.Vault, name), []);
        Assert.Equal(RecordSignInOutcome.NoSuchLogin, command.DecideIn(w));
    }

    private RecordSignInOutcome Try(bool succeeded, Instant now)
    {
        var command = Command(succeeded);
        var w = Worlds.Of(command, now: now);
        w.Given(LoginNamed.For(Worlds.Vault, "yang.xiu"), [login]);
        return command.DecideIn(w);
    }

    private static RecordSignIn Command(bool succeeded) =>
        new()
        {
            Id = Worlds.NewId(),
            Cell = Worlds.Cell,
            Name = " Yang.Xiu",
            Succeeded = succeeded,
        };
}
