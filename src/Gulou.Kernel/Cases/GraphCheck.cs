namespace Gulou.Kernel.Cases;

/// <summary>The way through the states: every state is reached, left and comes to an end.</summary>
internal sealed class GraphCheck(CheckNotes notes)
{
    private CaseType Type => notes.Type;

    public void Run()
    {
        foreach (var route in Type.Filing.To)
            notes.State(route.To, route.Line);
        foreach (var step in Type.Steps)
            Step(step);
        Jump("withdraw", Type.Withdraw, fromEnd: false, toEnd: true);
        Jump("merge", Type.Merge, fromEnd: false, toEnd: true);
        Jump("reopen", Type.Reopen, fromEnd: true, toEnd: false);
        if (Type.States.Count > 0 && Type.States.All(state => state.End == CaseEnd.None))
            notes.Note(Type.LineOf("states"), CaseFaultCode.NoEnd);
        var reached = Reached();
        foreach (var state in Type.States.Where(state => !reached.Contains(state.Key)))
            notes.Note(state.Line, CaseFaultCode.UnreachableState, state.Key);
        Ends();
        Clocks();
    }

    private void Step(CaseStep step)
    {
        foreach (var key in step.From)
        {
            var line = Type.LineOf("steps", step.Key, "from", key);
            if (notes.State(key, line) is { End: not CaseEnd.None })
                notes.Note(line, CaseFaultCode.StepAfterEnd, key);
        }
        foreach (var route in CheckNotes.Routes(step))
            notes.State(route.To, route.Line);
        foreach (var key in step.Returns)
        {
            var line = Type.LineOf("steps", step.Key, "returns", key);
            if (notes.State(key, line) is not { } state)
                continue;
            if (state.End != CaseEnd.None)
                notes.Note(line, CaseFaultCode.MustBeOpen, key);
            else if (step.From.Contains(key) || !Forward(key).Overlaps(step.From))
                notes.Note(line, CaseFaultCode.NotEarlier, key);
        }
    }

    private void Jump(string name, CaseJump? jump, bool fromEnd, bool toEnd)
    {
        if (jump is null)
            return;
        foreach (var key in jump.From)
            Must(key, Type.LineOf(name, "from", key), fromEnd);
        if (jump.To.Length > 0)
            Must(jump.To, Type.LineOf(name, "to"), toEnd);

        void Must(string key, int line, bool end)
        {
            if (notes.State(key, line) is { } state && state.End == CaseEnd.None == end)
                notes.Note(line, end ? CaseFaultCode.MustBeEnd : CaseFaultCode.MustBeOpen, key);
        }
    }

    private HashSet<string> Reached()
    {
        var jumps = new[] { Type.Withdraw, Type.Reopen, Type.Merge }.OfType<CaseJump>().Select(jump => jump.To);
        var starts = Type.Filing.To.Select(route => route.To);
        return notes.Reach(starts.Concat(jumps));
    }

    /// <summary>States that follow by answers and the clock alone.</summary>
    private HashSet<string> Forward(string from)
    {
        var seen = new HashSet<string> { from };
        var next = new Queue<string>(seen);
        while (next.TryDequeue(out var state))
        {
            var steps = Type.Steps.Where(step => step.From.Contains(state));
            foreach (var to in steps.SelectMany(CheckNotes.Routes).Select(route => route.To).Where(seen.Add))
                next.Enqueue(to);
        }
        return seen;
    }

    private void Ends()
    {
        var open = Type.States.Where(state => state.End == CaseEnd.None).ToList();
        if (open.Count == Type.States.Count)
            return;
        var stuck = open.Where(state => !Type.Steps.Any(step => !step.Optional && step.From.Contains(state.Key)))
            .Select(state => state.Key)
            .ToHashSet();
        foreach (var state in open.Where(state => stuck.Contains(state.Key)))
            notes.Note(state.Line, CaseFaultCode.NoExit, state.Key);
        foreach (var state in open)
        {
            // A state without exit is told once and not for each state before it.
            var isLed = Forward(state.Key)
                .Any(key => stuck.Contains(key) || Type.State(key) is { End: not CaseEnd.None });
            if (!isLed)
                notes.Note(state.Line, CaseFaultCode.NoEndFrom, state.Key);
        }
    }

    /// <summary>Round and round by the clock alone: told once, at the first state of the circle.</summary>
    private void Clocks()
    {
        var clocks = Type.Steps.Where(step => step.Kind == StepKind.Clock).ToList();
        var told = new HashSet<string>();
        foreach (var state in Type.States)
        {
            var path = new List<string>();
            if (told.Contains(state.Key) || !Circle(state.Key, path))
                continue;
            told.UnionWith(path);
            var first = clocks.First(step =>
                step.From.Contains(state.Key) && CheckNotes.Routes(step).Any(r => r.To == path[1])
            );
            notes.Note(first.Line, CaseFaultCode.ClockCycle, string.Join(" → ", path));
        }

        bool Circle(string start, List<string> path)
        {
            var seen = new HashSet<string>();
            return Follow(start);

            bool Follow(string state)
            {
                path.Add(state);
                foreach (
                    var to in clocks.Where(s => s.From.Contains(state)).SelectMany(CheckNotes.Routes).Select(r => r.To)
                )
                {
                    if (to == start)
                    {
                        path.Add(to);
                        return true;
                    }
                    if (seen.Add(to) && Follow(to))
                        return true;
                }
                path.RemoveAt(path.Count - 1);
                return false;
            }
        }
    }
}
