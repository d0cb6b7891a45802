using System.Data;
using System.Data.Common;
using System.Formats.Tar;
using System.IO.Compression;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Keys;
using Gulou.Storage.People;
using Gulou.Storage.Posts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gulou.StorageTests;

/// <summary>
/// A village as an older program left it, before keys had numbers: database and key file. What was sealed and hashed
/// then is read and found after the upgrade, and made anew with another key.
/// </summary>
public abstract class OlderNumbersContract : IAsyncLifetime
{
    private const string Login = "yangxiuying";
    private static readonly CitizenId Number = CitizenId.Make("529901", new DateOnly(1980, 1, 1), 2);

    private readonly string folder = Directory.CreateTempSubdirectory("gulou-numbers-").FullName;
    private Database database = null!;
    private Registers registers = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Keys => Path.Combine(folder, "village.keys");

    public async ValueTask InitializeAsync()
    {
        var packed = Path.Combine(AppContext.BaseDirectory, "Older", "2026-11-23-numbers.tar.gz");
        await using (var file = File.OpenRead(packed))
        await using (var plain = new GZipStream(file, CompressionMode.Decompress))
            await TarFile.ExtractToDirectoryAsync(plain, folder, overwriteFiles: false, Cancel);
        database = await OpenAsync(Database.Open(Path.Combine(folder, "village.db"), App.Model.Parts));
        registers = await ReopenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await registers.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The older database itself, or one with all of its rows.</summary>
    protected abstract Task<Database> OpenAsync(Database older);

    [Fact]
    public async Task What_was_sealed_is_read_and_found()
    {
        await IsReadAsync();
        Assert.Empty((await Verification.Verify(database, cancellation: Cancel)).Faults);
        var village = await registers.PlaceNamed("台盘村");
        var again = new NewMember
        {
            Name = "杨秀英",
            Relation = Relation.Head,
            CitizenId = Number,
        };
        var taken = await registers.Run(
            new RegisterHouseholds
            {
                Id = registers.NewId(),
                Cell = village.Cell,
                PlaceId = village.Id,
                Households = [new NewHousehold { PlaceId = village.Id, Members = [again] }],
            }
        );
        Assert.Equal(RegisterHouseholdsOutcome.NumberTaken, taken.Outcome);
    }

    /// <summary>
    /// A sign-in name was only hashed then: it can be made anew once its person has typed it again.
    /// </summary>
    [Fact]
    public async Task With_another_key_the_first_is_needed_no_more()
    {
        Assert.Equal(2, KeyFile.Add(Keys, Instant.Now(TimeProvider.System)).Version);
        registers.Vault.Reread();
        Assert.Equal((2L, 1L), await RenewAsync());
        Assert.Equal((0L, 1L), await RenewAsync());
        await IsReadAsync();
        var signIn = new RecordSignIn
        {
            Id = registers.NewId(),
            Cell = 0,
            Name = Login,
            Succeeded = true,
        };
        Assert.True((await registers.Run(signIn)).IsDone);
        Assert.Equal((1L, 0L), await RenewAsync());
        KeyFile.Remove(Keys, [1]);
        registers = await ReopenAsync();
        await IsReadAsync();
    }

    private async Task<Registers> ReopenAsync()
    {
        var vault = KeyFile.Load(Keys, mayMake: false, out _);
        var opened = await Registers.On(database, vault);
        // Later than everything in the records.
        opened.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));
        return opened;
    }

    private Task<(long Renewed, long Left)> RenewAsync() =>
        new KeyRenewal(database, registers.Commands, registers.Vault).RunAsync(cancellation: Cancel);

    private async Task IsReadAsync()
    {
        await using var db = database.NewContext();
        var hashes = registers.Vault.Hashes(Purpose.CitizenId, Number.Value);
        var identity = await db.Identities.SingleAsync(i => hashes.Contains(i.IdHash), Cancel);
        var (number, phone) = await registers.Households.DecipherAsync(identity.Cell, identity.PersonId, Cancel);
        Assert.Equal((Number, "13985551234"), (number, phone?.Value));
        Assert.Equal(identity.PersonId, (await registers.Actors.LoginAsync(Login, Cancel))?.PersonId);
        var found = await registers.Households.FindAsync(
            Actor.System,
            registers.Today,
            PlaceKey.Everywhere,
            "1234",
            default,
            9,
            Cancel
        );
        Assert.Equal("杨秀英", Assert.Single(found).HeadName);
    }
}

public sealed class SqliteOlderNumbersTests : OlderNumbersContract
{
    protected override Task<Database> OpenAsync(Database older) => Task.FromResult(older);
}

public sealed class PostgresOlderNumbersTests(PostgresServer server) : OlderNumbersContract
{
    /// <summary>The tables of that version, with the rows of the embedded database.</summary>
    protected override async Task<Database> OpenAsync(Database older)
    {
        await using var _ = older;
        var copy = Database.Open(await server.NewDatabase(durable: false), App.Model.Parts);
        await using var from = older.NewContext();
        await using var to = copy.NewContext();
        var start = to.Database.GetMigrations().Single(name => name.EndsWith("_Start", StringComparison.Ordinal));
        await to.GetService<IMigrator>().MigrateAsync(start, Cancel);
        await from.Database.OpenConnectionAsync(Cancel);
        await to.Database.OpenConnectionAsync(Cancel);
        var (source, target) = (from.Database.GetDbConnection(), to.Database.GetDbConnection());
        // Rows come in any order, and guards are for programs.
        await to.Database.ExecuteSqlRawAsync("SET session_replication_role = replica", Cancel);
        foreach (
            var table in await TextsAsync(
                source,
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'"
            )
        )
            await CopyAsync(source, target, table);
        await to.Database.ExecuteSqlRawAsync("SET session_replication_role = origin", Cancel);
        return copy;
    }

    private static async Task CopyAsync(DbConnection source, DbConnection target, string table)
    {
        await using var read = Command(source, $"SELECT * FROM {table}");
        await using var rows = await read.ExecuteReaderAsync(Cancel);
        while (await rows.ReadAsync(Cancel))
        {
            var names = Enumerable.Range(0, rows.FieldCount).Select(rows.GetName).ToList();
            await using var write = Command(target, "");
            var values = new List<string>();
            foreach (var name in names)
            {
                var type = (
                    await TextsAsync(
                        target,
                        $"""
                        SELECT data_type::text FROM information_schema.columns
                        WHERE table_name = '{table}' AND column_name = '{name}'
                        """
                    )
                ).Single();
                var parameter = write.CreateParameter();
                parameter.ParameterName = $"p{values.Count}";
                parameter.Value = type == "boolean" && rows[name] is long flag ? flag != 0 : rows[name];
                write.Parameters.Add(parameter);
                var mark = $"@{parameter.ParameterName}";
                values.Add(type == "uuid" ? $"encode({mark}, 'hex')::uuid" : $"{mark}::{type}");
            }
            write.CommandText =
                $"""INSERT INTO {table} ("{string.Join("\", \"", names)}") VALUES ({string.Join(", ", values)})""";
            await write.ExecuteNonQueryAsync(Cancel);
        }
    }

    private static async Task<List<string>> TextsAsync(DbConnection connection, string sql)
    {
        await using var command = Command(connection, sql);
        await using var rows = await command.ExecuteReaderAsync(Cancel);
        var texts = new List<string>();
        while (await rows.ReadAsync(Cancel))
            texts.Add(rows.GetString(0));
        return texts;
    }

    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
