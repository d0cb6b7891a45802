using Gulou.Kernel.People;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;

namespace Gulou.Storage.People;

/// <summary>One act while it is being reversed, in its own cell.</summary>
internal sealed class ActUndoing
{
    private readonly World w;
    private readonly Act act;
    private readonly IReadOnlyList<PersonEvent> events;
    private readonly IReadOnlyList<HouseholdEvent> houseEvents;
    private readonly IReadOnlyDictionary<long, RecordVersion> versions;

    public ActUndoing(World w, Act act)
    {
        (this.w, this.act) = (w, act);
        events = w.All(new PersonEventsOf(act.Cell, act.Id));
        houseEvents = w.All(new HouseholdEventsOf(act.Cell, act.Id));
        versions = w.All(new VersionsOf(act.Cell, act.Id)).ToDictionary(v => v.Subject);
        var homes = events
            .Where(e => e.HouseholdId is not null)
            .Select(e => e.HouseholdId!.Value)
            .Concat(houseEvents.Select(e => e.HouseholdId))
            .Distinct()
            .Order()
            .ToList();
        var ids = events.Select(e => e.PersonId).Concat(versions.Keys.Except(homes)).Distinct().Order();
        Households = [.. homes.Take(UndoAct.MostPeople + 1).Select(House).OfType<Household>()];
        // One more than may be undone is enough to know that it is too much.
        People = [.. ids.Take(UndoAct.MostPeople + 1).Select(id => w.One<Person>(act.Cell, id)).OfType<Person>()];
        Hashes =
        [
            .. People
                .SelectMany(p => (IEnumerable<byte[]>)(p.IdHash is { } now ? [now, .. Before(p)] : Before(p)))
                .DistinctBy(Convert.ToHexString),
        ];
    }

    /// <summary>Whom it concerns: by an event or by a change without one.</summary>
    public IReadOnlyList<Person> People { get; }

    /// <summary>Hashes of the numbers its people bear or bore.</summary>
    public IReadOnlyList<byte[]> Hashes { get; }

    private IReadOnlyList<Household> Households { get; }

    /// <summary>
    /// False when what would be restored no longer fits: a household that ended since, or one left empty.
    /// </summary>
    public bool IsSound =>
        People.All(p => p.To is not null || p.HouseholdId is not { } id || House(id) is { To: null })
        && Households.All(h => h.To is not null ? h.Members == 0 : h.Members > 0)
        && Households.All(h => h.To is not null || People.All(p => p.Id != h.HeadId || IsIn(p, h)));

    /// <summary>
    /// A household that the act founded owns something, or is to own something, when the act is undone.
    /// </summary>
    public bool LeavesBalances =>
        Founded.SelectMany(h => w.Owned(act.Cell, h.Id)).Any(a => a.Balance != 0 || a.HeldIn != 0 || a.HeldOut != 0);

    /// <summary>
    /// Someone it concerns was changed by a later act that stands, or a place they were at is no more.
    /// </summary>
    public bool ChangedSince =>
        PlacesBefore.Any(place => w.PlaceOf(act.Cell, place) is not { To: null })
        || People.Any(p => w.All(new LaterActsOn(act.Cell, act.Id, p.Id)).Count > 0)
        || Households.Any(h => IsPlaced(h) && w.All(new LaterActsOn(act.Cell, act.Id, h.Id)).Count > 0);

    /// <summary>Asks for all it reads; what one step finds leads to the next.</summary>
    public void Needs()
    {
        foreach (var place in PlacesBefore)
            w.PlaceOf(act.Cell, place);
        foreach (var person in People)
            w.All(new LaterActsOn(act.Cell, act.Id, person.Id));
        foreach (var household in Households.Where(IsPlaced))
        {
            w.All(new LaterActsOn(act.Cell, act.Id, household.Id));
            w.All(new AccountsOf(act.Cell, household.Id));
        }
        foreach (var household in Founded)
            w.NeedAccounts(act.Cell, household.Id);
    }

