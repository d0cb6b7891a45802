using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;

namespace Gulou.Kernel.Cases;

/// <summary>What someone wants to do with a case. Exactly one of the records below.</summary>
public abstract record CaseAct
{
    /// <summary>A remark or reason; trimmed, empty for none.</summary>
    public string Remark { get; init; } = "";
}

/// <summary>
/// Answers a step: chooses for a task, or enters a meeting's count for a tally (then the answer is empty).
/// </summary>
/// <param name="Step">The step.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Given">The fields it asks, checked by <see cref="CaseForm"/>.</param>
public sealed record AnswerStep(string Step, string Answer, FormValues Given) : CaseAct;

/// <summary>Signs a joint step or votes on a panel.</summary>
/// <param name="Step">The step.</param>
/// <param name="Vote">For, against, or on a panel neither.</param>
public sealed record SignStep(string Step, CaseVote Vote) : CaseAct;

/// <summary>Sends it back to an earlier state.</summary>
/// <param name="Step">The step that waits.</param>
/// <param name="To">The state.</param>
public sealed record ReturnTo(string Step, string To) : CaseAct;

/// <summary>Takes it back.</summary>
public sealed record Withdraw : CaseAct;

/// <summary>Hands what waits to someone else.</summary>
/// <param name="WaitId">What waits.</param>
/// <param name="To">Who takes it over.</param>
public sealed record HandOver(long WaitId, Colleague To) : CaseAct;

/// <summary>Adds a signer to a joint step: one more who must agree.</summary>
/// <param name="Step">The step.</param>
/// <param name="To">Who.</param>
public sealed record AddSigner(string Step, Colleague To) : CaseAct;

/// <summary>Drops an added signer who has not signed.</summary>
/// <param name="WaitId">What waits for that signer.</param>
public sealed record DropSigner(long WaitId) : CaseAct;

/// <summary>Gives someone a copy.</summary>
/// <param name="To">Who.</param>
public sealed record CopyTo(Colleague To) : CaseAct;

/// <summary>Adds a remark.</summary>
public sealed record AddComment : CaseAct;

/// <summary>Opens an ended case again.</summary>
public sealed record Reopen : CaseAct;

/// <summary>Ends it as a duplicate of another.</summary>
/// <param name="Other">The case that goes on.</param>
public sealed record MergeInto(CaseRecord Other) : CaseAct;

/// <summary>The clock looks at what waits.</summary>
/// <param name="WaitId">Which.</param>
public sealed record Tick(long WaitId) : CaseAct;

/// <summary>A person to whom something is handed.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="HouseholdId">Of which household.</param>
/// <param name="Seats">In which posts, in force.</param>
public sealed record Colleague(long PersonId, long? HouseholdId, IReadOnlyList<CaseSeat> Seats);

/// <summary>A post someone acts in.</summary>
/// <param name="Post">Which.</param>
/// <param name="Scope">Where.</param>
/// <param name="AppointmentId">By which appointment.</param>
/// <param name="InsteadOf">Whose it is, when delegated while away; null for one's own.</param>
public sealed record CaseSeat(string Post, PlaceKey Scope, long AppointmentId, long? InsteadOf = null);

/// <summary>Who acts.</summary>
public sealed record CaseActor
{
    /// <summary>The clock.</summary>
    public static CaseActor Clock { get; } = new() { IsClock = true };

    /// <summary>Whether it is the clock.</summary>
    public bool IsClock { get; private init; }

    /// <summary>The person; 0 for the clock.</summary>
    public long PersonId { get; init; }

    /// <summary>The person's household.</summary>
    public long? HouseholdId { get; init; }

    /// <summary>Where that household lies.</summary>
    public PlaceKey? Home { get; init; }

    /// <summary>Posts in force, one's own and those delegated by people who are away.</summary>
    public IReadOnlyList<CaseSeat> Seats { get; init; } = [];

    /// <summary>Persons who, being away, let this one act on what waits for them in person.</summary>
    public IReadOnlyList<long> StandsFor { get; init; } = [];

    /// <summary>The one who asks for a command, on a day.</summary>
    public static CaseActor Of(Actor actor, DateOnly day) =>
        actor.IsSystem
            ? Clock
            : new CaseActor
            {
                PersonId = actor.PersonId,
                HouseholdId = actor.HouseholdId,
                Home = actor.HouseholdPlace,
                Seats =
                [
                    .. actor.Appointments.Where(a => a.InForce(day)).Select(a => new CaseSeat(a.Post, a.Scope, a.Id)),
                ],
            };
}

/// <summary>A case to be filed.</summary>
public sealed record NewCase
{
    /// <summary>Where it lies.</summary>
    public required PlaceKey Place { get; init; }

    /// <summary>The household it is about, or that of the person it is about.</summary>
    public long? HouseholdId { get; init; }

    /// <summary>The person it is about.</summary>
    public long? PersonId { get; init; }

    /// <summary>On whose behalf; null for oneself.</summary>
    public long? FiledFor { get; init; }

    /// <summary>The form, checked by <see cref="CaseForm"/>.</summary>
    public required FormValues Values { get; init; }

    /// <summary>The village's own limits, by key; those missing are as shipped.</summary>
    public IReadOnlyDictionary<string, decimal> Limits { get; init; } = new Dictionary<string, decimal>();

    /// <summary>A remark.</summary>
    public string Remark { get; init; } = "";
}

/// <summary>A case as loaded: all that the engine decides on.</summary>
public sealed record CaseScene
{
    /// <summary>The case.</summary>
    public required CaseRecord Case { get; init; }

    /// <summary>All that waits now.</summary>
    public IReadOnlyList<CaseWait> Waits { get; init; } = [];

    /// <summary>The log, in its order.</summary>
    public IReadOnlyList<CaseLogLine> Log { get; init; } = [];

    /// <summary>Words given in the case's round.</summary>
    public IReadOnlyList<CaseSign> Signs { get; init; } = [];

    /// <summary>The secret count of the case's round, if there is one.</summary>
    public CaseBallot? Ballot { get; init; }

    /// <summary>The form's present values.</summary>
    public FormValues Values { get; init; } = FormValues.Empty;

    /// <summary>The village's own limits, by key; those missing are as shipped.</summary>
    public IReadOnlyDictionary<string, decimal> Limits { get; init; } = new Dictionary<string, decimal>();
}
