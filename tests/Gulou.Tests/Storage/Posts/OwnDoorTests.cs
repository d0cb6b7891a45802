using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Posts;

namespace Gulou.Tests.Storage.Posts;

public sealed class OwnDoorTests
{
    private static readonly PlaceKey Township = PlaceKey.FromCode("522630202");
    private readonly Login login = Doors.Login();

    [Fact]
    public void A_villager_s_sign_in_is_kept_under_the_county() =>
        Assert.Equal(new Target(Doors.Home.At(PlaceLevel.County), Person: Doors.Person), TargetOf());

    [Fact]
    public void An_official_s_is_kept_where_the_post_is() =>
        Assert.Equal(new Target(Township, Person: Doors.Person), TargetOf(Doors.Post("township-clerk", Township)));

    [Fact]
    public void A_post_that_is_over_counts_no_more()
    {
        var over = Doors.Post("township-clerk", Township);
        over.To = Worlds.Today;
        Assert.Equal(Doors.Home.At(PlaceLevel.County), TargetOf(over)!.Place);
    }

    [Fact]
    public void A_password_from_someone_else_is_to_be_changed_and_an_own_one_keeps_the_session()
    {
        var sessions = new[] { Doors.Session(1, default), Doors.Session(2, default) };
        var set = new SetPassword
        {
            Id = Worlds.NewId(),
            Cell = Worlds.Cell,
            PersonId = Doors.Person,
            Keep = 1,
            PasswordHash = "new",
        };
        login.Count(succeeded: false, known: true, default);
        foreach (var (actor, must, ended) in new[] { (new Actor { PersonId = 8 }, true, 2), (Doors.Actor(), false, 1) })
        {
            var before = login.Stamp;
            var w = Worlds.Of(set, actor);
            Doors.Give(w, login, sessions);
            Assert.Equal(SetPasswordOutcome.Done, set.DecideIn(w));
            Assert.Equal((must, "new", 0), (login.MustChange, login.PasswordHash, login.KnownFailures));
            Assert.Equal(ended, Doors.Removed<Session>(w).Count);
            Assert.NotEqual(before, login.Stamp);
        }
    }

    [Fact]
    public void Each_binding_is_one_to_one()
    {
        var bind = new BindSubject
        {
            Id = Worlds.NewId(),
            Cell = Worlds.Cell,
            PersonId = Doors.Person,
            Issuer = "https://id.example",
            Subject = "u-1",
        };
        var own = Bound(bind, Doors.Person);
        Assert.Equal(BindSubjectOutcome.NoLogin, Bind(bind, null, [], []));
        Assert.Equal(BindSubjectOutcome.SubjectMissing, Bind(bind with { Subject = " " }, login, [], []));
        Assert.Equal(BindSubjectOutcome.Taken, Bind(bind, login, [], [Bound(bind, 8)]));
        Assert.Equal(BindSubjectOutcome.BoundAlready, Bind(bind, login, [own], [own]));
        Assert.Equal(BindSubjectOutcome.Done, Bind(bind, login, [], []));
    }

    private static Binding Bound(BindSubject bind, long person) =>
        new()
        {
            SubjectHash = [],
            PersonId = person,
            Issuer = bind.Issuer,
            Subject = [],
        };

    private static BindSubjectOutcome Bind(BindSubject bind, Login? login, Binding[] own, Binding[] same)
    {
        var w = Worlds.Of(bind);
        Doors.Give(w, login, []);
        w.Given(new BindingsOf(Worlds.Cell, Doors.Person), own);
        w.Given(BindingOf.For(Worlds.Vault, bind.Issuer, bind.Subject.Trim()), same);
        return bind.DecideIn(w);
    }

    private Target? TargetOf(params Appointment[] appointments)
    {
        var end = new EndSessions
        {
            Id = Worlds.NewId(),
            Cell = Worlds.Cell,
            PersonId = Doors.Person,
        };
        var w = Worlds.Of(end);
        Doors.Give(w, login, [], appointments);
        Assert.Equal(EndSessionsOutcome.Done, end.DecideIn(w));
        return end.Target(w);
    }
}
