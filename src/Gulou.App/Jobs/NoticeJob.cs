using Gulou.Areas.Governance.Points;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.App.Jobs;

/// <summary>
/// The clock's deed: notices whose time is over are closed and their points posted. Each closing is a command of its
/// own with an id that follows from the claim, so that several processes or a crash close it once.
/// </summary>
public sealed class NoticeJob(Tower tower) : Job
{
    public const string Key = "close-notices";

    private const int Batch = 500;

    public override string Name => Key;

    public override TimeSpan Interval => TimeSpan.FromMinutes(1);

    /// <summary>Closes all that is due now; gives how many.</summary>
    public override async Task<int> RunOnceAsync(CancellationToken cancellation = default)
    {
        var closed = 0;
        var after = 0L;
        while (true)
        {
            await using var db = tower.Read();
            var today = tower.Now.Day;
            var due = await db.Set<Claim>()
                .Where(c => c.State == ClaimState.Notified && c.NoticeUntil <= today && c.Id > after)
                .OrderBy(c => c.Id)
                .Take(Batch)
                .ToListAsync(cancellation);
            if (due.Count == 0)
                return closed;
            var answers = await Task.WhenAll(due.Select(claim => CloseAsync(claim, cancellation)));
            closed += answers.Count(done => done);
            after = due[^1].Id;
        }
    }

    /// <summary>Notices that have been over for a day.</summary>
    public static Task<int> OverdueAsync(GulouDb db, DateOnly today, CancellationToken cancellation)
    {
        var yesterday = today.AddDays(-1);
        return db.Set<Claim>()
            .CountAsync(c => c.State == ClaimState.Notified && c.NoticeUntil <= yesterday, cancellation);
    }

    private async Task<bool> CloseAsync(Claim claim, CancellationToken cancellation)
    {
        var command = new CloseNotice
        {
            Id = claim.Hold!.Value.Derive("close"),
            Cell = claim.Cell,
            ClaimId = claim.Id,
        };
        return (await tower.Commands.RunAsync(Actor.System, command, cancellation)).IsDone;
    }
}
