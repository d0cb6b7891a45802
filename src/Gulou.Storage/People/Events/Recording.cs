using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;

namespace Gulou.Storage.People;

/// <summary>
/// One act being recorded: what people and households were before, the events, and what they do to the head counts, are
/// written nowhere else.
/// </summary>
internal sealed class Recording
{
    private readonly World w;
    private readonly HashSet<long> kept = [];
    private readonly bool late;
    private readonly bool inBulk;

    private Recording(World w, Act act, bool inBulk)
    {
        (this.w, this.inBulk) = (w, inBulk);
        Act = act;
        late = Months.IsClosed(act.On, w.Today);
    }

    public Act Act { get; }

    /// <summary>Begins an act at a place; it is the answer's subject unless the command says another.</summary>
    public static Recording Begin(World w, ActKind kind, DateOnly on, int cell, long placeId, PlaceKey scope) =>
        Begin(w, NewAct(w, kind, on, cell, placeId, scope), inBulk: false);

    /// <summary>
    /// Begins an act of many, or one of many acts: all it writes is written in bulk, people and households it enters
    /// too.
    /// </summary>
    public static Recording BeginInBulk(World w, ActKind kind, DateOnly on, Place at) =>
        Begin(w, NewAct(w, kind, on, at.Cell, at.Id, at.Key), inBulk: true);

    private static Act NewAct(World w, ActKind kind, DateOnly on, int cell, long placeId, PlaceKey scope)
    {
        var act = new Act
        {
            Cell = cell,
            Id = w.NewId(),
            Kind = kind,
            On = on,
            RecordedAt = w.Now,
            RecordedBy = w.Actor.PersonId,
            PlaceId = placeId,
            Scope = scope,
        };
        w.Subject = act.Id;
        return act;
    }

    private static Recording Begin(World w, Act act, bool inBulk)
    {
        var recording = new Recording(w, act, inBulk);
        recording.Write(act);
        return recording;
    }

    public static Recording Begin(World w, ActKind kind, DateOnly on, Place at) =>
        Begin(w, kind, on, at.Cell, at.Id, at.Key);

    public static Recording Begin(World w, ActKind kind, DateOnly on, Household at) =>
        Begin(w, kind, on, at.Cell, at.PlaceId, at.Scope);

    public static Recording Begin(World w, ActKind kind, DateOnly on, Person at) =>
        Begin(w, kind, on, at.Cell, at.PlaceId, at.Scope);

    /// <summary>Keeps what a person is before the first change of this act.</summary>
    public void Keep(Person person) => Keep(person.Cell, person.Id, () => Images.Of(person, w.Vault));

    /// <summary>Keeps what a household is before the first change of this act.</summary>
    public void Keep(Household household) => Keep(household.Cell, household.Id, () => Images.Of(household));

    /// <summary>A new household at a place, without members.</summary>
    public Household Found(Place place, string door, HouseholdEventKind kind)
    {
        var household = new Household
        {
            Cell = place.Cell,
            Id = w.NewId(),
            PlaceId = place.Id,
            Scope = place.Key,
            Door = door.Trim(),
            From = Act.On,
        };
        household.CardToken = CardToken.For(w, household.Id);
        w.Add(household);
        kept.Add(household.Id);
        Happened(household, kind, 1);
        return household;
    }

    /// <summary>A new person, to enter a household in this act.</summary>
    public void Add(Person person)
    {
        Write(person);
        kept.Add(person.Id);
    }

    /// <summary>A household that goes on for one of another county.</summary>
    public void Add(Household household, HouseholdEventKind kind)
    {
        Write(household);
        kept.Add(household.Id);
        Happened(household, kind, 1);
    }

    /// <summary>Ends a household that has no members left, or whose members went elsewhere.</summary>
    public void End(Household household, HouseholdEventKind kind)
    {
        Keep(household);
        household.To = Act.On;
        Happened(household, kind, -1);
    }

    /// <summary>Puts a person, new or kept before, into a household.</summary>
    public void Enter(Person person, Household household, PersonEventKind kind)
    {
        Keep(household);
        person.HouseholdId = household.Id;
        (person.PlaceId, person.Scope) = (household.PlaceId, household.Scope);
        (person.From, person.To, person.EndedBy) = (Act.On, null, null);
        household.Members++;
        if (person.Relation == Relation.Head)
            (household.HeadId, household.HeadName) = (person.Id, person.Name);
        Happened(person, kind, 1);
    }

    /// <summary>Takes a person out of the household, to enter another in the same act.</summary>
    public void Leave(Person person, Household? household, PersonEventKind kind)
    {
        Keep(person);
        if (household is not null)
        {
            Keep(household);
            household.Members--;
        }
        Happened(person, kind, household is null ? 0 : -1);
    }

