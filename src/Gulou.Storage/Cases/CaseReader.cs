using Gulou.Kernel.Cases;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Cases;

/// <summary>A case as someone may see it.</summary>
/// <param name="Type">The flow it runs by.</param>
/// <param name="Scene">What it holds.</param>
/// <param name="Remarks">The remarks by the log's number; one that was erased is missing.</param>
/// <param name="Offers">What this reader can do now.</param>
/// <param name="IsFilerMasked">Whether this reader must not see who filed it.</param>
public sealed record CaseView(
    CaseType Type,
    CaseScene Scene,
    IReadOnlyDictionary<int, string> Remarks,
    IReadOnlyList<CaseOffer> Offers,
    bool IsFilerMasked
);

/// <summary>Reads single cases. That someone reads one is written down first, by <see cref="OpenCase"/>.</summary>
public sealed class CaseReader(Database database, Tools tools)
{
    /// <summary>The case; null where it is not there or not for this reader.</summary>
    public async Task<CaseView?> FindAsync(Actor actor, int cell, long id, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        var now = Instant.Now(tools.Clock);
        if (await LoadedCase.ReadAsync(db, tools, cell, id, now.Day, cancellation) is not { } loaded)
            return null;
        var who = await CaseActors.ReadAsync(db, actor, now.Day, cancellation);
        if (
            !tools.Access.May(actor, CasesCapabilities.See, loaded.TargetFor(who), now.Day).Allowed
            || !CaseFlow.MaySee(loaded.Type, loaded.Scene, who, now)
        )
            return null;
        var remarks = await db.Set<CaseRemark>()
            .Where(r => r.Cell == cell && r.CaseId == id)
            .ToDictionaryAsync(r => r.Seq, r => r.Text, cancellation);
        var offers = CaseFlow.Offers(loaded.Type, loaded.Scene, who, now, tools.Definitions.Get<WorkCalendar>());
        var isFiler = loaded.Record.FiledBy == who.PersonId || loaded.Record.FiledFor == who.PersonId;
        var isMasked = loaded.Type.MasksFiler && !isFiler && offers.Count == 0 && !actor.IsSystem;
        return new CaseView(loaded.Type, loaded.Scene, remarks, offers, isMasked);
    }

    /// <summary>Who someone acts as on cases today: for oneself, and for those who are away.</summary>
    public async Task<CaseActor> ActorAsync(Actor actor, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        return await CaseActors.ReadAsync(db, actor, Instant.Now(tools.Clock).Day, cancellation);
    }
}
