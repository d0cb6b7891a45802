using Gulou.Kernel.Ledger;
using Gulou.Storage;

namespace Gulou.StorageTests;

/// <summary>Whoever changes something past the program is found out, and the thing is named.</summary>
public abstract class VerificationContract : HouseContract
{
    private static readonly string[] Guards =
    [
        "entry_no_update",
        "entry_no_delete",
        "posting_no_update",
        "posting_no_delete",
        "posting_never",
        "audit_no_update",
        "audit_no_delete",
        "audit_never",
    ];

    private Account from = null!;
    private Account to = null!;
    private Entry move = null!;
    private Entry hold = null!;

    protected bool IsPostgres => House.Database.Description.StartsWith("PostgreSQL", StringComparison.Ordinal);

    /// <summary>A small book with a bit of everything.</summary>
    protected override async Task FillAsync()
    {
        (from, to) = (await House.OpenWith(100), await House.Open());
        move = House.Move(from, to, 10);
        hold = House.Move(from, to, 7) with { Kind = EntryKind.Hold };
        var settled = House.Move(from, to, 5) with { Kind = EntryKind.Hold };
        var undone = House.Move(from, to, 3);
        foreach (var entry in (Entry[])[move, hold, settled, undone])
            Assert.Equal(PostOutcome.Done, await House.Post(entry));
        Assert.Equal(PostOutcome.Done, await House.Post(House.On(settled, EntryKind.PostHold)));
        Assert.Equal(PostOutcome.Done, await House.Post(House.On(undone, EntryKind.Reverse)));
    }

    [Fact]
    public async Task What_the_program_wrote_is_clean_and_counted()
    {
        var report = await Verify();
        Assert.Empty(report.Faults);
        Assert.True(report.IsClean);
        Assert.Contains(new VerifyCount("account", 3), report.Counts);
        Assert.Contains(new VerifyCount("entry", 7), report.Counts);
        Assert.Contains(new VerifyCount("posting", 14), report.Counts);
    }

    [Fact]
    public async Task A_changed_balance_is_found()
    {
        await House.Execute($"UPDATE account SET balance = balance + 1 WHERE id = {to.Id}");
        var report = await Verify();
        Assert.Contains(report.Faults, fault => fault.Check == "account.balance" && Names(fault, to));
        Assert.Contains(report.Faults, fault => fault.Check == "unit.sum" && fault.Thing == "unit 1 in cell 7");
    }

    [Fact]
    public async Task A_changed_hold_is_found()
    {
        await House.Execute($"UPDATE account SET held_out = 0 WHERE id = {from.Id}");
        await House.Execute("DELETE FROM hold");
        var report = await Verify();
        Assert.Contains(report.Faults, fault => fault.Check == "account.held_out" && Names(fault, from));
        Assert.Contains(report.Faults, fault => fault.Check == "hold.missing" && Names(fault, hold));
    }

    [Fact]
    public async Task A_hold_that_no_entry_made_is_found()
    {
        await House.Execute($"UPDATE hold SET entry = {Sql(move)} WHERE account = {from.Id}");
        Assert.Contains((await Verify()).Faults, fault => fault.Check == "hold.extra" && Names(fault, move));
    }

    [Fact]
    public async Task A_changed_posting_is_found()
    {
        await Tamper($"UPDATE posting SET amount = 11 WHERE entry = {Sql(move)} AND account = {to.Id}");
        var report = await Verify();
        Assert.Contains(report.Faults, fault => fault.Check == "posting.balance" && Names(fault, to));
        Assert.Contains(report.Faults, fault => fault.Check == "entry.sum" && Names(fault, move));
        Assert.Contains(report.Faults, fault => fault.Check == "entry.hash" && Names(fault, move));
    }

    [Fact]
    public async Task A_deleted_entry_is_found()
    {
        await Tamper($"DELETE FROM entry WHERE id = {Sql(move)}");
        var report = await Verify();
        Assert.Contains(report.Faults, fault => fault.Check == "posting.entry" && Names(fault, move));
        Assert.Contains(report.Faults, fault => fault.Check == "audit.written");
    }

