using Gulou.Kernel.Ledger;
using Gulou.Kernel.Posts;
using Gulou.Storage;
using Gulou.Storage.Commands;
using Gulou.Storage.Ledger;
using Gulou.Storage.Settings;
using Gulou.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Gulou.StorageTests;

/// <summary>Trouble below the program harms nothing, is told by its name, and passes without a restart.</summary>
public abstract class TroubleContract : HouseContract
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract Task FillDiskAsync();

    protected abstract Task MakeRoomAsync();

    [Fact]
    public async Task A_full_disk_stores_nothing_and_goes_on_when_there_is_room()
    {
        var (from, to) = (await House.Open(), await House.Open());
        await FillDiskAsync();
        var before = await House.Rows();
        var refused = new List<Entry>();
        Exception? trouble = null;
        for (var n = 0; trouble is null && n < 5000; n++)
        {
            var move = House.Move(from, to, 1) with { Memo = new string('x', 200) };
            trouble = await Record.ExceptionAsync(() => House.Post(move));
            if (trouble is not null)
                refused.Add(move);
            else
                before = await House.Rows();
        }
        Assert.Equal(TroubleKind.DiskFull, Trouble.Of(trouble));
        Assert.Equal(before, await House.Rows());
        await MakeRoomAsync();
        // The very same request is answered as if for the first time.
        Assert.Equal(PostOutcome.Done, await House.Post(refused.Single()));
        Assert.Empty((await Verification.Verify(House.Database, cancellation: Cancel)).Faults);
    }

    [Fact]
    public async Task A_clock_a_little_behind_stands_still_and_one_far_off_is_not_believed()
    {
        var (from, to) = (await House.Open(), await House.Open());
        await using var path = House.AnotherPath(watchesClock: true);
        Assert.Equal(PostOutcome.Done, await PostAsync(path, House.Move(from, to, 1)));
        var newest = House.Now;
        House.Clock.AdjustTime(House.Clock.GetUtcNow() - RecordTimes.MostBehind + TimeSpan.FromSeconds(1));
        var late = House.Move(from, to, 1);
        Assert.Equal(PostOutcome.Done, await PostAsync(path, late));
        await using (var db = House.Database.NewContext())
            Assert.Equal(newest, db.Entries.Single(e => e.Id == late.Id).RecordedAt);

        House.Clock.AdjustTime(House.Clock.GetUtcNow() - TimeSpan.FromHours(1));
        var rows = await House.Rows();
        await RefusesAsync(path, House.Move(from, to, 1));
        // A program started anew knows the newest record as well.
        await using var other = House.AnotherPath(watchesClock: true);
        await RefusesAsync(other, House.Move(from, to, 1));
        Assert.Equal(rows, await House.Rows());

        House.Clock.AdjustTime(newest.InShanghai + RecordTimes.MostAhead + TimeSpan.FromMinutes(1));
        await RefusesAsync(path, House.Move(from, to, 1));
        Assert.Equal(rows, await House.Rows());
    }

    [Fact]
    public async Task After_a_wrong_clock_an_operator_says_that_it_is_right_now()
    {
        var (from, to) = (await House.Open(), await House.Open());
        var right = House.Clock.GetUtcNow();
        House.Clock.AdjustTime(right.AddYears(5));
        Assert.Equal(PostOutcome.Done, await House.Post(House.Move(from, to, 1)));
        House.Clock.AdjustTime(right.AddMinutes(1));
        await using (var path = House.AnotherPath(watchesClock: true))
        {
            await RefusesAsync(path, House.Move(from, to, 1));
            var accept = new AcceptClock { Id = House.NewClientId(), Cell = 0 };
            Assert.True((await path.RunAsync(Actor.System, accept, Cancel)).IsDone);
            House.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(PostOutcome.Done, await PostAsync(path, House.Move(from, to, 1)));
        }
        await using (var path = House.AnotherPath(watchesClock: true))
            Assert.Equal(PostOutcome.Done, await PostAsync(path, House.Move(from, to, 1)));
        // Time went back in a chain, and the records say why.
        Assert.Empty((await Verification.Verify(House.Database, cancellation: Cancel)).Faults);
    }

    private static async Task<PostOutcome> PostAsync(CommandPath path, Entry entry)
    {
        var command = new PostEntry
        {
            Id = entry.Id,
            Cell = entry.Cell,
            Entry = entry,
        };
        return (await path.RunAsync(Actor.System, command, Cancel)).Outcome;
    }

    private static async Task RefusesAsync(CommandPath path, Entry entry)
    {
        var refused = await Assert.ThrowsAsync<ClockException>(() => PostAsync(path, entry));
        Assert.Equal(TroubleKind.Clock, Trouble.Of(refused));
    }
}

