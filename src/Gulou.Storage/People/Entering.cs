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

    private static bool Agrees(CitizenId number, NewMember member) =>
        (member.Birthday ?? number.Birthday) == number.Birthday && (member.IsMale ?? number.IsMale) == number.IsMale;

    /// <summary>Adds household, members, events and identities; the household's id.</summary>
    public static long Enter(this NewHousehold entered, World w, Place place)
    {
        var household = new Household
        {
            Cell = place.Cell,
            Id = w.NewId(),
            PlaceId = place.Id,
            Scope = place.Key,
            Door = entered.Door.Trim(),
            Members = entered.Members.Count,
            From = w.Today,
        };
        household.CardToken = CardToken.For(w, household.Id);
        w.Add(household);
        foreach (var member in entered.Members)
        {
            var person = Enter(member, w, place, household.Id);
            if (person.Relation == Relation.Head)
                (household.HeadId, household.HeadName) = (person.Id, person.Name);
        }
        return household.Id;
    }

    /// <summary>Adds a person with the event and, where there is an ID number, the identity.</summary>
    public static Person Enter(NewMember entered, World w, Place place, long? household)
    {
        if (!PersonName.TryNormalise(entered.Name, out var name))
            throw new ArgumentException("check the name first", nameof(entered));
        var person = new Person
        {
            Cell = place.Cell,
            Id = w.NewId(),
            HouseholdId = household,
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
            person.IdCipher = w.Vault.Seal(Purpose.CitizenId, number.Value);
            person.IdHash = w.Vault.Hash(Purpose.CitizenId, number.Value);
            w.Add(
                new Identity
                {
                    IdHash = person.IdHash,
                    Cell = person.Cell,
                    PersonId = person.Id,
                }
            );
        }
        if (entered.Phone is { } phone)
        {
            person.PhoneCipher = w.Vault.Seal(Purpose.Phone, phone.Value);
            person.PhoneHash = w.Vault.Hash(Purpose.Phone, phone.Value);
            person.PhoneTail = w.Vault.Hash(Purpose.PhoneTail, phone.Tail);
        }
        w.Add(person);
        w.Add(
            new PersonEvent
            {
                Cell = person.Cell,
                Id = w.NewId(),
                PersonId = person.Id,
                HouseholdId = household,
                Kind = PersonEventKind.Registered,
                On = w.Today,
                RecordedAt = w.Now,
                PlaceId = place.Id,
                Scope = place.Key,
            }
        );
        return person;
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
