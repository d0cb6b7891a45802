using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.People;

/// <summary>An act with what it did to whom; names as far as the viewer's post allows.</summary>
/// <param name="Recorder">Who recorded it; empty for the system.</param>
public sealed record ActItem(Act Act, IReadOnlyList<ActLine> Lines, string Recorder);

/// <summary>What an act did to one person or household.</summary>
/// <param name="Kind">A person's or a household's kind of event.</param>
/// <param name="Name">The person's name, or whose household.</param>
public sealed record ActLine(
    long EventId,
    int Cell,
    long Act,
    int Kind,
    long? PersonId,
    long? HouseholdId,
    string Name,
    PlaceKey Scope,
    DateOnly On,
    Instant RecordedAt,
    int Change,
    bool Late,
    bool IsUndoing,
    PersonFields Fields
);

/// <summary>Which acts a list holds.</summary>
/// <param name="TakenOver">Only people whom another village took over by ID number.</param>
public sealed record ActFilter(ActKind? Kind = null, bool TakenOver = false);

/// <summary>Reads what was recorded about people and households.</summary>
public sealed class ActReader(Database database, Access access)
{
    // Of an act that entered a whole list, the first tell enough.
    private const int MostLines = 200;

    /// <summary>The acts that concern a household, the newest first.</summary>
    public async Task<IReadOnlyList<ActItem>> OfHouseholdAsync(
        Actor viewer,
        DateOnly day,
        int cell,
        long household,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var own = db
            .PersonEvents.Where(e => e.Cell == cell && e.HouseholdId == household)
            .Select(e => e.Act)
            .Union(db.HouseholdEvents.Where(e => e.Cell == cell && e.HouseholdId == household).Select(e => e.Act));
        var acts = await Newest(db, cell, own, take).ToListAsync(cancellation);
        return await WithLinesAsync(db, viewer, day, acts, e => e.HouseholdId == household, cancellation);
    }

    /// <summary>The acts that concern a person, the newest first.</summary>
    public async Task<IReadOnlyList<ActItem>> OfPersonAsync(
        Actor viewer,
        DateOnly day,
        int cell,
        long person,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var own = db.PersonEvents.Where(e => e.Cell == cell && e.PersonId == person).Select(e => e.Act);
        var acts = await Newest(db, cell, own, take).ToListAsync(cancellation);
        return await WithLinesAsync(db, viewer, day, acts, e => e.PersonId == person, cancellation);
    }

    /// <summary>Acts within the scopes, the newest first, before one.</summary>
    public async Task<IReadOnlyList<ActItem>> ListAsync(
        Actor viewer,
        DateOnly day,
        IReadOnlyList<PlaceRange> scopes,
        ActFilter filter,
        long before,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var acts = db.Acts.Within(scopes, a => a.Scope).Where(a => a.Id < before);
        if (filter.Kind is { } kind)
            acts = acts.Where(a => a.Kind == kind);
        if (filter.TakenOver)
            acts = acts.Where(a => a.TakenOver && a.Kind == ActKind.MovedOut);
        var page = await acts.OrderByDescending(a => a.Id).Take(take).ToListAsync(cancellation);
        return await WithLinesAsync(db, viewer, day, page, _ => true, cancellation);
    }

    /// <summary>One act; null when there is none.</summary>
    public async Task<ActItem?> FindAsync(
        Actor viewer,
        DateOnly day,
        int cell,
        long id,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var act = await db.Acts.Where(a => a.Cell == cell && a.Id == id).ToListAsync(cancellation);
        return (await WithLinesAsync(db, viewer, day, act, _ => true, cancellation)).SingleOrDefault();
    }

