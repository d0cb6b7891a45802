using CsCheck;
using Gulou.Kernel.Cases;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;

namespace Gulou.Tests.Kernel.Cases;

/// <summary>What holds for every flow whose definition has no mistake, whatever anyone does.</summary>
public sealed class CaseFlowTests
{
    // More than steps that are kept apart can have used up.
    private const int People = 30;

    private static readonly PostCatalog Posts = new([
        .. new[] { "village-secretary", "member" }
            .Concat(Enumerable.Range(0, People).Select(number => $"post-{number}"))
            .Select(key => new Post(key, [PlaceLevel.Village], [], "office", key, key)),
    ]);

    /// <summary>Everyone holds every post, so that only separation can stop anyone.</summary>
    private static readonly CaseActor[] Cast =
    [
        .. Enumerable
            .Range(0, People)
            .Select(number =>
                CaseWorld.Official(100 + number, "member", CaseWorld.Village) with
                {
                    Seats = [.. Posts.All.Select(post => new CaseSeat(post.Key, CaseWorld.Village, 1))],
                }
            ),
    ];

    private static readonly Gen<StepKind> Kind = Gen.OneOf(
        StepKind.Task,
        StepKind.Task,
        StepKind.Joint,
        StepKind.Panel,
        StepKind.Clock
    );

