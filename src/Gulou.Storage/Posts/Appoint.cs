using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Storage.Posts;

public enum AppointOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,

    /// <summary>Nobody gives a post to himself or herself.</summary>
    Oneself,
    PersonGone,
    PlaceGone,
    PostUnknown,
    NotAtThisLevel,
    EndsBeforeItBegins,

    /// <summary>The same post at the same place in the same time.</summary>
    InPostAlready,
}

/// <summary>Puts a person in a post at a place for a time.</summary>
public sealed record Appoint : Command<AppointOutcome>
{
    /// <summary>Where, in the command's cell.</summary>
    public required long PlaceId { get; init; }

    /// <summary>The person's own cell, which may be another: officials move.</summary>
    public required int PersonCell { get; init; }
    public required long PersonId { get; init; }
    public required string Post { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>First day no longer in post; null while open.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The document it rests on, empty if none.</summary>
    public string Document { get; init; } = "";

    public override string Verb => "posts.appoint";

    public override string Capability => PostsCapabilities.Appoint;

    public override void Needs(World w)
    {
        w.PlaceOf(Cell, PlaceId);
        w.One<Person>(PersonCell, PersonId);
        w.All(new AppointmentsOf(Cell, PersonId));
    }

    public override Target? Target(World w) => w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key) : null;

    public override AppointOutcome Decide(World w)
    {
        var place = w.PlaceOf(Cell, PlaceId)!;
        if (!w.Actor.IsSystem && w.Actor.PersonId == PersonId)
            return AppointOutcome.Oneself;
        if (w.One<Person>(PersonCell, PersonId) is not { To: null })
            return AppointOutcome.PersonGone;
        if (place.To is not null)
            return AppointOutcome.PlaceGone;
        if (w.Definitions.Posts.Find(Post) is not { } post || Post == PostCatalog.Villager)
            return AppointOutcome.PostUnknown;
        if (!post.Levels.Contains(place.Level))
            return AppointOutcome.NotAtThisLevel;
        if (To <= From)
            return AppointOutcome.EndsBeforeItBegins;
        if (w.All(new AppointmentsOf(Cell, PersonId)).Any(Overlaps))
            return AppointOutcome.InPostAlready;
        w.Subject = Add(w, place, PersonId, Post, From, To, Document);
        return AppointOutcome.Done;
    }

    internal static long Add(
        World w,
        Kernel.Places.Place place,
        long person,
        string post,
        DateOnly from,
        DateOnly? to,
        string document
    )
    {
        var appointment = new Appointment
        {
            Cell = place.Cell,
            Id = w.NewId(),
            PersonId = person,
            Post = post,
            PlaceId = place.Id,
            Scope = place.Key,
            From = from,
            To = to,
            Document = document.Trim(),
        };
        w.Add(appointment);
        return appointment.Id;
    }

    private bool Overlaps(Appointment other) =>
        other.Post == Post
        && other.PlaceId == PlaceId
        && (other.To is not { } to || From < to)
        && (To is not { } mine || other.From < mine);
}

/// <summary>A person's appointments in a cell, ended ones too.</summary>
public sealed record AppointmentsOf(int Cell, long PersonId) : Query<Appointment>
{
    public override IQueryable<Appointment> On(GulouDb db) =>
        db.Appointments.Where(a => a.Cell == Cell && a.PersonId == PersonId);
}
