using System.Text.Json.Serialization;
using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Gulou.Storage.People;

namespace Gulou.Storage.Posts;

public enum MakeFirstAdministratorOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    ThereIsOne,
    PlaceGone,
    NotAtThisLevel,
    NameUnreadable,
    LoginNameUnusable,
    LoginNameTaken,
}

/// <summary>
/// The operator at the machine makes the administrator who then makes everyone else: person, post and login at once.
/// Possible only while no administrator is in post.
/// </summary>
public sealed record MakeFirstAdministrator : Command<MakeFirstAdministratorOutcome>
{
    public const string Administrator = "administrator";

    public required long PlaceId { get; init; }

    /// <summary>The person's name.</summary>
    public required string Name { get; init; }

    public required string LoginName { get; init; }

    /// <summary>As in <see cref="CreateLogin"/>.</summary>
    [JsonIgnore]
    public required string PasswordHash { get; init; }

    public override string Verb => "posts.init";

    public override string Capability => PostsCapabilities.Init;

    public override void Needs(World w)
    {
        w.PlaceOf(Cell, PlaceId);
        w.All(new AppointmentsTo(Administrator));
        if (Kernel.Posts.LoginName.TryNormalise(LoginName, out var name))
            w.All(LoginNamed.For(w.Vault, name));
    }

    public override Target? Target(World w) => w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key) : null;

    public override MakeFirstAdministratorOutcome Decide(World w)
    {
        var place = w.PlaceOf(Cell, PlaceId)!;
        if (w.All(new AppointmentsTo(Administrator)).Any(a => a.To is not { } to || w.Today < to))
            return MakeFirstAdministratorOutcome.ThereIsOne;
        if (place.To is not null)
            return MakeFirstAdministratorOutcome.PlaceGone;
        if (!w.Definitions.Posts.Find(Administrator)!.Levels.Contains(place.Level))
            return MakeFirstAdministratorOutcome.NotAtThisLevel;
        if (!PersonName.TryNormalise(Name, out _))
            return MakeFirstAdministratorOutcome.NameUnreadable;
        if (!Kernel.Posts.LoginName.TryNormalise(LoginName, out var login))
            return MakeFirstAdministratorOutcome.LoginNameUnusable;
        if (w.All(LoginNamed.For(w.Vault, login)).Count > 0)
            return MakeFirstAdministratorOutcome.LoginNameTaken;
        var entered = new NewMember { Name = Name, Relation = Relation.Head };
        var person = Entering.EnterStaff(entered, w, place);
        Appoint.Add(w, place, person.Id, Administrator, w.Today, to: null, document: "");
        CreateLogin.Add(w, person.Cell, person.Id, login, PasswordHash);
        w.Subject = person.Id;
        return MakeFirstAdministratorOutcome.Done;
    }
}

/// <summary>All appointments to a post, anywhere; for posts that few hold.</summary>
public sealed record AppointmentsTo(string Post) : Query<Appointment>
{
    public override IQueryable<Appointment> On(GulouDb db) => db.Appointments.Where(a => a.Post == Post);
}
