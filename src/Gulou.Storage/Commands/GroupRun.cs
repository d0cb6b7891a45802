using System.Diagnostics;
using Gulou.Kernel.Audit;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.People;
using Gulou.Storage.Settings;
using Gulou.Storage.Watch;

namespace Gulou.Storage.Commands;

/// <summary>
/// One group of commands in one write transaction: load the needs, decide, write, commit, answer. Each decision sees
/// what the earlier ones did: registers through the transaction, the ledger through the shared book.
/// </summary>
internal sealed class GroupRun(Writer writer, Tools tools, Signals signals, IReadOnlyList<Job> group, RecordTimes times)
{
    private const string ExpireVerb = "ledger.expire";

    private readonly bool acceptsClock = group.Any(job => job.Command is AcceptClock);
    private readonly Book book = new();
    private readonly BookNeeds needs = new();
    private readonly List<Done> done = new(group.Count);
    private readonly CountChanges counts = new();
    private Dictionary<(int Cell, ClientId Id), Earlier> earlier = [];
    private Instant now;

    /// <param name="locking">Lock accounts while reading: for a group that others have disturbed.</param>
    public async Task RunAsync(bool locking)
    {
        using var span = Trace();
        Cause.Current = group.Count == 1 ? group[0].Command.Verb : $"{group[0].Command.Verb} +{group.Count - 1}";
        foreach (var job in group)
            job.Went = (TimeProvider.System.GetElapsedTime(job.AskedAt), group.Count);
        now = await times.NextAsync(acceptsClock);
        await writer.BeginAsync(locking);
        try
        {
            if (group.Any(job => job.Command.RedrawsMap))
                await writer.HoldMapAsync();
            earlier = await writer.FindCommandsAsync([
                .. group.Where(job => !job.Command.KnowsReplays).Select(job => (job.Command.Cell, job.Command.Id)),
            ]);
            await JoinNeedsAsync();
            foreach (var job in group)
                await RunAsync(job);
            if (done.Count > 0)
                await writer.FlushAsync(book, done);
            if (!counts.IsEmpty)
                await WriteCountsAsync();
            var began = TimeProvider.System.GetTimestamp();
            await writer.CommitAsync();
            if (done.Count > 0)
                times.Recorded(now, acceptsClock);
            signals.Committed(
                group.Count,
                done.Count(one => one.Audit.Verb == ExpireVerb),
                TimeProvider.System.GetElapsedTime(began)
            );
        }
        catch
        {
            await writer.RollbackAsync();
            throw;
        }
        finally
        {
            foreach (var job in group)
            {
                if (job.World?.Db is { } db)
                    await db.DisposeAsync();
            }
        }
        foreach (var job in group)
        {
            signals.Waited(job.Went.Waited);
            job.Tell();
        }
    }

    /// <summary>
    /// One transaction serves many: its span hangs under the first command and is linked to the rest.
    /// </summary>
    private Activity? Trace()
    {
        if (!Signals.Source.HasListeners())
            return null;
        var others = group.Skip(1).Where(job => job.Trace != default).Select(job => new ActivityLink(job.Trace));
        return Signals
            .Source.StartActivity("transaction", ActivityKind.Internal, group[0].Trace, links: others)
            ?.SetTag("gulou.group_size", group.Count);
    }

    /// <summary>The ledger needs that are known beforehand, loaded at once for the whole group.</summary>
    private async Task JoinNeedsAsync()
    {
        foreach (var job in group)
        {
            job.World = new World(job.Command, job.Actor, book, needs, now, tools, writer.NewContext);
            job.Command.Needs(job.World);
        }
        await LoadAsync();
    }

    private async Task RunAsync(Job job)
    {
        var (command, w) = (job.Command, job.World);
        Cause.Current = command.Verb;
        await LoadNeedsAsync(command, w);
        w.StartDeciding();
        var target = command.Target(w);
        var permission =
            command.Capability == Capabilities.None
                ? new Permission(true)
                : tools.Access.May(job.Actor, command.Capability, target, w.Today);
        if (!permission.Allowed)
        {
            job.Refuse(Refusal.NotAllowed);
            return;
        }
        var content = command.Content();
        if (!command.KnowsReplays && earlier.TryGetValue((command.Cell, command.Id), out var before))
        {
            if (tools.Vault.IsFingerprint(before.Content, content))
                job.Replay(before.Subject);
            else
                job.Refuse(Refusal.IdUsedWithOtherContent);
            return;
        }
        var mark = book.Here;
        if (!job.Decide())
        {
            book.Undo(mark);
            return;
        }
        if (command.Remark is { Length: > 0 } remark)
            w.Add(
                new Remark
                {
                    Cell = command.Cell,
                    CommandId = command.Id,
                    Text = remark,
                }
            );
        if (w.Db is { } db)
        {
            await db.SaveChangesAsync();
            foreach (var (kind, rows) in w.Bulk)
                await writer.InsertAsync(BulkTable.Of(db, kind), rows);
            await w.ChangeSetsAsync();
        }
        counts.Add(w.Counts);
        if (!command.LeavesTrace)
            return;
        var posted = book.PostedSince(mark);
        var audit = new AuditRecord
        {
            Cell = command.Cell,
            At = now,
            PersonId = job.Actor.PersonId,
            AppointmentId = permission.AppointmentId != 0 ? permission.AppointmentId : w.InPost,
            Verb = command.Verb,
            Place = target?.Place ?? default,
            Subject = w.Subject,
            CommandId = command.Id,
            Content = tools.Vault.Fingerprint(content),
            Written = [],
            Hash = [],
        };
        if (posted.All(entry => entry.Entry.Cell == command.Cell))
            done.Add(new Done(audit, posted, w.Seals));
        else
            AddByCell(audit, posted, w.Seals);
        earlier[(command.Cell, command.Id)] = new Earlier(audit.Content, w.Subject);
    }

    /// <summary>
    /// An entry is proven by a record of its own cell: a command that posts in several leaves its record in each.
    /// </summary>
    private void AddByCell(AuditRecord audit, IReadOnlyList<RecordedEntry> posted, IReadOnlyList<byte[]> seals)
    {
        foreach (var cell in posted.Select(entry => entry.Entry.Cell).Prepend(audit.Cell).Distinct())
            done.Add(
                new Done(
                    audit.In(cell),
                    [.. posted.Where(entry => entry.Entry.Cell == cell)],
                    cell == audit.Cell ? seals : []
                )
            );
    }

    private async Task WriteCountsAsync()
    {
        await using var db = writer.NewContext();
        await counts.WriteAsync(db);
    }

    private async Task LoadNeedsAsync(Command command, World w)
    {
        while (true)
        {
            command.Needs(w);
            if (needs.IsEmpty && !w.HasMissingRows)
                return;
            await LoadAsync();
            await w.LoadMissingRowsAsync();
        }
    }

    /// <summary>
    /// Loads what the ledger keeps; holds found to have run out are ended first, as a deed of the system.
    /// </summary>
    private async Task LoadAsync()
    {
        if (needs.IsEmpty)
            return;
        var mark = book.Here;
        await writer.LoadAsync(needs, book, now);
        needs.Clear();
        foreach (var ended in book.PostedSince(mark))
        {
            var audit = new AuditRecord
            {
                Cell = ended.Entry.Cell,
                At = now,
                Verb = ExpireVerb,
                Place = ended.Entry.Scope,
                CommandId = ended.Entry.Id,
                Content = [],
                Written = [],
                Hash = [],
            };
            done.Add(new Done(audit, [ended], []));
        }
    }
}
