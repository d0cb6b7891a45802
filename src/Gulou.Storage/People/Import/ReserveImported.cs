using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;

namespace Gulou.Storage.People.Import;

public enum ReserveImportedOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,

    /// <summary>Not the chunk whose turn it is.</summary>
    NotItsTurn,

    /// <summary>Somebody registered one of the people meanwhile. Args: the row.</summary>
    NumberTaken,
}

/// <summary>
/// Takes the ID numbers of a part of a plan, so that nobody else can register them and entering cannot fail any more;
/// or gives them back, from the end of the plan towards its start, when one of them turned out to be taken.
/// </summary>
public sealed record ReserveImported : Command<ReserveImportedOutcome>
{
    private IReadOnlyList<IdentitiesIn>? lots;

    public required long ImportId { get; init; }

    /// <summary>The households of the plan before this part.</summary>
    public required int First { get; init; }

    public required IReadOnlyList<PlannedHousehold> Households { get; init; }

    public bool GiveBack { get; init; }

    public override string Verb => GiveBack ? "people.release-listed" : "people.reserve-listed";

    public override string Capability => PeopleCapabilities.Import;

    public override bool StandsAlone => true;

    public override byte[] Content() => Merkle.ContentOf(ImportId, First, Households);

    public override void Needs(World w)
    {
        w.One<PeopleImport>(Cell, ImportId);
        foreach (var lot in lots ??= PlannedIds.Lots(Households, w.Vault))
            w.All(lot);
    }

    public override Target? Target(World w) => ImportTarget.TargetOf(w, Cell, ImportId);

    public override ReserveImportedOutcome Decide(World w)
    {
        var import = w.One<PeopleImport>(Cell, ImportId)!;
        var end = First + Households.Count;
        if (import.State != ImportState.Reserving || import.Entered != (GiveBack ? end : First))
            return ReserveImportedOutcome.NotItsTurn;
        var there = lots!.SelectMany(w.All).ToDictionary(i => KnownPeople.Key(i.IdHash));
        var people = PlannedIds.WithNumber(Households).ToList();
        if (GiveBack)
        {
            foreach (var person in people)
            {
                foreach (var own in PlannedIds.Found(there, person, w.Vault).Where(i => i.PersonId == person.Id))
                    w.Remove(own);
            }
            import.Entered = First;
            if (First == 0)
                (import.State, import.EndedAt) = (ImportState.Withdrawn, w.Now);
        }
        else
        {
            if (people.Find(p => PlannedIds.Found(there, p, w.Vault).Any()) is { } taken)
                return w.Refuse(ReserveImportedOutcome.NumberTaken, taken.Row);
            w.AddAll<Identity>([.. people.Select(p => PlannedIds.IdentityOf(p, Cell))]);
            import.Entered = end;
            if (end == import.Households)
                (import.State, import.Entered) = (ImportState.Entering, 0);
        }
        w.Subject = ImportId;
        return ReserveImportedOutcome.Done;
    }
}

/// <summary>The ID numbers of a plan.</summary>
internal static class PlannedIds
{
    private const int Lot = 250;

    public static IEnumerable<PlannedPerson> WithNumber(IReadOnlyList<PlannedHousehold> households) =>
        households.SelectMany(h => h.People).Where(p => p.IdHash is not null);

    public static IReadOnlyList<IdentitiesIn> Lots(IReadOnlyList<PlannedHousehold> households, Vault vault) =>
        [
            .. WithNumber(households)
                .SelectMany(p => Hashes(p, vault))
                .Chunk(Lot)
                .Select(hashes => new IdentitiesIn(hashes)),
        ];

    /// <summary>Those of the rows that are of the person's number.</summary>
    /// <param name="there">Rows by <see cref="KnownPeople.Key"/>.</param>
    public static IEnumerable<Identity> Found(
        IReadOnlyDictionary<string, Identity> there,
        PlannedPerson person,
        Vault vault
    ) => Hashes(person, vault).Select(h => there.GetValueOrDefault(KnownPeople.Key(h))).OfType<Identity>();

    /// <summary>
    /// Under every key: while keys change, another process may have registered the number with the next.
    /// </summary>
    private static IReadOnlyList<byte[]> Hashes(PlannedPerson person, Vault vault) =>
        vault.Versions.Count == 1
            ? [person.IdHash!]
            : vault.Hashes(Purpose.CitizenId, vault.Open(Purpose.CitizenId, person.IdCipher!));

    public static Identity IdentityOf(PlannedPerson person, int cell) =>
        new()
        {
            IdHash = person.IdHash!,
            Cell = cell,
            PersonId = person.Id,
        };
}
