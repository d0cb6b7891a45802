using Gulou.Kernel.Cases;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Cases;

/// <summary>A case with its flow and all that the engine decides on, as one command sees it.</summary>
/// <param name="Type">The flow it runs by.</param>
/// <param name="Scene">The case as loaded.</param>
internal sealed record LoadedCase(CaseType Type, CaseScene Scene)
{
    public CaseRecord Record => Scene.Case;

    /// <summary>Asks for a case and all that belongs to it; null when there is none, or not yet.</summary>
    public static LoadedCase? Of(World w, int cell, long id)
    {
        if (w.One<CaseRecord>(cell, id) is not { } record)
            return null;
        var catalog = w.Definitions.Get<CaseCatalog>();
        var type = catalog.Of(w, record);
        var waits = w.All(new WaitsOf(cell, id));
        var log = w.All(new LogOf(cell, id));
        var revisions = w.All(new RevisionOf(cell, id));
        if (type is null || revisions is not [var revision])
            return null;
        var counts = Counts(type, record);
        return new LoadedCase(
            type,
            new CaseScene
            {
                Case = record,
                Waits = waits,
                Log = log,
                Signs = counts ? w.All(new SignsOf(cell, id, record.Round)) : [],
                Ballot = counts && w.All(new BallotOf(cell, id, record.Round)) is [var ballot, ..] ? ballot : null,
                Values = CaseValues.Read(type, revision, w.Vault),
                Limits = LimitsAt(w, type, record.Scope),
            }
        );
    }

    /// <summary>The same for reading.</summary>
    public static async Task<LoadedCase?> ReadAsync(
        GulouDb db,
        Tools tools,
        int cell,
        long id,
        DateOnly today,
        CancellationToken cancellation
    )
    {
        if (
            await db.Set<CaseRecord>().SingleOrDefaultAsync(c => c.Cell == cell && c.Id == id, cancellation)
            is not { } record
        )
            return null;
        var type = await tools.Definitions.Get<CaseCatalog>().OfAsync(db, record, cancellation);
        var counts = Counts(type, record);
        var limits =
            type.Limits.Count == 0 ? [] : await new LimitsOver(record.Scope, type.Key).On(db).ToListAsync(cancellation);
        return new LoadedCase(
            type,
            new CaseScene
            {
                Case = record,
                Waits = await new WaitsOf(cell, id).On(db).ToListAsync(cancellation),
                Log = await new LogOf(cell, id).On(db).ToListAsync(cancellation),
                Signs = counts ? await new SignsOf(cell, id, record.Round).On(db).ToListAsync(cancellation) : [],
                Ballot = counts
                    ? await new BallotOf(cell, id, record.Round).On(db).FirstOrDefaultAsync(cancellation)
                    : null,
                Values = CaseValues.Read(
                    type,
                    await new RevisionOf(cell, id).On(db).SingleAsync(cancellation),
                    tools.Vault
                ),
                Limits = LimitsOver.InForce(limits, today),
            }
        );
    }

    /// <summary>What a place has set for itself of a flow's numbers, asked for only where there are any.</summary>
    public static IReadOnlyDictionary<string, decimal> LimitsAt(World w, CaseType type, PlaceKey place) =>
        LimitsOver.InForce(type.Limits.Count == 0 ? [] : w.All(new LimitsOver(place, type.Key)), w.Today);

    private static bool Counts(CaseType type, CaseRecord record) =>
        type.Steps.Any(step => step.Counts && step.From.Contains(record.State));