    /// <summary>Restores what was and writes every event's opposite.</summary>
    public void Undo(string reason)
    {
        var undoing = Recording.Begin(w, ActKind.Undone, act.On, act.Cell, act.PlaceId, act.Scope);
        undoing.Act.Note = reason;
        undoing.Act.Undoes = act.Id;
        act.UndoneBy = undoing.Act.Id;
        foreach (var e in events)
        {
            undoing.Reverse(e);
            if (e.HouseholdId is { } id)
                House(id)!.Members -= e.Change;
        }
        foreach (var person in People)
        {
            undoing.Keep(person);
            if (versions.TryGetValue(person.Id, out var was))
            {
                Images.Restore(person, w.Vault.Open(Purpose.Version, was.Content), w.Vault);
                // The place may have moved on the map meanwhile.
                person.Scope = w.PlaceOf(act.Cell, person.PlaceId)!.Key;
            }
            else
                Unmake(person);
        }
        foreach (var household in Households)
            Restore(undoing, household);
    }

    /// <summary>Who was entered by the act never was.</summary>
    private void Unmake(Person person)
    {
        (person.To, person.EndedBy, person.IdHash) = (act.On, PersonEventKind.Corrected, null);
    }

    private void Restore(Recording undoing, Household household)
    {
        var own = houseEvents.Where(e => e.HouseholdId == household.Id).ToList();
        foreach (var e in own)
            undoing.Reverse(e);
        if (!versions.TryGetValue(household.Id, out var was))
        {
            // Founded by the act, it never was; else the act only passed through it.
            if (own.Count > 0)
                (household.To, household.SuccessorId) = (act.On, SplitFrom?.Id);
            return;
        }
        undoing.Keep(household);
        var (before, now) = (Images.ReadHousehold(w.Vault.Open(Purpose.Version, was.Content)), household);
        if (own.Exists(e => e.Kind is HouseholdEventKind.Joined or HouseholdEventKind.Closed))
            (now.To, now.SuccessorId) = (before.To, before.SuccessorId);
        if (IsPlaced(household))
        {
            (now.PlaceId, now.Door) = (before.PlaceId, before.Door);
            now.Scope = w.PlaceOf(act.Cell, before.PlaceId)!.Key;
            foreach (var account in w.All(new AccountsOf(act.Cell, household.Id)))
                account.Scope = now.Scope;
        }
        // The head may have been made anew since by nobody: that would have changed one of the people, too.
        if (People.Any(p => p.Id == now.HeadId))
            (now.HeadId, now.HeadName) = (before.HeadId, before.HeadName);
    }

    /// <summary>Where those it concerns would be again.</summary>
    private IEnumerable<long> PlacesBefore =>
        People
            .Where(p => versions.ContainsKey(p.Id))
            .Select(p => Images.ReadPerson(w.Vault.Open(Purpose.Version, versions[p.Id].Content)).PlaceId)
            .Concat(
                Households
                    .Where(h => IsPlaced(h) && versions.ContainsKey(h.Id))
                    .Select(h => Images.ReadHousehold(w.Vault.Open(Purpose.Version, versions[h.Id].Content)).PlaceId)
            )
            .Distinct();

    /// <summary>The household that was split: what is still to be decided about the new one goes back to it.</summary>
    private Household? SplitFrom =>
        act.Kind == ActKind.Split ? Households.Single(h => versions.ContainsKey(h.Id)) : null;

    /// <summary>Households that never were, once the act is undone.</summary>
    private IEnumerable<Household> Founded =>
        Households.Where(h => !versions.ContainsKey(h.Id) && houseEvents.Any(e => e.HouseholdId == h.Id));

    private bool IsPlaced(Household household) =>
        houseEvents.Any(e =>
            e.HouseholdId == household.Id && e.Kind is (HouseholdEventKind.PlacedIn or HouseholdEventKind.TransferredIn)
        );

    private static bool IsIn(Person person, Household household) =>
        person.To is null && person.HouseholdId == household.Id;

    private Household? House(long id) => w.One<Household>(act.Cell, id);

    /// <summary>Hashes of the number someone bore before the act.</summary>
    private IReadOnlyList<byte[]> Before(Person person) =>
        versions.TryGetValue(person.Id, out var was)
        && Images.ReadPerson(w.Vault.Open(Purpose.Version, was.Content)) is { BearsNumber: true } before
            ? w.Vault.Hashes(Purpose.CitizenId, before.CitizenId!)
            : [];
}
