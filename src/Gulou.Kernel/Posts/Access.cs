using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Kernel.Posts;

/// <summary>
/// What a command or page is about to touch: the facts the access rule may ask for. A target that was not found is
/// <c>null</c>, and nothing is allowed on it.
/// </summary>
/// <param name="Place">Where it lies.</param>
/// <param name="Household">The household it concerns, if one.</param>
/// <param name="Person">The person it concerns, if one.</param>
public sealed record Target(PlaceKey Place, long? Household = null, long? Person = null)
{
    /// <summary>The posts that a case names for what is asked, for <see cref="Reach.Named"/>.</summary>
    public IReadOnlyCollection<string> Posts { get; init; } = [];

    /// <summary>The people a case names for what is asked, for <see cref="Reach.Party"/>.</summary>
    public IReadOnlyCollection<long> People { get; init; } = [];

    /// <summary>The households a case names for what is asked, for <see cref="Reach.Party"/>.</summary>
    public IReadOnlyCollection<long> Households { get; init; } = [];
}

/// <summary>
/// Who is asking: the signed-in person with the appointments in force, or the system itself (the clock, the operator).
/// </summary>
public sealed record Actor
{
    /// <summary>
    /// The clock, an import or the operator at the machine: not bound by posts, always named in the audit.
    /// </summary>
    public static Actor System { get; } = new() { IsSystem = true };

    /// <summary>Nobody: may do nothing.</summary>
    public static Actor Nobody { get; } = new();

    /// <summary>True only for <see cref="System"/>.</summary>
    public bool IsSystem { get; private init; }

    /// <summary>The person; 0 for nobody and for the system.</summary>
    public long PersonId { get; init; }

    /// <summary>The person's cell.</summary>
    public int Cell { get; init; }

    /// <summary>The person's household, if any.</summary>
    public long? HouseholdId { get; init; }

    /// <summary>Where the household lies; null without one.</summary>
    public PlaceKey? HouseholdPlace { get; init; }

    /// <summary>
    /// True for a program that acts by one appointment: what the person may do as a villager, it may not.
    /// </summary>
    public bool IsMachine { get; init; }

    /// <summary>Appointments as loaded; only those in force count.</summary>
    public IReadOnlyList<Appointment> Appointments { get; init; } = [];
}

/// <summary>An answer of the access rule.</summary>
/// <param name="Allowed">Whether.</param>
/// <param name="AppointmentId">By which appointment; 0 by being a villager or the system.</param>
public readonly record struct Permission(bool Allowed, long AppointmentId = 0);

/// <summary>
/// The only access rule: capability × scope × date, deny by default (design, section 4, "Posts").
/// </summary>
public sealed class Access(PostCatalog posts)
{
    /// <summary>Whether the actor may use the capability on the target on that day.</summary>
    public Permission May(Actor actor, string capability, Target? target, DateOnly day)
    {
        if (target is null)
            return new Permission(false);
        if (actor.IsSystem)
            return new Permission(true);
        if (actor.PersonId == 0)
            return new Permission(false);
        foreach (var appointment in actor.Appointments)
        {
            if (appointment.InForce(day) && Grants(appointment.Post, capability, actor, target, appointment.Scope))
                return new Permission(true, appointment.Id);
        }
        return new Permission(!actor.IsMachine && Grants(PostCatalog.Villager, capability, actor, target, null));
    }

    /// <summary>
    /// The intervals of places in which the actor may use the capability: what a list is cut down to. Empty means
    /// nothing at all.
    /// </summary>
    public IReadOnlyList<PlaceRange> Scopes(Actor actor, string capability, DateOnly day)
    {
        if (actor.IsSystem)
            return [PlaceKey.Everywhere.Range];
        if (actor.PersonId == 0)
            return [];
        var ranges = new List<PlaceRange>();
        foreach (var appointment in actor.Appointments.Where(a => a.InForce(day)))
        {
            if (Reaches(appointment.Post, capability).Contains(Reach.Place))
                ranges.Add(appointment.Scope.Range);
        }
        if (actor.HouseholdPlace is { } home && Reaches(PostCatalog.Villager, capability).Contains(Reach.Village))
            ranges.Add(home.At(PlaceLevel.Village).Range);
        return [.. ranges.Distinct().Where(range => !ranges.Exists(other => other != range && other.Contains(range)))];
    }

    /// <summary>Whether the actor may use the capability anywhere at all: decides what navigation shows.</summary>
    public bool Anywhere(Actor actor, string capability, DateOnly day) =>
        actor.IsSystem
        || (
            actor.PersonId != 0
            && (
                actor.Appointments.Any(a => a.InForce(day) && Reaches(a.Post, capability).Any())
                || Reaches(PostCatalog.Villager, capability)
                    .Any(reach => reach is Reach.Self or Reach.Party || actor.HouseholdId is not null)
            )
        );

    private bool Grants(string post, string capability, Actor actor, Target target, PlaceKey? at) =>
        Reaches(post, capability)
            .Any(reach =>
                reach switch
                {
                    Reach.Place => at is { } place && place.Range.Contains(target.Place),
                    Reach.Self => target.Person == actor.PersonId,
                    Reach.Household => actor.HouseholdId is { } own && target.Household == own,
                    Reach.Village => actor.HouseholdPlace is { } home
                        && home.At(PlaceLevel.Village).Range.Contains(target.Place),
                    Reach.Named => at is { } place && target.Posts.Contains(post) && place.Range.Contains(target.Place),
                    Reach.Party => target.People.Contains(actor.PersonId)
                        || (actor.HouseholdId is { } own && target.Households.Contains(own)),
                    _ => false,
                }
            );

    private IEnumerable<Reach> Reaches(string post, string capability) =>
        posts.Find(post)?.Grants.Where(g => g.Capability == capability).Select(g => g.Reach) ?? [];
}
