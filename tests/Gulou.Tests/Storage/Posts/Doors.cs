using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Posts;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Tests.Storage.Posts;

/// <summary>A person with a login, and the worlds in which it comes and goes.</summary>
internal static class Doors
{
    public const long Person = 31;
    public const string Name = "yang.xiu";

    public static readonly PlaceKey Home = PlaceKey.FromCode("522630202200");

    public static Login Login() =>
        new()
        {
            NameHash = [1],
            NameCipher = [],
            PasswordHash = "",
            Cell = Worlds.Cell,
            PersonId = Person,
        };

    public static Session Session(long id, Instant since) =>
        new()
        {
            Cell = Worlds.Cell,
            Id = id,
            PersonId = Person,
            TokenHash = [],
            Device = "",
            Since = since,
            LastSeen = since,
        };

    public static Actor Actor(params Appointment[] appointments) =>
        new()
        {
            PersonId = Person,
            Cell = Worlds.Cell,
            Appointments = appointments,
        };

    public static Appointment Post(string post, PlaceKey at) =>
        new()
        {
            PersonId = Person,
            Post = post,
            Scope = at,
            From = Worlds.Today,
        };

    public static RecordSignIn SignIn(bool succeeded) =>
        new()
        {
            Id = Worlds.NewId(),
            Cell = Worlds.Cell,
            Name = " Yang.Xiu",
            Succeeded = succeeded,
        };

    /// <summary>What the commands about one's own way in ask for.</summary>
    public static void Give(World w, Login? login, IReadOnlyList<Session> sessions, params Appointment[] appointments)
    {
        w.Given(
            Worlds.Cell,
            Person,
            (Person?)
                new Person
                {
                    Cell = Worlds.Cell,
                    Id = Person,
                    Name = "杨秀英",
                    Scope = Home,
                }
        );
        w.Given(new LoginsOf(Worlds.Cell, Person), login is null ? [] : [login]);
        w.Given(new AppointmentsAnywhere(Person), appointments);
        w.Given(new SessionsOf(Worlds.Cell, Person), sessions);
    }

    /// <summary>Signs in, or tries to.</summary>
    public static World Begin(Login login, Instant now, bool succeeded, IReadOnlyList<Session> sessions)
    {
        var command = SignIn(succeeded) with { Session = new NewSession(99, [7], "Firefox · Windows", now) };
        var w = Worlds.Of(command, Actor(), now);
        w.Given(LoginNamed.For(Worlds.Vault, Name), [login]);
        Give(w, login, sessions);
        Assert.Equal(RecordSignInOutcome.Done, command.DecideIn(w));
        return w;
    }

    public static IReadOnlyList<T> Removed<T>(World w)
        where T : class =>
        w.Db is { } db
            ? [.. db.ChangeTracker.Entries<T>().Where(e => e.State == EntityState.Deleted).Select(e => e.Entity)]
            : [];
}
