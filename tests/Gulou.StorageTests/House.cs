using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Commands;
using Gulou.Storage.Definitions;
using Gulou.Storage.Keys;
using Gulou.Storage.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gulou.StorageTests;

/// <summary>A fresh, migrated database with a command path whose clock stands until it is moved.</summary>
public sealed class House : IAsyncDisposable
{
    public const int Cell = 7;
    public const string Place = "522629";

    public static readonly PlaceKey Scope = PlaceKey.FromCode(Place);

    private readonly Func<ValueTask> remove;
    private readonly Tools tools;

    private House(Database database, Func<ValueTask> remove)
    {
        Database = database;
        this.remove = remove;
        var posts = new PostCatalog([]);
        tools = new Tools(
            new Ids(TimeProvider.System, 1),
            new Vault(new byte[32]),
            new DefinitionSet(posts, ""),
            new Access(posts),
            Pinyin.Load(TextReader.Null),
            Clock
        );
        Path = new CommandPath(database, tools);
    }

    public Database Database { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 4, 0, 0, TimeSpan.Zero));

    public CommandPath Path { get; }

    public Instant Now => Instant.Now(Clock);

    public static async Task<House> OnSqlite()
    {
        var folder = Directory.CreateTempSubdirectory("gulou-test-");
        return await Migrated(
            Database.Open(System.IO.Path.Combine(folder.FullName, "gulou.db"), App.Model.Parts),
            () =>
            {
                folder.Delete(recursive: true);
                return ValueTask.CompletedTask;
            }
        );
    }

    public static async Task<House> OnPostgres(PostgresServer server) =>
        await Migrated(
            Database.Open(await server.NewDatabase(durable: false), App.Model.Parts),
            () => ValueTask.CompletedTask
        );

    /// <summary>A house on a database that someone else made.</summary>
    public static Task<House> OnMigratedPostgres(string connectionString) =>
        Task.FromResult(new House(Database.Open(connectionString, App.Model.Parts), () => ValueTask.CompletedTask));

    /// <summary>A second path to the same database, as of another process.</summary>
    public CommandPath AnotherPath(bool watchesClock = false) => new(Database, tools, watchesClock);

    public long NewId() => tools.Ids.Next();

    public ClientId NewClientId() => ClientId.New(Clock);

    public Task<Answer<TOutcome>> Run<TOutcome>(Command<TOutcome> command)
        where TOutcome : struct, Enum => Path.RunAsync(Actor.System, command);

    /// <summary>A new account of a new owner.</summary>
    public async Task<Account> Open(Limits limits = Limits.None, long unit = Unit.CivicPoints, int cell = Cell)
    {
        var key = new AccountKey(cell, NewId(), AccountKind.Points, unit, 0);
        var answer = await Run(new OpenAccount(key, limits) { Id = NewClientId(), Cell = cell });
        Assert.True(answer.IsDone);
        return await Read(cell, answer.Subject);
    }

    /// <summary>An account that may not go below zero and has something on it.</summary>
    public async Task<Account> OpenWith(long amount, long unit = Unit.CivicPoints)
    {
        var (source, account) = (await Open(unit: unit), await Open(Limits.NotBelowZero, unit));
        Assert.Equal(PostOutcome.Done, await Post(Move(source, account, amount)));
        return account;
    }

    public Entry Move(Account from, Account to, long amount) =>
        Entry(new Leg(from.Id, from.Unit, -amount), new Leg(to.Id, to.Unit, amount));

    public Entry Entry(params Leg[] legs) =>
        new()
        {
            Id = NewClientId(),
            Cell = Cell,
            Reason = "test.move",
            EffectiveOn = Now.Day,
            Place = 11,
            Scope = Scope,
            Legs = legs,
        };

    /// <summary>Settles or reverses an entry.</summary>
    public Entry On(Entry target, EntryKind kind, params Leg[] legs) =>
        Entry(legs) with
        {
            Kind = kind,
            Target = target.Id,
        };

    public Task<Answer<PostOutcome>> Answer(Entry entry) =>
        Run(
            new PostEntry
            {
                Id = entry.Id,
                Cell = entry.Cell,
                Entry = entry,
            }
        );

    public async Task<PostOutcome> Post(Entry entry) => (await Answer(entry)).Outcome;

    public async Task<Account> Read(int cell, long id)
    {
        await using var db = Database.NewContext();
        return await db.Accounts.SingleAsync(account => account.Cell == cell && account.Id == id);
    }

    public Task<Account> Read(Account account) => Read(account.Cell, account.Id);

    /// <summary>How many rows the ledger and the audit have: what must not change when nothing is written.</summary>
    public async Task<(int Entries, int Postings, int Holds, int Audit, int Remarks)> Rows()
    {
        await using var db = Database.NewContext();
        return (
            await db.Entries.CountAsync(),
            await db.Postings.CountAsync(),
            await db.Holds.CountAsync(),
            await db.Audit.CountAsync(),
            await db.Remarks.CountAsync()
        );
    }

    /// <summary>Runs one statement on the database itself, past the program.</summary>
    public async Task Execute(string sql)
    {
        await using var db = Database.NewContext();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    public async ValueTask DisposeAsync()
    {
        await Path.DisposeAsync();
        await Database.DisposeAsync();
        if (Directory.Exists(Database.AttachmentsFolder))
            Directory.Delete(Database.AttachmentsFolder, recursive: true);
        await remove();
    }

    private static async Task<House> Migrated(Database database, Func<ValueTask> remove)
    {
        await database.MigrateAsync();
        return new House(database, remove);
    }
}

public enum OpenOutcome
{
    Done,
    NotAllowed,
    IdUsedWithOtherContent,
}

/// <summary>Opens an account, for tests.</summary>
internal sealed record OpenAccount(AccountKey Key, Limits Limits) : Command<OpenOutcome>
{
    public override string Verb => "test.open";

    public override string Capability => "test";

    public override void Needs(World w) => w.Lots(Key.Lots);

    public override Target? Target(World w) => new(House.Scope);

    public override OpenOutcome Decide(World w)
    {
        w.Subject = w.Open(Key, Limits, House.Scope).Id;
        return OpenOutcome.Done;
    }
}
