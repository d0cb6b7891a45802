namespace Gulou.Kernel.Places;

/// <summary>Why an answer cannot be used.</summary>
public enum DivisionAnswerFault
{
    /// <summary>No such question is open.</summary>
    NoSuchQuestion = 1,

    /// <summary>This question is not answered so.</summary>
    NotThisReply = 2,

    /// <summary>The answer needs a target: a code of the file on the same level, not of the place itself.</summary>
    BadTarget = 3,

    /// <summary>The question is answered twice.</summary>
    AnsweredTwice = 4,
}

/// <summary>
/// What a year's division file would change on the map. Plain changes are applied in their order, parents before their
/// children; comparing again then leaves only those that need an answer. Answers make more of them plain.
/// </summary>
public sealed class DivisionDiff
{
    private DivisionDiff(IReadOnlyList<DivisionChange> changes) => Changes = changes;

    /// <summary>All changes in the order of the codes, parents before their children.</summary>
    public IReadOnlyList<DivisionChange> Changes { get; }

    /// <summary>Answers that cannot be used, and why; nothing should be applied while there are any.</summary>
    public IReadOnlyList<(DivisionAnswer Answer, DivisionAnswerFault Fault)> Faults { get; private init; } = [];

    /// <summary>The changes to apply at once.</summary>
    public IEnumerable<DivisionChange> Plain => Changes.Where(change => change.IsPlain);

    /// <summary>The changes that need an answer.</summary>
    public IEnumerable<DivisionChange> Open => Changes.Where(change => !change.IsPlain);

    /// <summary>
    /// Compares the map with a file. A place missing from the file is only called gone where the file lists its
    /// neighbours: a prefecture's file says nothing about the next prefecture, a file of townships nothing about
    /// villages.
    /// </summary>
    /// <param name="map">The places, those abolished too; those below village are passed over.</param>
    /// <param name="table">A file without faults: a row left out for a fault would look like a place abolished.</param>
    /// <param name="leads">
    /// Whether the file's scheme says what places are called. Another scheme gives them codes and no names.
    /// </param>
    /// <param name="answers">What people know of the questions of the same comparison.</param>
    /// <exception cref="ArgumentException">The file has faults, or two places of the map bear one code.</exception>
    public static DivisionDiff Compare(
        IEnumerable<KnownPlace> map,
        DivisionTable table,
        bool leads = true,
        IReadOnlyList<DivisionAnswer>? answers = null
    )
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(table);
        if (table.Faults.Count > 0)
            throw new ArgumentException("a file with faults cannot be compared", nameof(table));
        var places = map.ToList();
        var unanswered = new DivisionDiff(new DivisionComparison(places, table, leads, []).Run());
        if (answers is null or [])
            return unanswered;
        var faults = unanswered.FaultsOf(answers, table);
        if (faults.Count > 0)
            return new DivisionDiff(unanswered.Changes) { Faults = faults };
        return new DivisionDiff(new DivisionComparison(places, table, leads, answers).Run());
    }

    private List<(DivisionAnswer, DivisionAnswerFault)> FaultsOf(
        IReadOnlyList<DivisionAnswer> answers,
        DivisionTable table
    )
    {
        var questions = Open.Where(change => change.IsQuestion).ToDictionary(change => change.Question);
        var levels = table.Rows.ToDictionary(row => row.Code, row => row.Level);
        var seen = new HashSet<DivisionQuestionId>();
        var faults = new List<(DivisionAnswer, DivisionAnswerFault)>();
        foreach (var answer in answers)
        {
            if (!questions.TryGetValue(answer.Question, out var question))
                faults.Add((answer, DivisionAnswerFault.NoSuchQuestion));
            else if (!question.Replies.Contains(answer.Reply))
                faults.Add((answer, DivisionAnswerFault.NotThisReply));
            else if (!FitsTarget(answer, question, levels))
                faults.Add((answer, DivisionAnswerFault.BadTarget));
            else if (!seen.Add(answer.Question))
                faults.Add((answer, DivisionAnswerFault.AnsweredTwice));
        }
        return faults;
    }

    /// <summary>Whether an answer names another place where it must, one of the same level.</summary>
    private static bool FitsTarget(
        DivisionAnswer answer,
        DivisionChange question,
        Dictionary<string, PlaceLevel> levels
    )
    {
        return answer.Reply switch
        {
            DivisionReply.Merged => IsRowOfItsLevel(),
            DivisionReply.Same when question.Row is null => IsRowOfItsLevel(),
            DivisionReply.Same when question.Known is not null => answer.Target is null || IsRowOfItsLevel(),
            DivisionReply.Same when question.Known is null => question.Candidates.Any(c => c.Target == answer.Target),
            _ => true,
        };

        bool IsRowOfItsLevel() =>
            levels.TryGetValue(answer.Target ?? "", out var level) && level == question.Known!.Key.Level;
    }
}
