using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Places;

public enum AnswerDivisionsOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,

    /// <summary>Args: the place or row of the question.</summary>
    NotThisReply,

    /// <summary>Args: the place or row of the question.</summary>
    TargetMissing,

    /// <summary>Args: the greatest length.</summary>
    DocumentMissing,
    DateInFuture,
}

/// <summary>Which question.</summary>
public readonly record struct QuestionRef(int Cell, long Id);

/// <summary>
/// Answers one or several open questions of the newest table alike, or takes answers back; applied later, all at once.
/// </summary>
public sealed record AnswerDivisions : Command<AnswerDivisionsOutcome>
{
    /// <summary>The questions, each with its cell.</summary>
    public required IReadOnlyList<QuestionRef> Questions { get; init; }

    /// <summary>The answer; null takes it back.</summary>
    public DivisionReply? Reply { get; init; }

    /// <summary>Whom a merge or a second look names; a code of the table or a place's id.</summary>
    public string Other { get; init; } = "";
    public string Document { get; init; } = "";

    /// <summary>First day of the new state; null for the table's own.</summary>
    public DateOnly? On { get; init; }

    public override string Verb => "places.answer";

    public override string Capability => PlacesCapabilities.Import;

    public override void Needs(World w)
    {
        foreach (var (cell, id) in Questions)
            w.One<DivisionQuestion>(cell, id);
    }

    /// <summary>What holds all the questions; nothing where one is gone.</summary>
    public override Target? Target(World w)
    {
        PlaceKey? all = null;
        foreach (var (cell, id) in Questions)
        {
            if (w.One<DivisionQuestion>(cell, id) is not { } question)
                return null;
            all = all is { } above ? Redraws.Above(above, question.Scope) : question.Scope;
        }
        return all is { } place ? new Target(place) : null;
    }

    public override AnswerDivisionsOutcome Decide(World w)
    {
        var questions = Questions.Select(q => w.One<DivisionQuestion>(q.Cell, q.Id)!).ToList();
        if (Reply is null)
        {
            foreach (var question in questions)
                Set(question, null, "", "", null, null);
            return AnswerDivisionsOutcome.Done;
        }
        foreach (var question in questions)
        {
            if (!question.ReplyList.Contains(Reply.Value))
                return w.Refuse(AnswerDivisionsOutcome.NotThisReply, question.Title);
            if (question.NeedsTarget(Reply.Value) && Other.Trim().Length == 0)
                return w.Refuse(AnswerDivisionsOutcome.TargetMissing, question.Title);
        }
        if (Document.Trim().Length is 0 or > Redraws.LongestDocument)
            return w.Refuse(AnswerDivisionsOutcome.DocumentMissing, Redraws.LongestDocument);
        if (On > w.Today)
            return AnswerDivisionsOutcome.DateInFuture;
        foreach (var question in questions)
        {
            var target = question.NeedsTarget(Reply.Value) ? Other.Trim() : "";
            Set(question, Reply, target, Document.Trim(), On, w.Actor.PersonId);
        }
        return AnswerDivisionsOutcome.Done;
    }

    private static void Set(
        DivisionQuestion question,
        DivisionReply? reply,
        string target,
        string document,
        DateOnly? on,
        long? by
    )
    {
        (question.Reply, question.Target, question.Document) = (reply, target, document);
        (question.On, question.AnsweredBy) = (on, by);
    }
}
