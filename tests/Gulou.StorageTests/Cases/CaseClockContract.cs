using System.Data.Common;
using Gulou.Kernel.Cases;
using Gulou.Storage.Cases;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.Cases;

/// <summary>What the clock does is done once, by whoever; and what the tables hold is what was done.</summary>
public abstract class CaseClockContract : IAsyncLifetime
{
    private CaseDesk desk = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract Task<Registers> NewRegisters();

    protected bool IsPostgres => desk.Database.Description.StartsWith("PostgreSQL", StringComparison.Ordinal);

    public async ValueTask InitializeAsync() => desk = await CaseDesk.In(await NewRegisters());

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await desk.DisposeAsync();
    }

    [Fact]
    public async Task Two_processes_do_each_deed_of_the_clock_once_and_lose_none()
    {
        var ids = new List<long>();
        for (var i = 0; i < 5; i++)
            ids.Add(await desk.Filed());
        desk.Pass(TimeSpan.FromDays(5));
        await using var other = desk.PathWith(desk.Tools);
        await Task.WhenAll(desk.Clock().RunAsync(Cancel), desk.Clock(other).RunAsync(Cancel));
        foreach (var id in ids)
            Assert.Equal(
                [CaseDeed.Filed, CaseDeed.Reminded, CaseDeed.Overdue, CaseDeed.Escalated],
                await desk.Deeds(id)
            );
        Assert.Equal(0, await desk.Clock(other).RunAsync(Cancel));
        var called = await desk.ListOf(desk.Clerk);
        Assert.Equal(5, called.Count);
        Assert.All(called, item => Assert.True(item.Wait.Overdue));
        Assert.Empty(await desk.Faults());
    }

    [Fact]
    public async Task A_case_the_clock_fails_with_holds_up_no_other_and_is_tried_later()
    {
        var (bad, good) = (await Resting(MindEffect.Bursts), await Resting("井绳断了"));
        desk.Pass(TimeSpan.FromDays(8));
        Assert.Equal(1, await desk.Clock().RunAsync(Cancel));
        Assert.Equal("done", (await desk.Case(good)).State);
        Assert.Equal("resting", (await desk.Case(bad)).State);
        await using var db = desk.Database.NewContext();
        var failed = Assert.Single(await CaseClock.FailuresAsync(db, 10, Cancel));
        Assert.Equal((bad, 1), (failed.CaseId, failed.Failures));
        Assert.Contains("burst", failed.Failure, StringComparison.Ordinal);
        Assert.Equal(desk.Now.Plus(NoteClockFailure.FirstDelay), failed.RetryAt);

        // Not at once; after a minute again, and then twice as long.
        await desk.Clock().RunAsync(Cancel);
        Assert.Equal(1, Assert.Single(await CaseClock.FailuresAsync(db, 10, Cancel)).Failures);
        desk.Pass(TimeSpan.FromMinutes(1));
        await desk.Clock().RunAsync(Cancel);
        var again = Assert.Single(await CaseClock.FailuresAsync(db, 10, Cancel));
        Assert.Equal((2, desk.Now.Plus(2 * NoteClockFailure.FirstDelay)), (again.Failures, again.RetryAt));
        Assert.Empty(await desk.Faults());
    }

    [Fact]
    public async Task What_is_changed_past_the_program_is_found()
    {
        var (one, two, three) = (await desk.Filed(), await desk.Filed(), await desk.Filed());
        long[] ids = [one, two, three];
        foreach (var id in ids)
            Assert.Equal(CaseOutcome.Done, await desk.Take(desk.Secretary, id, "look", "fine", "好"));
        Assert.Empty(await desk.Faults());
        await desk.Execute($"UPDATE case_record SET state = 'done', round = 9 WHERE id = {one}");
        await desk.Execute($"UPDATE case_record SET filed_by = 1 WHERE id = {two}");
        await desk.Execute($"UPDATE case_revision SET \"values\" = '{{{{}}}}' WHERE case_id = {two}");
        await desk.Execute($"UPDATE case_remark SET text = 'x' WHERE case_id = {three}");
        await desk.Execute($"DELETE FROM case_wait WHERE case_id = {three}");
        var found = (await desk.Faults()).Select(fault => (fault.Check, Id: IdIn(fault.Thing)));
        Assert.Equal(
            [
                ("case.form", two),
                ("case.hash", two),
                ("case.remark", three),
                ("case.state", one),
                ("case.wait", one),
                ("case.wait", three),
            ],
            found.Distinct().Order()
        );

        long IdIn(string thing) => ids.Single(id => thing.Contains($"/{id}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_log_is_never_changed_and_one_that_was_is_found()
    {
        var id = await desk.Filed();
        await Assert.ThrowsAnyAsync<DbException>(() => desk.Execute("UPDATE case_log_line SET step = 'x'"));
        await Assert.ThrowsAnyAsync<DbException>(() => desk.Execute("DELETE FROM case_log_line"));
        await desk.Execute(
            IsPostgres ? "DROP TRIGGER case_log_never ON case_log_line" : "DROP TRIGGER case_log_no_update"
        );
        await desk.Execute(
            $"""
            UPDATE case_log_line SET hash = seal
            FROM (SELECT definition AS seal FROM case_record) r WHERE case_id = {id}
            """
        );
        var faults = await desk.Faults();
        Assert.Contains(faults, fault => fault.Check == "case.hash");
        Assert.Contains(faults, fault => fault.Check == "audit.written");
    }

    [Fact]
    public async Task A_worklist_is_read_from_an_index_in_its_order()
    {
        var id = await desk.Filed();
        var wait = Assert.Single(await desk.ListOf(desk.Secretary)).Wait;
        var numbers = IsPostgres
            ? "SELECT n FROM generate_series(1, 20000) n"
            : "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 20000) SELECT n FROM s";
        await desk.Execute(
            $"""
            INSERT INTO case_wait (cell, id, case_id, type, step, round, post, scope, signer, opened_at, due_at,
                next_at,
                reminded, overdue, rungs, failures, failure, retry_at)
            SELECT cell, id + n.n, case_id, type, step, round, post, scope + n.n % 50, signer, opened_at,
                due_at + n.n,
                next_at, reminded, overdue, rungs, failures, failure, retry_at
            FROM case_wait, ({numbers}) n WHERE id = {wait.Id}
            """
        );
        await desk.Execute(IsPostgres ? "ANALYZE case_wait" : "ANALYZE");
        var who = await desk.Cases.ActorAsync(desk.Secretary, Cancel);
        await using var db = desk.Database.NewContext();
        foreach (var part in WorklistReader.Parts(db, who))
        {
            var plan = await Plan(db, part.Take(20));
            Assert.Contains("IX_case_wait_", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("SCAN", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        }
        // A page goes on where the last one ended.
        var first = await desk.Worklist.PageAsync(who, new WorklistFilter(), WorklistPlace.Start, 20, Cancel);
        var next = await desk.Worklist.PageAsync(
            who,
            new WorklistFilter(),
            new WorklistPlace(first[^1].Wait.DueAt, first[^1].Wait.Id),
            20,
            Cancel
        );
        Assert.Equal(20, next.Count);
        Assert.True(first[^1].Wait.DueAt < next[0].Wait.DueAt);
        Assert.Equal(WorklistReader.MostCounted, await desk.Worklist.CountAsync(who, new WorklistFilter(), Cancel));
        Assert.Equal(id, first[0].Case.Id);
    }

    private async Task<long> Resting(string what)
    {
        var id = await desk.Filed(what);
        Assert.Equal(CaseOutcome.Done, await desk.Take(desk.Secretary, id, "look", "fine"));
        Assert.Equal(CaseOutcome.Done, await desk.Take(desk.Head, id, "sign", "for"));
        Assert.Equal(CaseOutcome.Done, await desk.Take(desk.Secretary, id, "sign", "for"));
        return id;
    }

    private async Task<string> Plan(GulouDb db, IQueryable<CaseWait> query)
    {
        await db.Database.OpenConnectionAsync(Cancel);
        await using var command = query.CreateDbCommand();
        command.CommandText = (IsPostgres ? "EXPLAIN " : "EXPLAIN QUERY PLAN ") + command.CommandText;
        await using var row = await command.ExecuteReaderAsync(Cancel);
        var lines = new List<string>();
        while (await row.ReadAsync(Cancel))
            lines.Add(row.GetString(row.FieldCount - 1));
        return string.Join('\n', lines);
    }
}

public sealed class SqliteCaseClockTests : CaseClockContract
{
    protected override Task<Registers> NewRegisters() => Registers.OnSqlite();
}

public sealed class PostgresCaseClockTests(PostgresServer server) : CaseClockContract
{
    protected override Task<Registers> NewRegisters() => Registers.OnPostgres(server);
}