    /// <summary>Ends a person's registration.</summary>
    public void End(Person person, Household? household, PersonEventKind kind)
    {
        Leave(person, household, kind);
        person.To = Act.On;
        person.EndedBy = kind;
    }

    /// <summary>
    /// Sets what those who left leave behind: an empty household ends, one without its head gets the named one or the
    /// next in line.
    /// </summary>
    /// <param name="left">Members that remain.</param>
    public void Settle(Household household, IReadOnlyList<Person> left, Person? head = null)
    {
        if (left.Count == 0)
        {
            End(household, HouseholdEventKind.Closed);
            return;
        }
        if (left.All(p => p.Id != household.HeadId))
            MakeHead(household, left, head ?? Kinship.Successor(left)!);
    }

    /// <summary>Makes a member the head and tells the others' relations anew.</summary>
    public void MakeHead(Household household, IReadOnlyList<Person> members, Person head)
    {
        Keep(household);
        var was = head.Relation;
        foreach (var member in members.Where(m => m.Id != head.Id))
        {
            Keep(member);
            member.Relation = Kinship.To(member.Relation, was);
        }
        Keep(head);
        head.Relation = Relation.Head;
        (household.HeadId, household.HeadName) = (head.Id, head.Name);
        Happened(head, PersonEventKind.BecameHead, 0);
    }

    /// <summary>Moves a person of the county from one household to another.</summary>
    public void Transfer(Person person, Household from, Household to, Relation relation)
    {
        var within = from.Scope.At(PlaceLevel.Village) == to.Scope.At(PlaceLevel.Village);
        Leave(person, from, within ? PersonEventKind.WithinOut : PersonEventKind.TransferredOut);
        person.Relation = relation;
        Enter(person, to, within ? PersonEventKind.WithinIn : PersonEventKind.TransferredIn);
    }

    /// <summary>Writes down what happened to a person where he or she is registered now.</summary>
    public void Happened(Person person, PersonEventKind kind, int change, PersonFields fields = PersonFields.None) =>
        Add(
            new PersonEvent
            {
                Cell = person.Cell,
                Act = Act.Id,
                PersonId = person.Id,
                HouseholdId = person.HouseholdId,
                Kind = kind,
                Change = change,
                Fields = fields,
                PlaceId = person.PlaceId,
                Scope = person.Scope,
            },
            Act.On
        );

    /// <summary>Writes down what happened to a household where it is now.</summary>
    public void Happened(Household household, HouseholdEventKind kind, int change) =>
        Add(
            new HouseholdEvent
            {
                Cell = household.Cell,
                Act = Act.Id,
                HouseholdId = household.Id,
                Kind = kind,
                Change = change,
                PlaceId = household.PlaceId,
                Scope = household.Scope,
            },
            Act.On
        );

    /// <summary>Reverses an event: the same day, the opposite change, recorded now.</summary>
    public void Reverse(PersonEvent e) =>
        Add(
            new PersonEvent
            {
                Cell = e.Cell,
                Act = Act.Id,
                PersonId = e.PersonId,
                HouseholdId = e.HouseholdId,
                Kind = e.Kind,
                Change = -e.Change,
                Fields = e.Fields,
                Undoes = e.Id,
                PlaceId = e.PlaceId,
                Scope = e.Scope,
            },
            e.On
        );

    /// <inheritdoc cref="Reverse(PersonEvent)" />
    public void Reverse(HouseholdEvent e) =>
        Add(
            new HouseholdEvent
            {
                Cell = e.Cell,
                Act = Act.Id,
                HouseholdId = e.HouseholdId,
                Kind = e.Kind,
                Change = -e.Change,
                Undoes = e.Id,
                PlaceId = e.PlaceId,
                Scope = e.Scope,
            },
            e.On
        );

    private void Add(PersonEvent e, DateOnly on)
    {
        (e.Id, e.On, e.RecordedAt, e.Late) = (w.NewId(), on, w.Now, IsLate(on));
        Write(e);
        w.Counts.Add(e);
    }

    private void Add(HouseholdEvent e, DateOnly on)
    {
        (e.Id, e.On, e.RecordedAt, e.Late) = (w.NewId(), on, w.Now, IsLate(on));
        Write(e);
        w.Counts.Add(e);
    }

    private void Write<T>(T row)
        where T : class
    {
        if (inBulk)
            w.AddAll([row]);
        else
            w.Add(row);
    }

    private bool IsLate(DateOnly on) => on == Act.On ? late : Months.IsClosed(on, w.Today);

    private void Keep(int cell, long subject, Func<string> image)
    {
        // What is new has nothing before it.
        if (!kept.Add(subject))
            return;
        Write(
            new RecordVersion
            {
                Cell = cell,
                Act = Act.Id,
                Subject = subject,
                Content = w.Vault.Seal(Purpose.Version, image()),
            }
        );
    }
}
