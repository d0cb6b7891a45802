using Gulou.Kernel.Cases;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

/// <summary>Files a case, for oneself or on someone's behalf, by the flow in force at its place.</summary>
public sealed record FileCase : Command<CaseOutcome>
{
    /// <summary>The flow's key.</summary>
    public required string Type { get; init; }

    /// <summary>Where it lies, when it is about no household or person: those lie where they are registered.</summary>
    public long? PlaceId { get; init; }

    /// <summary>The household it is about.</summary>
    public long? HouseholdId { get; init; }

    /// <summary>The person it is about.</summary>
    public long? PersonId { get; init; }

    /// <summary>On whose behalf; null for oneself.</summary>
    public long? FiledFor { get; init; }

    /// <summary>The form.</summary>
    public required FormValues Values { get; init; }

    /// <summary>A remark.</summary>
    public string Comment { get; init; } = "";

    public override string Verb => "cases.file";

    public override string Capability => CasesCapabilities.File;

    public override void Needs(World w)
    {
        var who = CaseActors.Of(w);
        if (FiledFor is { } person)
            w.One<Person>(Cell, person);
        if (Subject(w) is not { } subject || Definition(w, subject) is not { } definition)
            return;
        var type = definition.Type;
        LoadedCase.LimitsAt(w, type, subject.Scope);
        w.All(new TextWith(Cell, Convert.ToHexStringLower(definition.Hash)));
        CaseThings.AllThere(w, Cell, type, Given(type));
        CaseSerial.Of(w, Cell, type.Prefix);
        if (w.HasMissingRows)
            return;
        var (filed, answered) = File(w, definition, subject, who);
        new CaseWriting(w, type, new CaseScene { Case = filed }).Needs(answered);
    }

    public override Target? Target(World w) =>
        Subject(w) is not { } subject
            ? null
            : new Target(subject.Scope, subject.HouseholdId, PersonId)
            {
                Posts = Definition(w, subject) is { } definition ? LoadedCase.PostsOf(definition.Type) : [],
            };

    public override CaseOutcome Decide(World w)
    {
        var subject = Subject(w)!;
        if (Definition(w, subject) is not { } definition)
            return CaseOutcome.UnknownType;
        var type = definition.Type;
        if (Comment.Length > CaseCommand.LongestComment)
            return w.Refuse(CaseOutcome.RemarkMissing, CaseCommand.LongestComment);
        var (record, answered) = File(w, definition, subject, CaseActors.Of(w));
        var isGone = subject.IsGone || (FiledFor is { } other && w.One<Person>(Cell, other) is not { To: null });
        if (
            CaseOutcome.WrongSubject.ComesBefore(answered.Outcome)
            && (isGone || !CaseThings.AllThere(w, Cell, type, Given(type)))
        )
            return CaseOutcome.WrongSubject;
        if (answered.IsDone)
        {
            record.Number = CaseSerial.Next(w, Cell, type.Prefix);
            if (w.All(new TextWith(Cell, Convert.ToHexStringLower(definition.Hash))).Count == 0)
                w.Add(
                    new CaseText
                    {
                        Cell = Cell,
                        Hash = definition.Hash,
                        Type = type.Key,
                        Text = definition.Text,
                    }
                );
            w.Add(record);
        }
        return new CaseWriting(w, type, new CaseScene { Case = record }).Write(answered, Comment.Trim());
    }

    private (CaseRecord Record, CaseAnswered Answered) File(
        World w,
        CaseDefinition definition,
        FiledAbout subject,
        CaseActor who
    )
    {
        var filed = new NewCase
        {
            Place = subject.Scope,
            HouseholdId = subject.HouseholdId,
            PersonId = PersonId,
            FiledFor = FiledFor,
            Values = Given(definition.Type),
            Limits = LoadedCase.LimitsAt(w, definition.Type, subject.Scope),
            Remark = Comment.Trim(),
        };
        var record = new CaseRecord
        {
            Cell = Cell,
            Id = w.NewId(),
            Type = definition.Type.Key,
            Definition = definition.Hash,
            PlaceId = subject.PlaceId,
            Scope = subject.Scope,
            HouseholdId = subject.HouseholdId,
            PersonId = PersonId,
            FiledBy = who.PersonId,
            FiledFor = FiledFor,
            FiledAt = w.Now,
            State = "",
            EnteredAt = w.Now,
        };
        var calendar = w.Definitions.Get<WorkCalendar>();
        return (record, CaseFlow.File(definition.Type, filed, who, w.Now, calendar));
    }

    /// <summary>Only what the form asks.</summary>
    private FormValues Given(CaseType type) => FormValues.Empty.With(type.Filing.Form, Values);

    private CaseDefinition? Definition(World w, FiledAbout subject) =>
        w.Definitions.Get<CaseCatalog>().At(w, Type, subject.Scope);

    /// <summary>What it is about and where that lies; null when it is not there.</summary>
    private FiledAbout? Subject(World w)
    {
        if (PersonId is { } id)
            return w.One<Person>(Cell, id) is { } person
                ? new FiledAbout(person.PlaceId, person.Scope, person.HouseholdId, person.To is not null)
                : null;
        if (HouseholdId is { } house)
            return w.One<Household>(Cell, house) is { } household
                ? new FiledAbout(household.PlaceId, household.Scope, household.Id, household.To is not null)
                : null;
        return PlaceId is { } where && w.PlaceOf(Cell, where) is { } place
            ? new FiledAbout(place.Id, place.Key, null, place.To is not null)
            : null;
    }

    private sealed record FiledAbout(long PlaceId, PlaceKey Scope, long? HouseholdId, bool IsGone);
}