    /// <summary>The very events behind a figure of the statement: of a place, month and kind, after one.</summary>
    public async Task<IReadOnlyList<ActLine>> EventsAsync(
        Actor viewer,
        DateOnly day,
        PlaceKey place,
        int month,
        int kind,
        long after,
        int take,
        CancellationToken cancellation = default
    )
    {
        var (first, next) = (Months.First(month), Months.First(Months.Add(month, 1)));
        await using var db = database.NewContext();
        if (kind >= PopulationCount.Households)
        {
            var houses = await db
                .HouseholdEvents.Within(place.Range, e => e.Scope)
                .Where(e => e.On >= first && e.On < next && (int)e.Kind == kind && e.Id > after)
                .OrderBy(e => e.Id)
                .Take(take)
                .ToListAsync(cancellation);
            return await LinesAsync(db, viewer, day, [], houses, cancellation);
        }
        var people = await db
            .PersonEvents.Within(place.Range, e => e.Scope)
            .Where(e => e.On >= first && e.On < next && (int)e.Kind == kind && e.Change != 0 && e.Id > after)
            .OrderBy(e => e.Id)
            .Take(take)
            .ToListAsync(cancellation);
        return await LinesAsync(db, viewer, day, people, [], cancellation);
    }

    private static IQueryable<Act> Newest(GulouDb db, int cell, IQueryable<long> ids, int take) =>
        db.Acts.Where(a => a.Cell == cell && ids.Contains(a.Id)).OrderByDescending(a => a.Id).Take(take);

    private async Task<IReadOnlyList<ActItem>> WithLinesAsync(
        GulouDb db,
        Actor viewer,
        DateOnly day,
        List<Act> acts,
        Func<ActLine, bool> about,
        CancellationToken cancellation
    )
    {
        var lines = new List<ActLine>();
        foreach (var act in acts)
        {
            var people = await db
                .PersonEvents.Where(e => e.Cell == act.Cell && e.Act == act.Id)
                .OrderBy(e => e.Id)
                .Take(MostLines)
                .ToListAsync(cancellation);
            var houses = await db
                .HouseholdEvents.Where(e => e.Cell == act.Cell && e.Act == act.Id)
                .OrderBy(e => e.Id)
                .Take(MostLines)
                .ToListAsync(cancellation);
            lines.AddRange((await LinesAsync(db, viewer, day, people, houses, cancellation)).Where(about));
        }
        var byAct = lines.ToLookup(l => (l.Cell, l.Act));
        var recorders = acts.Select(a => a.RecordedBy).Distinct().ToList();
        var names = await db
            .People.Where(p => recorders.Contains(p.Id))
            .ToDictionaryAsync(p => p.Id, p => p.Name, cancellation);
        return
        [
            .. acts.Select(a => new ActItem(a, [.. byAct[(a.Cell, a.Id)]], names.GetValueOrDefault(a.RecordedBy, ""))),
        ];
    }

    private async Task<IReadOnlyList<ActLine>> LinesAsync(
        GulouDb db,
        Actor viewer,
        DateOnly day,
        IReadOnlyList<PersonEvent> people,
        IReadOnlyList<HouseholdEvent> houses,
        CancellationToken cancellation
    )
    {
        var ids = people.Select(e => e.PersonId).Distinct().ToList();
        var names = await db
            .People.Where(p => ids.Contains(p.Id))
            .ToDictionaryAsync(p => p.Id, p => p.Name, cancellation);
        var homes = houses.Select(e => e.HouseholdId).Distinct().ToList();
        var heads = await db
            .Households.Where(h => homes.Contains(h.Id))
            .ToDictionaryAsync(h => h.Id, h => h.HeadName, cancellation);
        return
        [
            .. houses.Select(e => new ActLine(
                e.Id,
                e.Cell,
                e.Act,
                (int)e.Kind,
                null,
                e.HouseholdId,
                NameFor(viewer, day, e.Scope, e.HouseholdId, heads.GetValueOrDefault(e.HouseholdId, "")),
                e.Scope,
                e.On,
                e.RecordedAt,
                e.Change,
                e.Late,
                e.Undoes is not null,
                PersonFields.None
            )),
            .. people.Select(e => new ActLine(
                e.Id,
                e.Cell,
                e.Act,
                (int)e.Kind,
                e.PersonId,
                e.HouseholdId,
                NameFor(viewer, day, e.Scope, e.HouseholdId, names.GetValueOrDefault(e.PersonId, "")),
                e.Scope,
                e.On,
                e.RecordedAt,
                e.Change,
                e.Late,
                e.Undoes is not null,
                e.Fields
            )),
        ];
    }

    private string NameFor(Actor viewer, DateOnly day, PlaceKey scope, long? household, string name) =>
        access.May(viewer, PeopleCapabilities.SeeNames, new Target(scope, household), day).Allowed
            ? name
            : PersonName.Mask(name);
}