    /// <summary>
    /// A chain of states with steps of all kinds; failing leads to the end or back, some keep people apart.
    /// </summary>
    private static readonly Gen<CaseType> AnyFlow = Gen.Select(Kind, Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 3])
        .Array[1, 5]
        .Select(Flow);

    private static readonly Gen<(int Act, int Who, int Choice)[]> AnyMoves = Gen.Select(
        Gen.Int[0, 5],
        Gen.Int[0, 11],
        Gen.Int[0, 7]
    ).Array[0, 25];

    [Fact]
    public void The_flows_tried_have_no_mistake() =>
        AnyFlow.Sample(type => Assert.Empty(CaseTypeCheck.Of(type, Posts, CaseWorld.Effects)), iter: 200);

    [Fact]
    public void From_wherever_a_case_gets_it_can_end() =>
        Gen.Select(AnyFlow, AnyMoves)
            .Sample(
                (type, moves) =>
                {
                    var table = Played(type, moves);
                    for (var left = 200; table.Case.End == CaseEnd.None; left--)
                    {
                        Assert.True(left > 0, $"it goes round for ever:\n{table}");
                        GoOn(table);
                    }
                    Assert.Empty(table.Waits);
                },
                iter: 300
            );

    [Fact]
    public void Those_kept_apart_are_never_the_same() =>
        Gen.Select(AnyFlow, AnyMoves)
            .Sample(
                (type, moves) =>
                {
                    var table = Played(type, moves);
                    foreach (var step in type.Steps)
                    {
                        foreach (var other in step.Apart)
                            Assert.Empty(Takers(table, step.Key).Intersect(Takers(table, other)));
                    }
                },
                iter: 300
            );

    [Fact]
    public void Nobody_who_is_not_named_moves_a_case() =>
        Gen.Select(AnyFlow, AnyMoves)
            .Sample(
                (type, moves) =>
                {
                    var table = Played(type, moves);
                    foreach (var act in EveryAct(table))
                        Assert.Equal(CaseOutcome.NotAllowed, table.Do(CaseWorld.Stranger, act));
                    Assert.False(CaseFlow.MaySee(type, table.Scene, CaseWorld.Stranger, table.Now));
                    Assert.Empty(CaseFlow.Offers(type, table.Scene, CaseWorld.Stranger, table.Now, table.Calendar));
                },
                iter: 100
            );

    [Fact]
    public void What_is_offered_can_be_done_and_nothing_else() =>
        Gen.Select(AnyFlow, AnyMoves, Gen.Int[0, People - 1])
            .Sample(
                (type, moves, number) =>
                {
                    var table = Played(type, moves);
                    var who = Cast[number];
                    var offered = CaseFlow
                        .Offers(type, table.Scene, who, table.Now, table.Calendar)
                        .Select(offer => offer.Step.Key)
                        .ToHashSet();
                    foreach (var step in type.Steps.Where(step => step.Kind != StepKind.Clock))
                    {
                        CaseAct act = step.Counts
                            ? new SignStep(step.Key, CaseVote.For)
                            : new AnswerStep(step.Key, "ok", FormValues.Empty);
                        var done = CaseFlow.Decide(type, table.Scene, act, who, table.Now, table.Calendar).IsDone;
                        Assert.Equal(offered.Contains(step.Key), done);
                    }
                },
                iter: 200
            );

    [Fact]
    public void Sent_back_and_gone_on_with_it_ends_in_the_same_place() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 4], Gen.Int[0, 4])
            .Sample(
                (length, at, back) =>
                {
                    var type = Chain(length);
                    var (straight, returned) = (Filed(type), Filed(type));
                    (at, back) = (at % length, Math.Min(back, at % length));
                    while (straight.Case.End == CaseEnd.None)
                        GoOn(straight);
                    for (var i = 0; i < at; i++)
                        GoOn(returned);
                    if (back < at)
                    {
                        var act = new ReturnTo($"step-{at}", $"state-{back}") { Remark = "once more" };
                        Assert.Equal(CaseOutcome.Done, returned.Do(Cast[0], act));
                        Assert.Equal($"state-{back}", returned.Case.State);
                    }
                    while (returned.Case.End == CaseEnd.None)
                        GoOn(returned);
                    Assert.Equal(straight.Case.State, returned.Case.State);
                },
                iter: 100
            );

    [Fact]
    public void A_clock_that_looks_twice_does_nothing_twice()
    {
        var table = Filed(Chain(2));
        var wait = table.Waits[0].Id;
        Assert.Equal(CaseOutcome.TooEarly, table.Do(CaseActor.Clock, new Tick(wait)));
        GoOn(table);
        Assert.Equal(CaseOutcome.NotWaiting, table.Do(CaseActor.Clock, new Tick(wait)));
        Assert.Equal(CaseOutcome.NotAllowed, table.Do(Cast[0], new Tick(table.Waits[0].Id)));
    }

    private static CaseTable Filed(CaseType type)
    {
        var table = new CaseTable(type);
        Assert.Equal(CaseOutcome.Done, table.File(CaseWorld.Secretary, Flows.New));
        return table;
    }

    private static CaseTable Played(CaseType type, (int Act, int Who, int Choice)[] moves)
    {
        var table = Filed(type);
        foreach (var (act, who, choice) in moves)
        {
            if (table.Case.End != CaseEnd.None)
                break;
            var acts = EveryAct(table);
            if (act == 5)
                table.PassDays(choice);
            else
                table.Do(Cast[who], acts[(act + (choice * 5)) % acts.Count]);
        }
        return table;
    }

    /// <summary>One good word towards the end: of anyone who may, else of the clock.</summary>
    private static void GoOn(CaseTable table)
    {
        foreach (var step in table.Type.Steps.Where(step => step.From.Contains(table.Case.State)))
        {
            CaseAct act = step.Counts
                ? new SignStep(step.Key, CaseVote.For)
                : new AnswerStep(step.Key, "ok", FormValues.Empty);
            if (step.Kind != StepKind.Clock && Cast.Any(who => table.Do(who, act) == CaseOutcome.Done))
                return;
        }
        table.PassDays(3);
    }

    private static IReadOnlyList<CaseAct> EveryAct(CaseTable table)
    {
        var acts = new List<CaseAct>();
        foreach (var step in table.Type.Steps.Where(step => step.Kind != StepKind.Clock))
        {
            acts.AddRange([
                new AnswerStep(step.Key, "ok", FormValues.Empty),
                new AnswerStep(step.Key, "no", FormValues.Empty) { Remark = "no" },
                new SignStep(step.Key, CaseVote.For),
                new SignStep(step.Key, CaseVote.Against) { Remark = "no" },
                new AddSigner(step.Key, Cast[3].AsColleague()),
            ]);
            acts.AddRange(step.Returns.Select(to => new ReturnTo(step.Key, to) { Remark = "once more" }));
        }
        foreach (var wait in table.Waits)
            acts.AddRange([new HandOver(wait.Id, Cast[4].AsColleague()), new DropSigner(wait.Id)]);
        return [.. acts, new Withdraw(), new AddComment { Remark = "hm" }, new CopyTo(Cast[5].AsColleague())];
    }

    /// <summary>Who took a step the last time, read from the log without the engine.</summary>
    private static long[] Takers(CaseTable table, string step)
    {
        var lines = table
            .Log.Where(line =>
                line is { Deed: CaseDeed.Signed or CaseDeed.Answered, PersonId: > 0 } && line.Step == step
            )
            .ToList();
        var round = lines.Count == 0 ? 0 : lines.Max(line => line.Round);
        return [.. lines.Where(line => line.Round == round).Select(line => line.PersonId)];
    }

    private static CaseType Chain(int length) =>
        Flow([.. Enumerable.Range(0, length).Select(i => (StepKind.Task, i, 0, 0))]);

    private static CaseType Flow((StepKind Kind, int Back, int Apart, int Signers)[] parts)
    {
        var steps = new List<CaseStep>();
        for (var i = 0; i < parts.Length; i++)
        {
            var (kind, back, apart, signers) = parts[i];
            var (state, next) = ($"state-{i}", i + 1 < parts.Length ? $"state-{i + 1}" : "good");
            var failed = back == 0 || i == 0 ? "bad" : $"state-{Math.Max(0, i - back)}";
            var isCounted = kind is StepKind.Joint or StepKind.Panel;
            var step = new CaseStep
            {
                Key = $"step-{i}",
                Name = new Words("-", "-"),
                Kind = kind,
                From = [state],
                By = kind switch
                {
                    StepKind.Clock => [],
                    StepKind.Joint => [.. Enumerable.Range(0, signers + 1).Select(n => Flows.Post($"post-{n}"))],
                    _ => [Flows.Post("member")],
                },
                Answers = kind switch
                {
                    StepKind.Clock => [Flows.Answer("clock", next)],
                    _ => isCounted
                        ? [Flows.Answer("passed", next), Flows.Answer("failed", failed)]
                        : [Flows.Answer("ok", next), Flows.Answer("no", failed)],
                },
                After = kind == StepKind.Clock ? new Deadline(2, DeadlineUnit.Days) : null,
                Within =
                    kind == StepKind.Clock
                        ? []
                        : [new CaseLimitTime(new Deadline(3, DeadlineUnit.WorkingDays), null, 1)],
                Escalate = kind is StepKind.Task or StepKind.Joint
                    ? [new CaseRung(null, Flows.Post("village-secretary"), 1)]
                    : [],
                Apart = kind == StepKind.Clock ? [] : [.. steps.TakeLast(apart).Select(other => other.Key)],
                Returns = kind == StepKind.Clock ? [] : [.. Enumerable.Range(0, i).Select(n => $"state-{n}")],
                Agree = kind == StepKind.Joint ? signers : 0,
                Seats = kind == StepKind.Panel ? 3 : 0,
                Rules =
                    kind == StepKind.Panel ? [new VoteRule(null, new Share(true, 1, 2, ShareOf.Votes), null, 1)] : [],
            };
            steps.Add(step);
        }
        return Flows.Type([.. parts.Select((_, i) => $"state-{i}")], [.. steps]) with
        {
            Withdraw = new CaseJump { By = [new CaseWho(WhoKind.Filer, "", [], 1)], To = "bad" },
        };
    }
}
