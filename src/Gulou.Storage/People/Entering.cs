using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;

namespace Gulou.Storage.People;

/// <summary>How an entered household becomes rows.</summary>
internal static class Entering
{
    /// <summary>What is wrong first, and with which member, from 1; 0 for the household as a whole.</summary>
    /// <param name="mine">The numbers entered so far; this household's are added.</param>
    /// <param name="taken">Hashes of numbers that are registered.</param>
    public static (RegisterHouseholdsOutcome, int Member) Check(
        this NewHousehold household,
        World w,
        HashSet<string> mine,
        HashSet<string> taken
    )
    {
        if (household.Members.Count == 0)
            return (RegisterHouseholdsOutcome.NoMembers, 0);
        if (household.Members.Count(m => m.Relation == Relation.Head) != 1)
            return (RegisterHouseholdsOutcome.NotOneHead, 0);
        for (var i = 0; i < household.Members.Count; i++)
        {
            var outcome = Check(household.Members[i], w, mine, taken);
            if (outcome != RegisterHouseholdsOutcome.Done)
                return (outcome, i + 1);
        }
        return (RegisterHouseholdsOutcome.Done, 0);
    }

    private static RegisterHouseholdsOutcome Check(
        NewMember member,
        World w,
        HashSet<string> mine,
        HashSet<string> taken
    )
    {
        if (!PersonName.TryNormalise(member.Name, out _))
            return RegisterHouseholdsOutcome.NameUnreadable;
        if (member.CitizenId is { } number && !Agrees(number, member))
            return RegisterHouseholdsOutcome.NumberDisagrees;
        if ((member.CitizenId?.Birthday ?? member.Birthday) > w.Today)
            return RegisterHouseholdsOutcome.BornInFuture;
        if (member.CitizenId is not { } id)
            return RegisterHouseholdsOutcome.Done;
        if (!mine.Add(id.Value))
            return RegisterHouseholdsOutcome.NumberTwice;
        return w.Vault.Hashes(Purpose.CitizenId, id.Value).Select(Convert.ToHexString).Any(taken.Contains)
            ? RegisterHouseholdsOutcome.NumberTaken
            : RegisterHouseholdsOutcome.Done;
    }

    public static bool Agrees(CitizenId number, NewMember member) =>
        (member.Birthday ?? number.Birthday) == number.Birthday && (member.IsMale ?? number.IsMale) == number.IsMale;

    /// <summary>Adds household, members, events and identities; the household's id.</summary>
    public static long Enter(this NewHousehold entered, World w, Recording recording, Place place)
    {
        var household = recording.Found(place, entered.Door, HouseholdEventKind.Registered);
        foreach (var member in entered.Members)
        {
            var person = New(member, w, place);
            recording.Add(person);
            recording.Enter(person, household, PersonEventKind.Registered);
        }
        return household.Id;
    }

    /// <summary>Adds a person without a household; no head count counts them.</summary>
    public static Person EnterStaff(NewMember entered, World w, Place place)
    {
        var recording = Recording.Begin(w, ActKind.Registered, w.Today, place);
        var person = New(entered, w, place);
        recording.Add(person);
        recording.Happened(person, PersonEventKind.Registered, 0);
        return person;
    }

    /// <summary>
    /// A person as entered, without a household yet; the identity is added where there is an ID number.
    /// </summary>
    public static Person New(NewMember entered, World w, Place place)
    {
        if (!PersonName.TryNormalise(entered.Name, out var name))
            throw new ArgumentException("check the name first", nameof(entered));
        var person = new Person
        {
            Cell = place.Cell,
            Id = w.NewId(),
            PlaceId = place.Id,
            Scope = place.Key,
            Name = name,
            Initials = w.Pinyin.NameInitials(name),
            IsMale = entered.CitizenId?.IsMale ?? entered.IsMale,
            Birthday = entered.CitizenId?.Birthday ?? entered.Birthday,
            Ethnicity = entered.Ethnicity.Trim(),
            Relation = entered.Relation,
            From = w.Today,
        };
        if (entered.CitizenId is { } number)
        {
            person.Number(w.Vault, number);
            w.Add(
                new Identity
                {
                    IdHash = person.IdHash!,
                    Cell = person.Cell,
                    PersonId = person.Id,
                }
            );
        }
        if (entered.Phone is { } phone)
            person.Call(w.Vault, phone);
        return person;
    }

    /// <summary>The same person as a new record at another place.</summary>
    public static Person Copy(this Person person, long id, Place place) =>
        new()
        {
            Cell = place.Cell,
            Id = id,
            PlaceId = place.Id,
            Scope = place.Key,
            Name = person.Name,
            Initials = person.Initials,
            IsMale = person.IsMale,
            Birthday = person.Birthday,
            Ethnicity = person.Ethnicity,
            IdCipher = person.IdCipher,
            IdHash = person.IdHash,
            PhoneCipher = person.PhoneCipher,
            PhoneHash = person.PhoneHash,
            PhoneTail = person.PhoneTail,
        };

    /// <summary>Sets the ID number, sealed.</summary>
    public static void Number(this Person person, Vault vault, CitizenId number)
    {
        person.IdCipher = vault.Seal(Purpose.CitizenId, number.Value);
        person.IdHash = vault.Hash(Purpose.CitizenId, number.Value);
    }

    /// <summary>Sets the phone, sealed.</summary>
    public static void Call(this Person person, Vault vault, MobilePhone phone)
    {
        person.PhoneCipher = vault.Seal(Purpose.Phone, phone.Value);
        person.PhoneHash = vault.Hash(Purpose.Phone, phone.Value);
        person.PhoneTail = vault.Hash(Purpose.PhoneTail, phone.Tail);
    }
}

/// <summary>Card tokens: unguessable without the key, the same again for the same seed.</summary>
internal static class CardToken
{
    public static ClientId For(World w, object seed) =>
        ClientId.FromBytes(w.Vault.Derive(Purpose.Card, $"{seed}").AsSpan(0, ClientId.Size));
}

/// <summary>Who bears one of these ID numbers. Equal to itself only: it is kept and asked again.</summary>
public sealed record IdentitiesIn(IReadOnlyList<byte[]> Hashes) : Query<Identity>
{
    public override IQueryable<Identity> On(GulouDb db) => db.Identities.Where(i => Hashes.Contains(i.IdHash));
}
