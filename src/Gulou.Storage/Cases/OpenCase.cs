using Gulou.Kernel.Posts;
using Gulou.Storage.Audit;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

public enum OpenCaseOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
}

/// <summary>Writes down that someone reads a case; only then is it shown.</summary>
public sealed record OpenCase : Command<OpenCaseOutcome>, IReading
{
    public required long CaseId { get; init; }

    public override string Verb => "cases.open";

    public override string Capability => CasesCapabilities.See;

    public override void Needs(World w)
    {
        LoadedCase.Of(w, Cell, CaseId);
        CaseActors.Of(w);
    }

    public override Target? Target(World w) => LoadedCase.Of(w, Cell, CaseId)?.TargetFor(CaseActors.Of(w));

    public override OpenCaseOutcome Decide(World w)
    {
        var loaded = LoadedCase.Of(w, Cell, CaseId)!;
        if (!loaded.IsSeenBy(w, CaseActors.Of(w)))
            return OpenCaseOutcome.NotAllowed;
        // Those it is about find out who looked. Of a case of safety the household must not even learn that it exists.
        w.Subject = loaded.Type.Safety ? CaseId : loaded.Record.PersonId ?? loaded.Record.HouseholdId ?? CaseId;
        return OpenCaseOutcome.Done;
    }
}
