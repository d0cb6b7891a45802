using Gulou.Kernel.Cases;
using Gulou.Kernel.Places;

namespace Gulou.Tests.Kernel.Cases;

/// <summary>Small flows made in code, for rules that need many shapes of them.</summary>
internal static class Flows
{
    private static readonly Words Name = new("-", "-");

    public static NewCase New => new() { Place = CaseWorld.Village, Values = FormValues.Empty };

    /// <summary>Someone who holds the post of that number, and the common one of all.</summary>
    public static CaseActor Person(int number)
    {
        var one = CaseWorld.Official(100 + number, $"post-{number}", CaseWorld.Village);
        return one with { Seats = [.. one.Seats, new CaseSeat("member", CaseWorld.Village, 5000 + number)] };
    }

    public static CaseWho Post(string key) => new(WhoKind.Post, key, [PlaceLevel.Village], 1);

    public static CaseType Joint(int signers, int agree) =>
        Type(
            ["asked"],
            new CaseStep
            {
                Key = "sign",
                Name = Name,
                Kind = StepKind.Joint,
                From = ["asked"],
                By = [.. Enumerable.Range(0, signers).Select(number => Post($"post-{number}"))],
                Agree = agree,
                Answers = [Answer("passed", "good"), Answer("failed", "bad")],
            }
        );

    public static CaseType Panel(int seats, VoteRule rule, bool secret) =>
        Type(
            ["asked"],
            new CaseStep
            {
                Key = "vote",
                Name = Name,
                Kind = StepKind.Panel,
                From = ["asked"],
                By = [Post("member")],
                Seats = seats,
                Secret = secret,
                Rules = [rule],
                Within = [new CaseLimitTime(new Deadline(5, DeadlineUnit.Days), null, 1)],
                Answers = [Answer("passed", "good"), Answer("failed", "bad")],
            }
        );

    /// <summary>Two thirds of those due must be there, more than half of those present agree.</summary>
    public static CaseType Meeting()
    {
        var type = Type(
            ["asked", "none"],
            new CaseStep
            {
                Key = "count",
                Name = Name,
                Kind = StepKind.Tally,
                From = ["asked"],
                By = [Post("post-0")],
                Form = ["due", "present", "for", "against"],
                Tally = new TallyFields("due", "present", "for", "against", 1),
                Rules =
                [
                    new VoteRule(new Share(false, 2, 3, ShareOf.Due), new Share(true, 1, 2, ShareOf.Present), null, 1),
                ],
                Answers = [Answer("passed", "good"), Answer("failed", "bad"), Answer("no-quorum", "none")],
            },
            new CaseStep
            {
                Key = "again",
                Name = Name,
                From = ["none"],
                By = [Post("post-0")],
                Answers = [Answer("yes", "asked")],
            }
        );
        string[] keys = ["due", "present", "for", "against"];
        return type with
        {
            Fields =
            [
                .. keys.Select(key => new CaseField
                {
                    Key = key,
                    Name = Name,
                    Kind = FieldKind.Number,
                    Required = true,
                }),
            ],
        };
    }

    public static FormValues Count(int due, int present, int agree, int against) =>
        CaseDefinitions.Values(
            ("due", new NumberValue(due)),
            ("present", new NumberValue(present)),
            ("for", new NumberValue(agree)),
            ("against", new NumberValue(against))
        );

    /// <summary>States as named, with the ends good and bad; the first is where a case begins.</summary>
    public static CaseType Type(IReadOnlyList<string> states, params CaseStep[] steps) =>
        new()
        {
            Key = "test",
            Name = Name,
            Levels = [PlaceLevel.Village],
            Filing = new CaseFiling { By = [Post("village-secretary")], To = [new CaseRoute(states[0], null, 1)] },
            States =
            [
                .. states.Select(state => new CaseState(state, Name, CaseEnd.None, 1)),
                new CaseState("good", Name, CaseEnd.Done, 1),
                new CaseState("bad", Name, CaseEnd.Stopped, 1),
            ],
            Steps = steps,
        };

    public static CaseAnswer Answer(string key, string to) =>
        new()
        {
            Key = key,
            Name = Name,
            To = [new CaseRoute(to, null, 1)],
        };
}
