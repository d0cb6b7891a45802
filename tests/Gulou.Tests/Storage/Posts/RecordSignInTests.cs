using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Posts;

namespace Gulou.Tests.Storage.Posts;

public sealed class RecordSignInTests
{
    private static readonly Instant Start = Instant.StartOf(Worlds.Today);

    private readonly Login login = Doors.Login();

    [Fact]
    public void After_a_few_wrong_passwords_each_makes_the_wait_longer()
    {
        var now = Start;
        for (var failures = 1; failures <= 12; failures++)
        {
            Assert.Equal(RecordSignInOutcome.Done, Try(succeeded: false, now));
            var wait = Wait.After(failures);
            if (wait > TimeSpan.Zero)
            {
                var end = now.Plus(wait);
                Assert.Equal(RecordSignInOutcome.Locked, Try(succeeded: true, now));
                Assert.Equal(RecordSignInOutcome.Locked, Try(succeeded: true, new Instant(end.Micros - 1)));
                now = end;
            }
        }
        Assert.Equal(RecordSignInOutcome.Done, Try(succeeded: true, now));
        Assert.Equal((0, null), (login.Failures, login.LockedUntil));
    }

    [Fact]
    public void Tries_while_waiting_do_not_make_it_longer()
    {
        for (var i = 0; i <= Wait.FreeTries; i++)
            Try(succeeded: false, Start);
        var until = login.LockedUntil;
        for (var i = 0; i < 20; i++)
            Assert.Equal(RecordSignInOutcome.Locked, Try(succeeded: false, Start));
        Assert.Equal(until, login.LockedUntil);
    }

    [Fact]
    public void A_stranger_s_tries_do_not_make_the_person_wait_at_an_own_browser()
    {
        for (var i = 0; i <= Wait.FreeTries; i++)
            Try(succeeded: false, Start);
        Assert.Equal(RecordSignInOutcome.Locked, Try(succeeded: true, Start));
        Assert.Equal(RecordSignInOutcome.Done, Try(succeeded: true, Start, known: true));
        Assert.Equal(RecordSignInOutcome.Locked, Try(succeeded: true, Start));
        for (var i = 0; i <= Wait.FreeTries; i++)
            Try(succeeded: false, Start, known: true);
        Assert.Equal(RecordSignInOutcome.Locked, Try(succeeded: true, Start, known: true));
    }

    [Fact]
    public void The_right_password_begins_the_count_anew()
    {
        for (var i = 0; i < 20; i++)
            Assert.Equal(RecordSignInOutcome.Done, Try(succeeded: i % Wait.FreeTries == 0, Start));
        Assert.Null(login.LockedUntil);
    }

    [Fact]
    public void A_session_begins_with_the_right_password_alone()
    {
        Assert.Null(Doors.Begin(login, Start, succeeded: false, []).Db);
        var session = Assert.Single(Doors.Begin(login, Start, succeeded: true, []).Added<Session>());
        Assert.Equal((Doors.Person, false, false), (session.PersonId, session.IsVerified, session.ByProvider));
    }

    [Fact]
    public void The_oldest_sessions_make_room_and_those_over_are_cleared_away()
    {
        var old = Enumerable.Range(1, Session.Most).Select(i => Doors.Session(i, Start)).ToList();
        old[4].LastSeen = Start.Plus(TimeSpan.FromDays(-31));
        var w = Doors.Begin(login, Start, succeeded: true, old);
        Assert.Equal([5L], Doors.Removed<Session>(w).Select(s => s.Id));

        old[4].LastSeen = Start;
        w = Doors.Begin(login, Start, succeeded: true, old);
        Assert.Equal([1L], Doors.Removed<Session>(w).Select(s => s.Id));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("x")]
    public void An_unknown_name_is_not_written_down(string name)
    {
        var command = Doors.SignIn(succeeded: false) with { Name = name };
        var w = Worlds.Of(command);
        w.Given(LoginNamed.For(Worlds.Vault, name), []);
        Assert.Equal(RecordSignInOutcome.NoSuchLogin, command.DecideIn(w));
        Assert.Null(command.Target(w));
    }

    private RecordSignInOutcome Try(bool succeeded, Instant now, bool known = false)
    {
        var command = Doors.SignIn(succeeded) with { KnownBrowser = known };
        var w = Worlds.Of(command, now: now);
        w.Given(LoginNamed.For(Worlds.Vault, Doors.Name), [login]);
        Doors.Give(w, login, []);
        return command.DecideIn(w);
    }
}