public sealed class SqliteTroubleTests : TroubleContract
{
    private SqliteDatabase Database => (SqliteDatabase)House.Database;

    protected override Task<House> NewHouse() => House.OnSqlite();

    protected override async Task FillDiskAsync()
    {
        // All of the log into the file first: what is beyond the limit must be new pages.
        await House.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        Database.MostPages = (int)(new FileInfo(Database.File).Length / 4096) + 2;
    }

    protected override Task MakeRoomAsync()
    {
        Database.MostPages = int.MaxValue - 1;
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_read_only_file_a_locked_one_and_one_that_is_none_are_told_apart()
    {
        var file = Database.File;
        Assert.Equal(TroubleKind.ReadOnly, await OfAsync($"Data Source={file};Mode=ReadOnly", "DELETE FROM hold"));
        await using (var holder = new SqliteConnection($"Data Source={file}"))
        {
            await holder.OpenAsync(TestContext.Current.CancellationToken);
            await using var held = holder.BeginTransaction(deferred: false);
            Assert.Equal(
                TroubleKind.Locked,
                await OfAsync($"Data Source={file};Default Timeout=1;Pooling=False", "DELETE FROM hold")
            );
        }
        Assert.Equal(TroubleKind.Unreachable, await OfAsync("Data Source=/nowhere/at.db;Mode=ReadOnly", "SELECT 1"));
        var text = file + ".txt";
        await File.WriteAllTextAsync(text, new string('x', 4096), TestContext.Current.CancellationToken);
        Assert.Equal(TroubleKind.Damaged, await OfAsync($"Data Source={text}", "SELECT * FROM sqlite_master"));
    }

    [Fact]
    public void One_program_at_a_time_works_on_a_file()
    {
        using (var first = DatabaseLock.TryTake(Database))
        {
            Assert.NotNull(first);
            Assert.Null(DatabaseLock.TryTake(Database));
        }
        using var next = DatabaseLock.TryTake(Database);
        Assert.NotNull(next);
    }

    private static async Task<TroubleKind?> OfAsync(string connectionString, string sql)
    {
        var problem = await Record.ExceptionAsync(async () =>
        {
            await using var connection = new SqliteConnection(connectionString);
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        });
        Assert.NotNull(problem);
        return Trouble.Of(problem);
    }
}

public sealed class PostgresTroubleTests(PostgresServer server) : TroubleContract
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected override Task<House> NewHouse() => House.OnPostgres(server);

    protected override Task FillDiskAsync() => FailWithAsync("53100");

    protected override Task MakeRoomAsync() => House.Execute("DROP TRIGGER trouble ON audit_record");

    [Theory]
    [InlineData("53200", TroubleKind.DiskFull)]
    [InlineData("25006", TroubleKind.ReadOnly)]
    [InlineData("42501", TroubleKind.ReadOnly)]
    [InlineData("55P03", TroubleKind.Locked)]
    [InlineData("57P03", TroubleKind.Unreachable)]
    [InlineData("58030", TroubleKind.Damaged)]
    [InlineData("22012", null)]
    public async Task What_the_server_says_is_told_by_its_name(string state, TroubleKind? kind)
    {
        var (from, to) = (await House.Open(), await House.Open());
        await FailWithAsync(state);
        var problem = await Record.ExceptionAsync(() => House.Post(House.Move(from, to, 1)));
        Assert.NotNull(problem);
        Assert.Equal(kind, Trouble.Of(problem));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told()
    {
        await using var nowhere = Database.Open("Host=127.0.0.1;Port=1;Username=x;Database=x", App.Model.Parts);
        var problem = await Record.ExceptionAsync(() => Verification.Verify(nowhere, cancellation: Cancel));
        Assert.Equal(TroubleKind.Unreachable, Trouble.Of(problem));
    }

    /// <summary>Every record is answered with this SQLSTATE, as the server answers when its disk is full.</summary>
    private async Task FailWithAsync(string state)
    {
        await House.Execute(
            $$"""
            CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'trouble' USING ERRCODE = '{{state}}'; END $$
            """
        );
        await House.Execute(
            "CREATE TRIGGER trouble BEFORE INSERT ON audit_record FOR EACH ROW EXECUTE FUNCTION trouble()"
        );
    }
}
