using Gulou.App;
using Gulou.Areas.Governance;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Cases;
using Gulou.Storage.Commands;
using Gulou.Storage.Definitions;
using Gulou.Storage.Keys;
using Gulou.Storage.People;
using Gulou.Storage.Places;
using Gulou.Storage.Posts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gulou.StorageTests;

/// <summary>A migrated database with the shipped definitions and the registers' readers.</summary>
public sealed class Registers : IAsyncDisposable
{
    private static readonly string Shipped = AppContext.BaseDirectory;

    private readonly Func<ValueTask> remove;

    private Registers(Database database, Vault vault, Func<ValueTask> remove)
    {
        Database = database;
        this.remove = remove;
        var known = KernelCapabilities.All.Concat(GovernanceArea.Capabilities).ToHashSet();
        var definitions = DefinitionSet.Load(Path.Combine(Shipped, "definitions"), known);
        GovernanceArea.Load(definitions);
        CaseCatalog.Load(definitions, new Effects(GovernanceArea.Effects));
        using var pinyin = File.OpenText(Path.Combine(Shipped, "data", "pinyin-initials.txt"));
        Access = new Access(definitions.Posts);
        var ids = new Ids(TimeProvider.System, 1);
        Tools = new Tools(ids, vault, definitions, Access, Pinyin.Load(pinyin), Clock)
        {
            MapFollowers = Tower.MapFollowers,
        };
        Commands = new CommandPath(database, Tools);
        Places = new PlaceReader(database);
        Households = new HouseholdReader(database, Access, Vault);
        Actors = new ActorReader(database, Vault);
    }

    public Database Database { get; }
    public Tools Tools { get; }
    public CommandPath Commands { get; }
    public Access Access { get; }
    public Vault Vault => Tools.Vault;
    public PlaceReader Places { get; }
    public HouseholdReader Households { get; }
    public ActorReader Actors { get; }
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
    public DateOnly Today => Instant.Now(Clock).Day;

    public static async Task<Registers> OnSqlite(Vault? vault = null)
    {
        var folder = Directory.CreateTempSubdirectory("gulou-registers-");
        var database = Database.Open(Path.Combine(folder.FullName, "gulou.db"), Model.Parts);
        return await Migrated(
            database,
            () =>
            {
                folder.Delete(recursive: true);
                return ValueTask.CompletedTask;
            },
            vault
        );
    }

    public static async Task<Registers> OnPostgres(PostgresServer server, Vault? vault = null) =>
        await Migrated(
            Database.Open(await server.NewDatabase(durable: false), Model.Parts),
            () => ValueTask.CompletedTask,
            vault
        );

    /// <summary>On a database that someone else made, brought up to date.</summary>
    public static Task<Registers> On(Database database, Vault vault) =>
        Migrated(database, () => ValueTask.CompletedTask, vault);

    public static DivisionTable Divisions(int year)
    {
        using var text = File.OpenText(Path.Combine(Shipped, "data", "divisions", $"qiandongnan-{year}.csv"));
        return DivisionTable.Read(text, year);
    }

    public ClientId NewId() => ClientId.New(Clock);

    public long NewSessionId() => Tools.Ids.Next();

    /// <summary>A second path to the same database, as of another process.</summary>
    public CommandPath AnotherPath() => new(Database, Tools);

    public Task<Answer<TOutcome>> Run<TOutcome>(Command<TOutcome> command, Actor? actor = null)
        where TOutcome : struct, Enum => Commands.RunAsync(actor ?? Actor.System, command);

    /// <summary>Runs what must succeed; the record it made.</summary>
    public async Task<long> Make<TOutcome>(Command<TOutcome> command, Actor? actor = null)
        where TOutcome : struct, Enum
    {
        var answer = await Run(command, actor);
        Assert.True(answer.IsDone, $"{command.Verb}: {answer.Outcome}");
        return answer.Subject;
    }

    public Task<Answer<ImportDivisionsOutcome>> Import(int year) => Import(Divisions(year));

    public Task<Answer<ImportDivisionsOutcome>> Import(DivisionTable table) =>
        Run(
            new ImportDivisions
            {
                Id = NewId(),
                Cell = 0,
                Table = table,
            }
        );

    public async Task<Place> PlaceNamed(string name)
    {
        await using var db = Database.NewContext();
        return await db.Places.SingleAsync(p => p.ShortName == name);
    }

    public async Task<Place> NewUnit()
    {
        await Import(2023);
        var hamlet = await AddGrid(await PlaceNamed("台盘村"), "上寨", PlaceKind.Hamlet);
        return await AddGrid(hamlet, "一组", PlaceKind.Plain);
    }

    public async Task<Place> AddGrid(Place parent, string name, PlaceKind kind)
    {
        await Make(Grid(parent, name, kind));
        return await PlaceNamed(name);
    }

    public AddGrid Grid(Place parent, string name, PlaceKind kind) =>
        new()
        {
            Id = NewId(),
            Cell = parent.Cell,
            ParentId = parent.Id,
            Name = name,
            Kind = kind,
        };

    public Task<long> Staff(Place place) =>
        Make(
            new RegisterStaff
            {
                Id = NewId(),
                Cell = place.Cell,
                PlaceId = place.Id,
                Name = "龙志强",
            }
        );

    public Task<long> Appoint(Place place, int personCell, long person, string post) =>
        Make(
            new Appoint
            {
                Id = NewId(),
                Cell = place.Cell,
                PlaceId = place.Id,
                PersonCell = personCell,
                PersonId = person,
                Post = post,
                From = Today,
            }
        );

    public async ValueTask DisposeAsync()
    {
        await Commands.DisposeAsync();
        await Database.DisposeAsync();
        await remove();
    }

    private static async Task<Registers> Migrated(Database database, Func<ValueTask> remove, Vault? vault)
    {
        await database.MigrateAsync();
        return new Registers(database, vault ?? new Vault(new byte[32]), remove);
    }
}
