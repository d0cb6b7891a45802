using Gulou.Kernel.Audit;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Settings;

namespace Gulou.Storage.Commands;

/// <summary>
/// One group of commands in one write transaction: load the needs, decide, write, commit, answer. Each decision sees
/// what the earlier ones did: registers through the transaction, the ledger through the shared book.
/// </summary>
internal sealed class GroupRun(Writer writer, Tools tools, IReadOnlyList<Job> group, RecordTimes times)
{
    private readonly bool acceptsClock = group.Any(job => job.Command is AcceptClock);
    private readonly Book book = new();
    private readonly BookNeeds needs = new();
    private readonly List<Done> done = new(group.Count);
    private Dictionary<(int Cell, ClientId Id), Earlier> earlier = [];
    private Instant now;

    public async Task RunAsync()
    {
        now = await times.NextAsync(acceptsClock);
        await writer.BeginAsync();
        try
        {
            earlier = await writer.FindCommandsAsync([
                .. group.Where(job => !job.Command.KnowsReplays).Select(job => (job.Command.Cell, job.Command.Id)),
            ]);
            await JoinNeedsAsync();
            foreach (var job in group)
                await RunAsync(job);
            if (done.Count > 0)
                await writer.FlushAsync(book, done);
            await writer.CommitAsync();
            if (done.Count > 0)
                times.Recorded(now, acceptsClock);
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
            job.Tell();
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
        var content = tools.Vault.Fingerprint(command.Content());
        if (!command.KnowsReplays && earlier.TryGetValue((command.Cell, command.Id), out var before))
        {
            if (before.Content.AsSpan().SequenceEqual(content))
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
            await db.SaveChangesAsync();
        var audit = new AuditRecord
        {
            Cell = command.Cell,
            At = now,
            PersonId = job.Actor.PersonId,
            AppointmentId = permission.AppointmentId,
            Verb = command.Verb,
            Place = target?.Place ?? default,
            Subject = w.Subject,
            CommandId = command.Id,
            Content = content,
            Written = [],
            Hash = [],
        };
        done.Add(new Done(audit, book.PostedSince(mark)));
        earlier[(command.Cell, command.Id)] = new Earlier(content, w.Subject);
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
                Verb = "ledger.expire",
                Place = ended.Entry.Scope,
                CommandId = ended.Entry.Id,
                Content = [],
                Written = [],
                Hash = [],
            };
            done.Add(new Done(audit, [ended]));
        }
    }
}
