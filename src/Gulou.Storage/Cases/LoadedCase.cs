using Gulou.Kernel.Cases;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;

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
        var counts = type.Steps.Any(step => step.Counts && step.From.Contains(record.State));
        var scene = new CaseScene
        {
            Case = record,
            Waits = waits,
            Log = log,
            Signs = counts ? w.All(new SignsOf(cell, id, record.Round)) : [],
            Ballot = counts ? w.All(new BallotOf(cell, id, record.Round)).FirstOrDefault() : null,
            Values = CaseValues.Read(type, revision, w.Vault),
            Limits =
                type.Limits.Count == 0
                    ? new Dictionary<string, decimal>()
                    : LimitsOver.InForce(w.All(new LimitsOver(record.Scope, type.Key)), w.Today),
        };
        return new LoadedCase(type, scene);
    }

    /// <summary>
    /// What the access rule asks of a case: every post its flow names, and every person and household it names now.
    /// Which of them may do just what is asked, the engine says.
    /// </summary>
    public Target TargetFor(CaseActor who)
    {
        var people = Type.Safety ? Filers : Filers.Concat(Scene.Waits.Select(t => t.PersonId)).Concat(Named(FieldKind.Person));
        var households =
            Type.Safety ? []
            : Scene.Waits.Select(t => t.HouseholdId).Append(Record.HouseholdId).Concat(Named(FieldKind.Household));
        var posts = PostsOf(Type);
        var named = people.Append(Record.PersonId).Concat(Scene.Log.Select(line => (long?)line.PersonId)).OfType<long>();
        var all = named.Where(person => person != 0).ToHashSet();
        // Who stands for someone named, is named.
        if (
            all.Overlaps(who.StandsFor)
            || who.Seats.Any(seat =>
                seat.InsteadOf is not null && posts.Contains(seat.Post) && seat.Scope.Range.Contains(Record.Scope)
            )
        )
            all.Add(who.PersonId);
        return new Target(Record.Scope, Record.HouseholdId, Record.PersonId)
        {
            Posts = posts,
            People = all,
            Households = [.. households.OfType<long>()],
        };
    }

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

    private IEnumerable<long?> Filers => [Record.FiledBy, Record.FiledFor];

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