    [Fact]
    public async Task An_entry_deleted_with_its_postings_is_found()
    {
        await Tamper($"DELETE FROM posting WHERE entry = {Sql(move)}");
        await Tamper($"DELETE FROM entry WHERE id = {Sql(move)}");
        var report = await Verify();
        Assert.Contains(report.Faults, fault => fault.Check == "posting.version" && Names(fault, from));
        Assert.Contains(report.Faults, fault => fault.Check == "audit.written");
    }

    [Fact]
    public async Task A_changed_memo_is_found()
    {
        await Tamper($"UPDATE entry SET memo = 'x' WHERE id = {Sql(move)}");
        var fault = Assert.Single((await Verify()).Faults);
        Assert.Equal("entry.hash", fault.Check);
        Assert.True(Names(fault, move));
    }

    [Fact]
    public async Task An_entry_hashed_anew_after_a_change_is_found()
    {
        await Tamper($"UPDATE entry SET hash = content FROM audit_record a WHERE entry.id = {Sql(move)} AND a.seq = 1");
        Assert.Contains((await Verify()).Faults, fault => fault.Check == "audit.written");
    }

    [Fact]
    public async Task A_changed_audit_record_is_found()
    {
        await Tamper("UPDATE audit_record SET person_id = 99 WHERE seq = 3");
        var fault = Assert.Single((await Verify()).Faults);
        Assert.Equal(("audit.hash", "cell 7 lane 1 seq 3"), (fault.Check, fault.Thing));
    }

    [Fact]
    public async Task A_chain_with_a_record_missing_is_found()
    {
        await Tamper("DELETE FROM audit_record WHERE seq = 5");
        var report = await Verify();
        Assert.Contains(report.Faults, fault => (fault.Check, fault.Thing) == ("audit.seq", "cell 7 lane 1 seq 6"));
        Assert.Contains(report.Faults, fault => fault.Check == "entry.audit");
    }

    [Fact]
    public async Task A_chain_cut_at_its_end_is_found()
    {
        await Tamper("DELETE FROM audit_record WHERE seq = (SELECT MAX(seq) FROM audit_record)");
        var report = await Verify();
        Assert.Contains(report.Faults, fault => (fault.Check, fault.Thing) == ("audit.head", "cell 7 lane 1"));
    }

    [Fact]
    public async Task A_chain_that_is_gone_is_found()
    {
        await Tamper("DELETE FROM audit_record");
        Assert.Contains((await Verify()).Faults, fault => fault is { Check: "audit.head", Thing: "cell 7 lane 1" });
    }

    [Fact]
    public async Task An_identity_without_its_person_is_found()
    {
        await House.Execute(
            $"INSERT INTO identity (id_hash, cell, person_id) VALUES ({(IsPostgres ? "'\\x01'" : "x'01'")}, 7, 42)"
        );
        var fault = Assert.Single((await Verify()).Faults);
        Assert.Equal(("identity.person", "cell 7, person 42"), (fault.Check, fault.Thing));
    }

    private Task<VerifyReport> Verify() =>
        Verification.Verify(House.Database, cancellation: TestContext.Current.CancellationToken);

    /// <summary>Changes what is guarded, as the owner of the database can.</summary>
    private async Task Tamper(string sql)
    {
        foreach (var guard in Guards)
        {
            var table = guard.StartsWith("audit", StringComparison.Ordinal) ? "audit_record" : guard.Split('_')[0];
            await House.Execute($"DROP TRIGGER IF EXISTS {guard}{(IsPostgres ? $" ON {table}" : "")}");
        }
        await House.Execute(sql);
    }

    private string Sql(Entry entry) => IsPostgres ? $"'{entry.Id}'" : $"x'{entry.Id.Value:N}'";

    private static bool Names(VerifyFault fault, Entry entry) =>
        fault.Thing.Contains(entry.Id.ToString(), StringComparison.Ordinal);

    private static bool Names(VerifyFault fault, Account account) =>
        fault.Thing.StartsWith(
            $"account 7/{account.Id} (owner {account.Owner}, kind Points, unit 1, lot 0)",
            StringComparison.Ordinal
        );
}

public sealed class SqliteVerificationTests : VerificationContract
{
    protected override Task<House> NewHouse() => House.OnSqlite();
}

public sealed class PostgresVerificationTests(PostgresServer server) : VerificationContract
{
    protected override Task<House> NewHouse() => House.OnPostgres(server);
}
