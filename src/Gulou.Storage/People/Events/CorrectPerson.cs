using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;

namespace Gulou.Storage.People;

public enum CorrectPersonOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    NotRegistered,
    NameUnreadable,
    BornInFuture,

    /// <summary>The ID number tells another birthday or sex.</summary>
    NumberDisagrees,

    /// <summary>Somebody registered bears this ID number.</summary>
    NumberTaken,

    /// <summary>Who is head is changed for the household, not for one person.</summary>
    HeadByHousehold,
    NothingChanged,
}

/// <summary>
/// Puts details of a person right, field by field; what is null stays. The old values are kept, sealed.
/// </summary>
public sealed record CorrectPerson : Command<CorrectPersonOutcome>
{
    private IdentitiesIn? numbers;

    public required long PersonId { get; init; }
    public string? Name { get; init; }
    public DateOnly? Birthday { get; init; }
    public bool? IsMale { get; init; }
    public string? Ethnicity { get; init; }
    public Relation? Relation { get; init; }

    /// <summary>Birthday and sex follow from a new ID number.</summary>
    public CitizenId? CitizenId { get; init; }
    public MobilePhone? Phone { get; init; }

    /// <summary>The phone is no longer theirs.</summary>
    public bool NoPhone { get; init; }

    public override string Verb => "people.correct";

    public override string Capability => PeopleCapabilities.Record;

    public override void Needs(World w)
    {
        if (w.One<Person>(Cell, PersonId) is not { } person)
            return;
        if (person.HouseholdId is { } household)
            w.One<Household>(Cell, household);
        if (CitizenId is not null)
            w.All(Numbers(w.Vault, person));
    }

    public override Target? Target(World w) => w.One<Person>(Cell, PersonId)?.AsTarget();

    public override CorrectPersonOutcome Decide(World w)
    {
        var person = w.One<Person>(Cell, PersonId)!;
        if (person.To is not null)
            return CorrectPersonOutcome.NotRegistered;
        var name = person.Name;
        if (Name is not null && !PersonName.TryNormalise(Name, out name))
            return CorrectPersonOutcome.NameUnreadable;
        if ((CitizenId?.Birthday ?? Birthday) > w.Today)
            return CorrectPersonOutcome.BornInFuture;
        if (!NumberAgrees(w, person))
            return CorrectPersonOutcome.NumberDisagrees;
        if (CitizenId is not null && NumberTaken(w, person))
            return CorrectPersonOutcome.NumberTaken;
        if (
            Relation is { } relation
            && relation != person.Relation
            && (relation == Kernel.People.Relation.Head || person.Relation == Kernel.People.Relation.Head)
        )
            return CorrectPersonOutcome.HeadByHousehold;
        var fields = Changed(w, person, name);
        if (fields == PersonFields.None)
            return CorrectPersonOutcome.NothingChanged;
        var recording = Recording.Begin(w, ActKind.Corrected, w.Today, person);
        recording.Keep(person);
        Apply(w, recording, person, name, fields);
        recording.Happened(person, PersonEventKind.Corrected, 0, fields);
        w.Subject = person.Id;
        return CorrectPersonOutcome.Done;
    }

    private PersonFields Changed(World w, Person person, string name)
    {
        var fields = PersonFields.None;
        var (birthday, male) = (CitizenId?.Birthday ?? Birthday, CitizenId?.IsMale ?? IsMale);
        fields |= name != person.Name ? PersonFields.Name : 0;
        fields |= birthday is not null && birthday != person.Birthday ? PersonFields.Birthday : 0;
        fields |= male is not null && male != person.IsMale ? PersonFields.Sex : 0;
        fields |= Ethnicity is not null && Ethnicity.Trim() != person.Ethnicity ? PersonFields.Ethnicity : 0;
        fields |= Relation is not null && Relation != person.Relation ? PersonFields.Relation : 0;
        if (CitizenId is { } number)
            fields |= w.Vault.Hashes(Purpose.CitizenId, number.Value).Any(h => Same(h, person.IdHash))
                ? 0
                : PersonFields.CitizenId;
        if (Phone is { } phone)
            fields |= w.Vault.Hashes(Purpose.Phone, phone.Value).Any(h => Same(h, person.PhoneHash))
                ? 0
                : PersonFields.Phone;
        else if (NoPhone && person.PhoneHash is not null)
            fields |= PersonFields.Phone;
        return fields;
    }

    private void Apply(World w, Recording recording, Person person, string name, PersonFields fields)
    {
        if (fields.HasFlag(PersonFields.Name))
        {
            (person.Name, person.Initials) = (name, w.Pinyin.NameInitials(name));
            var household = person.HouseholdId is { } id ? w.One<Household>(Cell, id) : null;
            if (household is not null && household.HeadId == person.Id)
            {
                recording.Keep(household);
                household.HeadName = name;
            }
        }
        person.Birthday = CitizenId?.Birthday ?? Birthday ?? person.Birthday;
        person.IsMale = CitizenId?.IsMale ?? IsMale ?? person.IsMale;
        person.Ethnicity = Ethnicity?.Trim() ?? person.Ethnicity;
        person.Relation = Relation ?? person.Relation;
        if (fields.HasFlag(PersonFields.CitizenId))
        {
            var old = person.IdHash;
            person.Number(w.Vault, CitizenId!.Value);
            if (w.All(Numbers(w.Vault, person)).FirstOrDefault(i => Same(i.IdHash, old)) is { } before)
                w.Remove(before);
            w.Add(
                new Identity
                {
                    IdHash = person.IdHash!,
                    Cell = Cell,
                    PersonId = person.Id,
                }
            );
        }
        if (fields.HasFlag(PersonFields.Phone) && Phone is { } phone)
            person.Call(w.Vault, phone);
        else if (fields.HasFlag(PersonFields.Phone))
            (person.PhoneCipher, person.PhoneHash, person.PhoneTail) = (null, null, null);
    }

    /// <summary>The number, old or new, tells the birthday and sex as they will be.</summary>
    private bool NumberAgrees(World w, Person person)
    {
        var number = CitizenId;
        if (number is null && person.IdCipher is { } cipher)
            number = Kernel.Values.CitizenId.TryParse(w.Vault.Open(Purpose.CitizenId, cipher), out var own, out _)
                ? own
                : null;
        return number is not { } value
            || ((Birthday ?? value.Birthday) == value.Birthday && (IsMale ?? value.IsMale) == value.IsMale);
    }

    private bool NumberTaken(World w, Person person)
    {
        var hashes = w.Vault.Hashes(Purpose.CitizenId, CitizenId!.Value.Value);
        return w.All(Numbers(w.Vault, person))
            .Any(i => hashes.Any(h => Same(i.IdHash, h)) && (i.PersonId != person.Id || i.Cell != person.Cell));
    }

    private static bool Same(byte[] a, byte[]? b) => b is not null && a.AsSpan().SequenceEqual(b);

    /// <summary>The rows of the number the person bears and of the one to be borne; the same query each time.</summary>
    private IdentitiesIn Numbers(Vault vault, Person person)
    {
        if (numbers is not null)
            return numbers;
        var hashes = vault.Hashes(Purpose.CitizenId, CitizenId!.Value.Value).ToList();
        if (person.IdHash is { } own)
            hashes.Add(own);
        return numbers = new IdentitiesIn(hashes);
    }
}
