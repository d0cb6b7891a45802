using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.People.Import;

public enum EnterImportedOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,

    /// <summary>Not the part whose turn it is.</summary>
    NotItsTurn,
}

/// <summary>
/// Enters the next households of a plan, in bulk. Whoever was registered by someone else since the list was checked is
/// left out and noted by row; nothing else can go wrong any more.
/// </summary>
public sealed record EnterImported : Command<EnterImportedOutcome>
{
    private IReadOnlyList<IdentitiesIn>? lots;
    private IReadOnlyList<PeopleNamed>? named;

    public required long ImportId { get; init; }

    /// <summary>The households of the plan before these.</summary>
    public required int First { get; init; }

    public required IReadOnlyList<PlannedHousehold> Households { get; init; }

    public override string Verb => "people.enter-listed";

    public override string Capability => PeopleCapabilities.Import;

    public override bool StandsAlone => true;

    public override byte[] Content() => Merkle.ContentOf(ImportId, First, Households);

    public override void Needs(World w)
    {
        if (w.One<PeopleImport>(Cell, ImportId) is not { } import)
            return;
        foreach (var household in Households.Where(h => !h.IsNew))
            w.One<Household>(Cell, household.Id);
        foreach (var person in Households.SelectMany(h => h.People).Where(p => p.IsUpdate))
            w.One<Person>(Cell, person.Id);
        foreach (var query in Named())
            w.All(query);
        // Where the numbers are reserved, nobody else can have taken one.
        if (import.Mode == ImportMode.GoodRows)
        {
            foreach (var lot in lots ??= PlannedIds.Lots(Households, w.Vault))
                w.All(lot);
        }
    }

    public override Target? Target(World w) => ImportTarget.TargetOf(w, Cell, ImportId);

    public override EnterImportedOutcome Decide(World w)
    {
        var import = w.One<PeopleImport>(Cell, ImportId)!;
        if (import.State != ImportState.Entering || import.Entered != First)
            return EnterImportedOutcome.NotItsTurn;
        var late = Late(w, import);
        var rows = new EnteredRows(w, import);
        foreach (var household in Households)
            rows.Enter(household, late);
        rows.AddTo(w, withIdentities: import.Mode == ImportMode.GoodRows);
        import.Added += rows.People.Count;
        import.Entered += Households.Count;
        import.Late = string.Join(',', import.Late.Split(',', StringSplitOptions.RemoveEmptyEntries).Concat(rows.Late));
        if (import.Entered == import.Households)
            (import.State, import.EndedAt) = (ImportState.Done, w.Now);
        w.Subject = ImportId;
        return EnterImportedOutcome.Done;
    }

    /// <summary>The new people someone else registered since the list was checked.</summary>
    private HashSet<long> Late(World w, PeopleImport import)
    {
        var taken = (lots ?? []).SelectMany(w.All).ToDictionary(i => KnownPeople.Key(i.IdHash));
        var late = new HashSet<long>();
        if (taken.Count > 0)
            late.UnionWith(
                PlannedIds
                    .WithNumber(Households)
                    .Where(p => PlannedIds.Found(taken, p, w.Vault).Any())
                    .Select(p => p.Id)
            );
        var since = Named()
            .SelectMany(w.All)
            // Ids are in the order of time.
            .Where(p => p.Id > import.PlannedTo)
            .ToLookup(p => p.Name);
        foreach (var household in Households)
        {
            foreach (var person in household.People.Where(p => IsNameless(p) && since.Contains(p.Name)))
            {
                var village = household.Scope.At(PlaceLevel.Village).Range;
                if (since[person.Name].Any(p => village.Contains(p.Scope) && Fits(p, person)))
                    late.Add(person.Id);
            }
        }
        return late;
    }

    private static bool Fits(Person there, PlannedPerson person) =>
        there.Birthday is null || person.Birthday is null || there.Birthday == person.Birthday;

    private static bool IsNameless(PlannedPerson person) => person is { IsUpdate: false, IdHash: null };

    private IReadOnlyList<PeopleNamed> Named() =>
        named ??= [
            .. Households
                .Where(h => h.People.Any(IsNameless))
                .GroupBy(h => h.Scope.At(PlaceLevel.Village))
                .Select(village => new PeopleNamed(
                    [.. village.SelectMany(h => h.People).Where(IsNameless).Select(p => p.Name).Distinct()],
                    village.Key.Range
                )),
        ];
}

/// <summary>People of these names who are registered in a village. Equal to itself only.</summary>
public sealed record PeopleNamed(IReadOnlyList<string> Names, PlaceRange Village) : Query<Person>
{
    public override IQueryable<Person> On(GulouDb db) =>
        db.People.AsNoTracking().Where(p => Names.Contains(p.Name) && p.To == null).Within(Village, p => p.Scope);
}
