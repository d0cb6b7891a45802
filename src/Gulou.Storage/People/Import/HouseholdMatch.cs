using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;

namespace Gulou.Storage.People.Import;

/// <summary>One household of a list against the register.</summary>
internal sealed class HouseholdMatch(
    ListedHousehold listed,
    KnownPeople known,
    Tools tools,
    int cell,
    bool updateDetails
)
{
    private readonly List<PlannedPerson> people = [];

    /// <summary>What is to be entered or changed; null for nothing.</summary>
    public PlannedHousehold? Decide()
    {
        var place = listed.Place;
        var there = FindRegistered();
        foreach (var row in listed.Rows)
        {
            if (place is null && !row.IsBad)
                row.Find(FindingKind.PlaceMissing, ListField.Village);
            if (!row.IsBad)
                Judge(row, there);
        }
        if (there is null)
            MustHaveHead();
        listed.EnteredAs = there?.Id;
        var enter = people.Where(p => !listed.Rows.Exists(row => row.Number == p.Row && row.IsBad)).ToList();
        if (enter.Count == 0)
            return null;
        var id = there?.Id ?? tools.Ids.Next();
        listed.EnteredAs = id;
        var token = tools.Vault.Derive(Purpose.Card, $"{id}").AsSpan(0, ClientId.Size);
        return new PlannedHousehold
        {
            Id = id,
            IsNew = there is null,
            PlaceId = there?.PlaceId ?? place!.Id,
            Scope = there?.Scope ?? place!.Key,
            Door = listed.Door,
            CardToken = ClientId.FromBytes(token),
            People = enter,
        };
    }

    /// <summary>
    /// The registered household this one is: that of the head by ID number, else of any member; without numbers the one
    /// of the same place, door and head's name.
    /// </summary>
    private Household? FindRegistered()
    {
        if (known.Household(listed.KnownId) is { } own && IsHere(own))
            return own;
        foreach (var row in listed.Rows.OrderByDescending(row => row == listed.Head))
        {
            if (Bearer(row) is { To: null } person && person.Cell == cell && person.Name == row.Name)
            {
                if (known.Household(person.HouseholdId) is { } home && IsHere(home))
                    return home;
            }
        }
        return listed.Place is { } place && listed.Head is { CitizenId: null } head && listed.Door.Length > 0
            ? known.AtDoor(place.Key, listed.Door, head.Name)
            : null;
    }

    /// <summary>In the village the list says; one who moved must be moved, not listed again.</summary>
    private bool IsHere(Household home) =>
        listed.Place is { } place && place.Key.At(PlaceLevel.Village).Range.Contains(home.Scope);

    private Person? Bearer(ListedRow row) => row.Seals.IdHashes.Select(known.Bearer).FirstOrDefault(p => p is not null);

    private void Judge(ListedRow row, Household? there)
    {
        if (row.CitizenId is not null && Bearer(row) is { } bearer)
            JudgeBearer(row, bearer, there);
        else if (there is not null && Alike(row, there) is { } same)
            Compare(row, same, there);
        else if (there is not null && known.Members(there.Id).Any(p => p.Name == row.Name && !HasNumber(p, row)))
            row.Find(FindingKind.SimilarInHousehold, ListField.Name);
        else if (row.CitizenId is null && IsSimilarNearby(row))
            row.Find(FindingKind.SimilarInVillage, ListField.Name);
        else if (there is { HeadId: not 0 } && row.Relation == Relation.Head)
            row.Find(FindingKind.HasAnotherHead, ListField.Relation);
        else
            people.Add(New(row));
    }

    private void JudgeBearer(ListedRow row, Person bearer, Household? there)
    {
        if (bearer.To is not null)
            row.Find(FindingKind.LeftEarlier, ListField.CitizenId);
        else if (bearer.Name.Length > 0 && bearer.Name != row.Name)
            row.Find(FindingKind.NumberOfAnother, ListField.CitizenId);
        else if (there is not null && bearer.Cell == cell && bearer.HouseholdId == there.Id)
            Compare(row, bearer, there);
        else
            row.Find(FindingKind.RegisteredElsewhere, ListField.CitizenId, known.VillageOf(bearer));
    }

    /// <summary>
    /// A member of the same name whose birthday does not speak against it; one of the two is without a number.
    /// </summary>
    private Person? Alike(ListedRow row, Household there) =>
        known
            .Members(there.Id)
            .Where(p => p.Name == row.Name && !HasNumber(p, row))
            .Where(p => row.Birthday is null || p.Birthday is null || p.Birthday == row.Birthday)
            .Take(2)
            .ToList()
            is [var one]
            ? one
            : null;

    /// <summary>Both have a number, and not the same: two people.</summary>
    private static bool HasNumber(Person person, ListedRow row) =>
        person.IdHash is not null && row.CitizenId is not null;

    private bool IsSimilarNearby(ListedRow row) =>
        known
            .Named(row.Name, listed.Place!.Key.At(PlaceLevel.Village))
            .Any(p => row.Birthday is null || p.Birthday is null || p.Birthday == row.Birthday);

    private void Compare(ListedRow row, Person person, Household there)
    {
        var own = row.Seals;
        var fields = new List<ListField>();
        Differs(own.IdHash is not null && person.IdHash is null, ListField.CitizenId);
        Differs(
            own.PhoneHash is not null && !own.PhoneHashes.Any(h => h.AsSpan().SequenceEqual(person.PhoneHash)),
            ListField.Phone
        );
        Differs(row.Ethnicity.Length > 0 && row.Ethnicity != person.Ethnicity, ListField.Ethnicity);
        Differs(row.Birthday is not null && person.Birthday is null, ListField.Birthday);
        Differs(row.IsMale is not null && person.IsMale is null, ListField.Sex);
        var heads = row.Relation == Relation.Head || person.Relation == Relation.Head;
        Differs(row.Relation != person.Relation && !heads, ListField.Relation);
        // Who is head is changed by naming another, not by a list.
        var onlyHeads = fields.Count == 0 && heads && row.Relation != person.Relation;
        if (fields.Count == 0 && !onlyHeads)
            row.Find(FindingKind.AlreadyThere);
        else if (onlyHeads || !updateDetails)
            row.Find(FindingKind.Differs, null, onlyHeads ? $"{ListField.Relation}" : string.Join(',', fields));
        else
        {
            row.Find(FindingKind.Updated, null, string.Join(',', fields));
            var fills = fields.Contains(ListField.CitizenId);
            people.Add(
                New(row) with
                {
                    Id = person.Id,
                    IsUpdate = true,
                    Relation = heads ? person.Relation : row.Relation!.Value,
                    IdCipher = fills ? own.IdCipher : null,
                    IdHash = fills ? own.IdHash : null,
                }
            );
        }

        void Differs(bool differs, ListField field)
        {
            if (differs)
                fields.Add(field);
        }
    }

    private PlannedPerson New(ListedRow row)
    {
        var own = row.Seals;
        return new PlannedPerson
        {
            Row = row.Number,
            Id = tools.Ids.Next(),
            IsUpdate = false,
            Name = row.Name,
            Initials = tools.Pinyin.NameInitials(row.Name),
            Relation = row.Relation!.Value,
            IsMale = row.IsMale,
            Birthday = row.Birthday,
            Ethnicity = row.Ethnicity,
            IdCipher = own.IdCipher,
            IdHash = own.IdHash,
            PhoneCipher = own.PhoneCipher,
            PhoneHash = own.PhoneHash,
            PhoneTail = own.PhoneTail,
        };
    }

    /// <summary>A new household stands or falls with its head's row.</summary>
    private void MustHaveHead()
    {
        foreach (var row in listed.Rows.Where(row => !row.IsBad && row != listed.Head))
        {
            if (listed.Head is null)
                row.Find(FindingKind.NoHead, ListField.Relation);
            else if (listed.Head.IsBad)
                row.Find(FindingKind.HeadNotStored, null, listed.Head.Number);
        }
    }
}
