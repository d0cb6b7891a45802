using Gulou.Kernel.Audit;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Audit;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests;

/// <summary>
/// The database's owner, who can drop every guard and recompute every hash: what it takes to find each forgery.
/// </summary>
public abstract class TamperingContract : HouseContract
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Sealer Sealer => new(House.Database, House.Clock);

    private bool IsPostgres => House.Database.Description.StartsWith("PostgreSQL", StringComparison.Ordinal);

    [Fact]
    public async Task A_posting_s_amount_is_found()
    {
        var (move, to) = await MoveAsync();
        await Forge($"UPDATE posting SET amount = amount + 1 WHERE entry = {Sql(move.Id)} AND account = {to.Id}");
        var faults = await Faults();
        Named(faults, "entry.hash", $"entry 7/{move.Id}");
        Named(faults, "entry.sum", $"entry 7/{move.Id} unit 1");
        Named(faults, "posting.balance", $"account 7/{to.Id} ");
    }

    [Fact]
    public async Task Two_entries_that_changed_places_are_found()
    {
        var (first, _) = await MoveAsync();
        var (second, _) = await MoveAsync();
        await using var db = House.Database.NewContext();
        var rows = await db.Entries.Where(e => e.Id == first.Id || e.Id == second.Id).ToListAsync(Cancel);
        var (a, b) = (rows.Single(r => r.Id == first.Id), rows.Single(r => r.Id == second.Id));
        await Forge(
            $"UPDATE entry SET seq = {b.Seq}, recorded_at = {b.RecordedAt.Micros} WHERE id = {Sql(a.Id)}",
            $"UPDATE entry SET seq = {a.Seq}, recorded_at = {a.RecordedAt.Micros} WHERE id = {Sql(b.Id)}"
        );
        var faults = await Faults();
        Named(faults, "audit.written", $"cell 7 lane {a.Lane} seq {a.Seq}");
        Named(faults, "audit.written", $"cell 7 lane {b.Lane} seq {b.Seq}");
    }

    [Fact]
    public async Task An_entry_that_was_slipped_in_is_found()
    {
        var (move, _) = await MoveAsync();
        var slipped = House.NewClientId();
        await Forge(
            $"""
            INSERT INTO entry (cell, id, recorded_at, effective_on, kind, reason, memo, place, scope, subject, lane,
                seq, hash)
            SELECT cell, {Sql(slipped)}, recorded_at, effective_on, kind, reason, memo, place, scope, subject, lane, 99,
                hash
            FROM entry WHERE id = {Sql(move.Id)}
            """
        );
        Named(await Faults(), "entry.audit", $"entry 7/{slipped}");
    }

    [Fact]
    public async Task A_back_dated_entry_is_found()
    {
        var (move, _) = await MoveAsync();
        await Forge($"UPDATE entry SET recorded_at = recorded_at - 1000000 WHERE id = {Sql(move.Id)}");
        var faults = await Faults();
        Named(faults, "entry.time", $"entry 7/{move.Id}");
        Named(faults, "entry.hash", $"entry 7/{move.Id}");
    }

    [Fact]
    public async Task A_back_dated_record_is_found()
    {
        await MoveAsync();
        var (move, _) = await MoveAsync();
        var record = await RecordAsync(move.Id);
        await Forge($"UPDATE audit_record SET at = at - 60000000 WHERE command_id = {Sql(move.Id)}");
        var faults = await Faults();
        Named(faults, "audit.hash", $"cell 7 lane {record.Lane} seq {record.Seq}");
        Named(faults, "audit.time", $"cell 7 lane {record.Lane} seq {record.Seq}");
    }

    [Fact]
    public async Task What_a_record_says_was_asked_for_is_found()
    {
        var (move, _) = await MoveAsync();
        var record = await RecordAsync(move.Id);
        await Forge(
            $"UPDATE audit_record SET content = {Bytes(new byte[32])} WHERE command_id = {Sql(move.Id)}",
            "DELETE FROM hold"
        );
        var fault = Assert.Single(await Faults());
        Assert.Equal(("audit.hash", $"cell 7 lane {record.Lane} seq {record.Seq}"), (fault.Check, fault.Thing));
    }

    [Fact]
    public async Task A_hold_that_was_changed_is_found()
    {
        var (from, to) = (await House.OpenWith(100), await House.Open());
        var hold = House.Move(from, to, 7) with { Kind = EntryKind.Hold };
        Assert.Equal(PostOutcome.Done, await House.Post(hold));
        await Forge($"UPDATE hold SET amount = amount - 1 WHERE account = {to.Id}");
        Named(await Faults(), "hold.missing", $"cell 7, entry {hold.Id}, account {to.Id}");
    }

    [Fact]
    public async Task A_chain_cut_with_its_head_set_back_is_found_by_the_seal()
    {
        await MoveAsync();
        var (last, _) = await MoveAsync();
        var record = await RecordAsync(last.Id);
        Assert.NotNull(await Sealer.SealAsync(Cancel));
        await Forge(
            $"""
            UPDATE account SET balance = 0, version = 0
            WHERE id IN (SELECT account FROM posting WHERE entry = {Sql(last.Id)})
            """,
            $"DELETE FROM posting WHERE entry = {Sql(last.Id)}",
            $"DELETE FROM entry WHERE id = {Sql(last.Id)}",
            $"DELETE FROM audit_record WHERE command_id = {Sql(last.Id)}",
            $"""
            UPDATE lane_head SET seq = seq - 1, hash = (
                SELECT a.hash FROM audit_record a
                WHERE a.cell = 7 AND a.lane = lane_head.lane AND a.seq = lane_head.seq - 1)
            WHERE cell = 7 AND lane = {record.Lane}
            """
        );
        var fault = Assert.Single(await Faults());
        Assert.Equal(("seal.record", $"cell 7 lane {record.Lane} seq {record.Seq}"), (fault.Check, fault.Thing));
    }

    [Fact]
    public async Task A_seal_that_was_changed_taken_away_or_moved_is_found()
    {
        for (var n = 0; n < 4; n++)
        {
            await MoveAsync();
            House.Clock.Advance(TimeSpan.FromMinutes(1));
            await Sealer.SealAsync(Cancel);
        }
        Assert.Null(await Sealer.SealAsync(Cancel));
        Assert.Empty(await Faults());
        await Forge(
            "UPDATE seal SET at = at + 1 WHERE number = 1",
            "DELETE FROM sealed_head WHERE seal = 2",
            "DELETE FROM seal WHERE number = 3"
        );
        var faults = await Faults();
        Named(faults, "seal.hash", "seal 1");
        Named(faults, "seal.hash", "seal 2");
        Named(faults, "seal.number", "seal 4");
    }

    [Fact]
    public async Task A_whole_past_recomputed_is_found_by_the_printed_seal_alone()
    {
        var (move, _) = await MoveAsync();
        var other = await House.Open();
        await MoveAsync();
        var sealedThen = (await Sealer.SealAsync(Cancel))!;
        var printed = new PrintedSeal(House.Now.Day, sealedThen.Code);
        Assert.Empty(await Faults(printed));

        // Another receiver, with everything that follows from it made right again.
        await Forge(
            $"UPDATE posting SET account = {other.Id}, version = 1 WHERE entry = {Sql(move.Id)} AND amount > 0"
        );
        await Forge(
            $"UPDATE account SET balance = 10, version = 1 WHERE id = {other.Id}",
            $"""
            UPDATE account SET balance = 0, version = 0
            WHERE balance = 10 AND id <> {other.Id} AND id NOT IN (SELECT account FROM posting)
            """
        );
        await RecomputeAsync();
        Assert.Empty(await Faults());
        var fault = Assert.Single(await Faults(printed));
        Assert.Equal(("seal.printed", $"seal of {printed.Day:yyyy-MM-dd}"), (fault.Check, fault.Thing));
        Assert.Contains(printed.Code, fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quick_check_looks_at_what_came_after_a_printed_seal()
    {
        var (old, _) = await MoveAsync();
        var day = new PrintedSeal(House.Now.Day, (await Sealer.SealAsync(Cancel))!.Code);
        House.Clock.Advance(TimeSpan.FromDays(1));
        var (late, _) = await MoveAsync();
        await Sealer.SealAsync(Cancel);
        Assert.Empty(await FaultsSince(day));
        await Forge($"UPDATE entry SET memo = 'x' WHERE id = {Sql(old.Id)}");
        Assert.Empty(await FaultsSince(day));
        await Forge($"UPDATE entry SET memo = 'x' WHERE id = {Sql(late.Id)}");
        Named(await FaultsSince(day), "entry.hash", $"entry 7/{late.Id}");
        Assert.Equal(
            "seal.printed",
            Assert.Single(await FaultsSince(day with { Code = SealCode.Of(new byte[32]) })).Check
        );
    }

    [Fact]
    public async Task A_photo_that_was_changed_is_found()
    {
        var photo = await ClaimWithPhoto.AddAsync(House, Cancel);
        Assert.Empty(await Faults());
        var path = Directory.GetFiles(House.Database.AttachmentsFolder, $"{photo}*", SearchOption.AllDirectories);
        var bytes = await File.ReadAllBytesAsync(path.Single(), Cancel);
        bytes[^3] ^= 1;
        await File.WriteAllBytesAsync(path.Single(), bytes, Cancel);
        Named(await Faults(), "attachment", $"{photo} (claim.photo)");
    }

    [Fact]
    public async Task What_names_a_photo_is_known_to_verification()
    {
        await using var db = House.Database.NewContext();
        var photos = db
            .Model.GetEntityTypes()
            .SelectMany(e =>
                e.GetProperties().Select(p => (Table: e.GetTableName(), Name: p.GetColumnName(), p.ClrType))
            )
            .Where(c => c.ClrType == typeof(string) && c.Name.Contains("photo", StringComparison.Ordinal));
        var known = AttachmentColumn.AllOf(db.Model).Select(c => (c.Table, c.Column)).ToList();
        Assert.NotEmpty(known);
        Assert.All(photos, column => Assert.Contains((column.Table!, column.Name), known));
    }

    /// <summary>Ten points from one new account to another, a second later than before.</summary>
    private async Task<(Entry Entry, Account To)> MoveAsync()
    {
        House.Clock.Advance(TimeSpan.FromSeconds(1));
        var (from, to) = (await House.Open(), await House.Open());
        House.Clock.Advance(TimeSpan.FromSeconds(1));
        var move = House.Move(from, to, 10);
        Assert.Equal(PostOutcome.Done, await House.Post(move));
        return (move, to);
    }

    private async Task<AuditRecord> RecordAsync(ClientId command)
    {
        await using var db = House.Database.NewContext();
        return await db.Audit.SingleAsync(a => a.CommandId == command, Cancel);
    }

    private async Task<IReadOnlyList<VerifyFault>> Faults(PrintedSeal? printed = null) =>
        (await Verification.Verify(House.Database, null, printed, Cancel)).Faults;

    private async Task<IReadOnlyList<VerifyFault>> FaultsSince(PrintedSeal since) =>
        (await Verification.VerifySince(House.Database, since, null, Cancel)).Faults;

    private static void Named(IReadOnlyList<VerifyFault> faults, string check, string thing) =>
        Assert.Contains(
            faults,
            fault => fault.Check == check && fault.Thing.StartsWith(thing, StringComparison.Ordinal)
        );

    /// <summary>As the owner of the database can: every guard off, then the statements.</summary>
    private async Task Forge(params string[] statements)
    {
        await using var db = House.Database.NewContext();
        var guards = await db
            .Database.SqlQueryRaw<string>(
                IsPostgres
                    ? """
                    SELECT 'DROP TRIGGER ' || tgname || ' ON ' || tgrelid::regclass AS "Value"
                    FROM pg_trigger WHERE NOT tgisinternal
                    """
                    : """SELECT 'DROP TRIGGER ' || name AS "Value" FROM sqlite_master WHERE type = 'trigger'"""
            )
            .ToListAsync(Cancel);
        foreach (var statement in guards.Concat(statements))
            await House.Execute(statement);
    }

    /// <summary>Every hash anew, from entries over records and heads to seals.</summary>
    private async Task RecomputeAsync()
    {
        var digest = new Digest();
        await using var db = House.Database.NewContext();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.TrackAll;
        var postings = (await db.Postings.OrderBy(p => p.N).ToListAsync(Cancel)).ToLookup(p => p.Entry);
        var entries = await db.Entries.ToListAsync(Cancel);
        foreach (var e in entries)
            e.Hash = Recorded(e, postings[e.Id]).Hash(digest);
        foreach (var lane in (await db.Audit.ToListAsync(Cancel)).GroupBy(a => (a.Cell, a.Lane)))
        {
            var before = LaneHead.Start;
            foreach (var record in lane.OrderBy(a => a.Seq))
            {
                var mine = entries
                    .Where(e => (e.Cell, e.Lane, e.Seq) == (record.Cell, record.Lane, record.Seq))
                    .ToList();
                record.Written = mine.Count == 0 ? [] : digest.Add(mine.Single().Hash).Take();
                record.Hash = record.Chained(before.Hash, digest);
                before = new LaneHead(record.Seq, record.Hash);
            }
            var head = await db.LaneHeads.SingleAsync(h => h.Cell == lane.Key.Cell && h.Lane == lane.Key.Lane, Cancel);
            head.Hash = before.Hash;
        }
        var heads = await db.SealedHeads.OrderBy(h => h.Cell).ThenBy(h => h.Lane).ToListAsync(Cancel);
        foreach (var head in heads)
            head.Hash = db.Audit.Local.Single(a => (a.Cell, a.Lane, a.Seq) == (head.Cell, head.Lane, head.Seq)).Hash;
        var last = Seal.Start;
        foreach (var seal in await db.Seals.OrderBy(s => s.Number).ToListAsync(Cancel))
        {
            var moved = heads.Where(h => h.Seal == seal.Number);
            last = last.Next(seal.At, moved.Select(h => new SealedHead(h.Cell, h.Lane, h.Seq, h.Hash)), digest);
            seal.Hash = last.Hash;
        }
        await db.SaveChangesAsync(Cancel);
    }

    private static RecordedEntry Recorded(Storage.Model.EntryRow e, IEnumerable<Storage.Model.PostingRow> postings) =>
        new(
            new Entry
            {
                Id = e.Id,
                Cell = e.Cell,
                Kind = e.Kind,
                EffectiveOn = e.EffectiveOn,
                Reason = e.Reason,
                Memo = e.Memo,
                Place = e.Place,
                Scope = e.Scope,
                Party = e.Party,
                Subject = e.Subject,
                Target = e.Target,
                Until = e.Until,
            },
            e.RecordedAt,
            [.. postings.Select(p => new Posting(p.Account, p.Unit, p.Amount, p.Held, p.Balance, p.Version))]
        );

    private string Sql(ClientId id) => IsPostgres ? $"'{id}'" : $"x'{id.Value:N}'";

    private string Bytes(byte[] bytes) =>
        IsPostgres ? $"'\\x{Convert.ToHexStringLower(bytes)}'" : $"x'{Convert.ToHexStringLower(bytes)}'";
}

public sealed class SqliteTamperingTests : TamperingContract
{
    protected override Task<House> NewHouse() => House.OnSqlite();
}

public sealed class PostgresTamperingTests(PostgresServer server) : TamperingContract
{
    protected override Task<House> NewHouse() => House.OnPostgres(server);
}