    /// <summary>
    /// What the access rule asks of a case: every post its flow names, and every person and household it names. Which
    /// of them may do just what is asked, the engine says; of a case of safety no household is named.
    /// </summary>
    public Target TargetFor(CaseActor who)
    {
        var posts = PostsOf(Type);
        long?[] filers = [Record.FiledBy, Record.FiledFor, Record.PersonId];
        var people = filers
            .Concat(Scene.Waits.Select(wait => wait.PersonId))
            .Concat(Scene.Log.SelectMany(line => new[] { line.PersonId, line.InsteadOf, CalledIn(line) }))
            .Concat(Named(FieldKind.Person))
            .OfType<long>()
            .Where(person => person != 0)
            .ToHashSet();
        var households = Scene.Waits.Select(wait => wait.HouseholdId).Append(Record.HouseholdId);
        // Who stands for someone named, is named.
        if (
            people.Overlaps(who.StandsFor)
            || who.Seats.Any(seat =>
                seat.InsteadOf is not null && posts.Contains(seat.Post) && seat.Scope.Range.Contains(Record.Scope)
            )
        )
            people.Add(who.PersonId);
        return new Target(Record.Scope, Type.Safety ? null : Record.HouseholdId, Record.PersonId)
        {
            Posts = posts,
            People = people,
            Households = Type.Safety ? [] : [.. households.Concat(Named(FieldKind.Household)).OfType<long>()],
        };
    }

    /// <summary>Whether someone may read it.</summary>
    public bool IsSeenBy(World w, CaseActor who) => CaseFlow.MaySee(Type, Scene, who, w.Now);

    private static long? CalledIn(CaseLogLine line) =>
        line.Deed is CaseDeed.HandedOver or CaseDeed.SignerAdded or CaseDeed.Copied ? line.Other : null;

    /// <summary>Every post a flow names.</summary>
    public static HashSet<string> PostsOf(CaseType type) =>
        [
            .. type
                .Steps.SelectMany(step =>
                    step.By.Concat(step.Escalate.Select(rung => rung.To))
                        .Concat(step.Answers.SelectMany(answer => answer.CopyTo))
                )
                .Concat(type.SeenBy)
                .Concat(type.Filing.By)
                .Concat(type.Filing.OnBehalf)
                .Concat(new[] { type.Withdraw, type.Reopen, type.Merge }.SelectMany(jump => jump?.By ?? []))
                .Where(who => who.Kind == WhoKind.Post)
                .Select(who => who.Name),
        ];

    private IEnumerable<long?> Named(FieldKind kind) =>
        Type.Fields.Where(field => field.Kind == kind).Select(field => (Scene.Values[field.Key] as IdValue)?.Id);
}

internal sealed record WaitsOf(int Cell, long CaseId) : Query<CaseWait>
{
    public override IQueryable<CaseWait> On(GulouDb db) =>
        db.Set<CaseWait>().Where(t => t.Cell == Cell && t.CaseId == CaseId).OrderBy(t => t.Id);
}

internal sealed record LogOf(int Cell, long CaseId) : Query<CaseLogLine>
{
    public override IQueryable<CaseLogLine> On(GulouDb db) =>
        db.Set<CaseLogLine>().Where(l => l.Cell == Cell && l.CaseId == CaseId).OrderBy(l => l.Seq);
}

internal sealed record SignsOf(int Cell, long CaseId, int Round) : Query<CaseSign>
{
    public override IQueryable<CaseSign> On(GulouDb db) =>
        db.Set<CaseSign>().Where(s => s.Cell == Cell && s.CaseId == CaseId && s.Round == Round);
}

internal sealed record BallotOf(int Cell, long CaseId, int Round) : Query<CaseBallot>
{
    public override IQueryable<CaseBallot> On(GulouDb db) =>
        db.Set<CaseBallot>().Where(b => b.Cell == Cell && b.CaseId == CaseId && b.Round == Round);
}

/// <summary>The cases at or below a place that have not ended.</summary>
internal sealed record CasesRunning(int Cell, PlaceKey Place) : Query<CaseRecord>
{
    public override IQueryable<CaseRecord> On(GulouDb db) =>
        db.Set<CaseRecord>()
            .AsNoTracking()
            .Where(c => c.Cell == Cell && c.End == CaseEnd.None)
            .Within(Place.Range, c => c.Scope);
}
