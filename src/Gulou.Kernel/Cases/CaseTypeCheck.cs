using Gulou.Kernel.Posts;

namespace Gulou.Kernel.Cases;

/// <summary>
/// Whether the parts of a definition fit together: every mistake at once, each with its line, so that a flow that
/// passes can be run to an end from wherever it gets.
/// </summary>
public static class CaseTypeCheck
{
    /// <summary>All mistakes, in the order of their lines.</summary>
    /// <param name="type">The definition as read.</param>
    /// <param name="posts">The posts there are.</param>
    /// <param name="effects">The effects there are, by name.</param>
    public static IReadOnlyList<CaseFault> Of(
        CaseType type,
        PostCatalog posts,
        IReadOnlyDictionary<string, EffectShape> effects
    )
    {
        var notes = new CheckNotes(type);
        new FieldCheck(notes).Run();
        new WhoCheck(notes, posts).Run();
        new StepCheck(notes).Run();
        new GraphCheck(notes).Run();
        new EffectCheck(notes, effects).Run();
        // While a state is misnamed, the way through the states cannot be judged.
        var isAstray = notes.Faults.Exists(fault => fault.Code == CaseFaultCode.UnknownState);
        return [.. notes.Faults.Where(fault => !isAstray || !IsOfTheWay(fault)).OrderBy(fault => fault.Line)];
    }

    private static bool IsOfTheWay(CaseFault fault) =>
        fault.Code
            is CaseFaultCode.UnreachableState
                or CaseFaultCode.NoEndFrom
                or CaseFaultCode.NotEarlier
                or CaseFaultCode.NotTakenBefore
                or CaseFaultCode.NotAskedYet;
}

/// <summary>Where the checks write, and what several of them ask.</summary>
internal sealed class CheckNotes(CaseType type)
{
    public CaseType Type => type;

    public List<CaseFault> Faults { get; } = [];

    public void Note(int line, CaseFaultCode code, params string[] args) => Faults.Add(new CaseFault(line, code, args));

    /// <summary>
    /// The field, noted when there is none; a missing name or an unknown kind was noted when it was read.
    /// </summary>
    public CaseField? Field(string key, int line)
    {
        if (type.Field(key) is { } field)
            return field.Kind == 0 ? null : field;
        if (key.Length > 0)
            Note(line, CaseFaultCode.UnknownField, key);
        return null;
    }

    /// <summary>The state, noted when there is none; a missing name was noted when it was read.</summary>
    public CaseState? State(string key, int line)
    {
        if (type.State(key) is { } state)
            return state;
        if (key.Length > 0)
            Note(line, CaseFaultCode.UnknownState, key);
        return null;
    }

    /// <summary>Every form with its fields and what was asked before it: of the filing, of steps, of answers.</summary>
    public IEnumerable<(string[] Path, IReadOnlyList<string> Form, CaseStep? Step)> Forms()
    {
        yield return (["filing", "form"], type.Filing.Form, null);
        foreach (var step in type.Steps)
        {
            yield return (["steps", step.Key, "form"], step.Form, step);
            foreach (var answer in step.Answers)
                yield return (["steps", step.Key, "answers", answer.Key, "form"], answer.Form, step);
        }
    }

    /// <summary>All routes of a step.</summary>
    public static IEnumerable<CaseRoute> Routes(CaseStep step) => step.Answers.SelectMany(answer => answer.To);

    /// <summary>
    /// States that can be reached from some, by steps, clock and returns; those themselves among them.
    /// </summary>
    public HashSet<string> Reach(IEnumerable<string> from)
    {
        var seen = new HashSet<string>(from);
        var next = new Queue<string>(seen);
        while (next.TryDequeue(out var state))
        {
            foreach (var step in type.Steps.Where(step => step.From.Contains(state)))
            {
                foreach (var to in Routes(step).Select(route => route.To).Concat(step.Returns).Where(seen.Add))
                    next.Enqueue(to);
            }
        }
        return seen;
    }

    /// <summary>Steps that may have been taken before a step, itself among them where the flow comes back.</summary>
    public IReadOnlyList<CaseStep> Before(CaseStep step) =>
        [.. type.Steps.Where(other => Reach(Routes(other).Select(r => r.To)).Overlaps(step.From))];

    /// <summary>Fields that may have been asked before a step.</summary>
    public HashSet<string> AskedBefore(CaseStep step) => [.. type.Filing.Form, .. Before(step).SelectMany(AskedAt)];

    /// <summary>Fields a step and its answers ask.</summary>
    public static IEnumerable<string> AskedAt(CaseStep step) =>
        step.Form.Concat(step.Answers.SelectMany(answer => answer.Form));

    /// <summary>
    /// Notes a list of which the first that holds is taken: the last must have no condition, the others one.
    /// </summary>
    public void InOrder(IReadOnlyList<(Condition? When, int Line)> list, bool mustEnd = true)
    {
        for (var i = 0; i < list.Count - 1; i++)
        {
            if (list[i].When is not null)
                continue;
            Note(list[i + 1].Line, CaseFaultCode.NeverReached);
            return;
        }
        if (mustEnd && list.Count > 0 && list[^1].When is not null)
            Note(list[^1].Line, CaseFaultCode.LastHasCondition);
    }

    /// <summary>An enum's member as the definition writes it.</summary>
    public static string Kebab<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        string.Concat(
            value.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : $"{c}")
        );
}
