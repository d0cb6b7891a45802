using Gulou.App;
using Gulou.Areas.Governance;
using Gulou.Kernel.Cases;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Cases;
using Gulou.Storage.Commands;
using Gulou.Storage.Definitions;
using Gulou.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.Cases;

/// <summary>A village with its officials, and a desk with one more flow than the program ships.</summary>
internal sealed class CaseDesk : IAsyncDisposable
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "definitions");
    public static readonly string Repair = File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "Cases", "repair.yaml")
    );

    private readonly Registers registers;
    private readonly List<string> folders = [];

    private CaseDesk(Registers registers)
    {
        this.registers = registers;
        Tools = With(("4-governance/repair.yaml", Repair));
        Commands = new CommandPath(registers.Database, Tools);
    }

    public Tools Tools { get; }
    public CommandPath Commands { get; }
    public Database Database => registers.Database;
    public Place Unit { get; private set; } = null!;
    public int Cell => Unit.Cell;

    /// <summary>A villager, head of a household.</summary>
    public Actor Filer { get; private set; } = null!;

    /// <summary>Another villager of the same village.</summary>
    public Actor Neighbour { get; private set; } = null!;

    public Actor Secretary { get; private set; } = null!;
    public Actor Head { get; private set; } = null!;
    public Actor Clerk { get; private set; } = null!;
    public IReadOnlyList<Actor> Panel { get; private set; } = [];

    public Instant Now => Instant.Now(registers.Clock);
    public CaseReader Cases => new(Database, Tools);
    public WorklistReader Worklist => new(Database);

    public static async Task<CaseDesk> In(Registers registers)
    {
        var desk = new CaseDesk(registers);
        desk.Unit = await registers.NewUnit();
        await desk.Settle();
        return desk;
    }

    /// <summary>The shipped definitions with some files more or instead, as a county would change them.</summary>
    public Tools With(params (string Path, string Text)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("gulou-flows-").FullName;
        folders.Add(folder);
        foreach (var file in Directory.EnumerateFiles(Shipped, "*.yaml", SearchOption.AllDirectories))
            Write(folder, Path.GetRelativePath(Shipped, file), File.ReadAllText(file));
        foreach (var (path, text) in files)
            Write(folder, path, text);
        var known = KernelCapabilities.All.Concat(GovernanceArea.Capabilities).ToHashSet();
        var definitions = DefinitionSet.Load(folder, known);
        CaseCatalog.Load(definitions, new Effects([.. GovernanceArea.Effects, new MindEffect()]));
        return registers.Tools with { Definitions = definitions, Access = new Access(definitions.Posts) };
    }

    public CommandPath PathWith(Tools tools) => new(Database, tools);

    public CaseClock Clock(CommandPath? path = null) => new(Database, path ?? Commands, registers.Clock);

    public void Pass(TimeSpan time) => registers.Clock.Advance(time);

    public Task<Answer<TOutcome>> Run<TOutcome>(Actor actor, Command<TOutcome> command)
        where TOutcome : struct, Enum => Commands.RunAsync(actor, command);

    public ClientId NewId() => registers.NewId();

    public FileCase Filing(string what = "井绳断了", long yuan = 200) =>
        new()
        {
            Id = NewId(),
            Cell = Cell,
            Type = "repair",
            HouseholdId = Filer.HouseholdId,
            Values = new FormValues([
                new("what", new TextValue(what)),
                new("cost", new MoneyValue(yuan * 100)),
                new("phone", new TextValue("13900001234")),
            ]),
        };

    public async Task<long> Filed(string what = "井绳断了", long yuan = 200)
    {
        var answer = await Run(Filer, Filing(what, yuan));
        Assert.Equal(CaseOutcome.Done, answer.Outcome);
        return answer.Subject;
    }

    public async Task<CaseOutcome> Take(Actor actor, long id, string step, string answer, string comment = "") =>
        (
            await Run(
                actor,
                new TakeStep
                {
                    Id = NewId(),
                    Cell = Cell,
                    CaseId = id,
                    Step = step,
                    Answer = answer,
                    Comment = comment,
                }
            )
        ).Outcome;

    public async Task<CaseRecord> Case(long id)
    {
        await using var db = Database.NewContext();
        return await db.Set<CaseRecord>().SingleAsync(c => c.Id == id);
    }

    public async Task<List<CaseDeed>> Deeds(long id)
    {
        await using var db = Database.NewContext();
        return await db.Set<CaseLogLine>()
            .Where(l => l.CaseId == id)
            .OrderBy(l => l.Seq)
            .Select(l => l.Deed)
            .ToListAsync();
    }

    public async Task<IReadOnlyList<WorkItem>> ListOf(Actor actor) =>
        await Worklist.PageAsync(await Cases.ActorAsync(actor), new WorklistFilter(), WorklistPlace.Start, 20);

    public async Task<IReadOnlyList<VerifyFault>> Faults() => (await Verification.Verify(Database)).Faults;

    public async Task Execute(string sql)
    {
        await using var db = Database.NewContext();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    /// <summary>The code by which a place's own flows are named.</summary>
    public async Task<string> CodeOf(PlaceLevel level)
    {
        await using var db = Database.NewContext();
        var key = Unit.Key.At(level);
        var place = await db.Places.SingleAsync(p => p.Key == key && p.To == null);
        return (
            await db.PlaceCodes.SingleAsync(c =>
                c.PlaceId == place.Id && c.To == null && c.Scheme == CodeScheme.Statistics
            )
        ).Code;
    }

    public async ValueTask DisposeAsync()
    {
        await Commands.DisposeAsync();
        await registers.DisposeAsync();
        foreach (var folder in folders)
            Directory.Delete(folder, recursive: true);
    }

    private async Task Settle()
    {
        var village = await registers.PlaceNamed("台盘村");
        await registers.Make(
            new RegisterHouseholds
            {
                Id = NewId(),
                Cell = Cell,
                PlaceId = Unit.Id,
                Households = [Household("杨秀英"), Household("吴老岩")],
            }
        );
        await using var db = Database.NewContext();
        var heads = await db.People.Where(p => p.HouseholdId != null).OrderBy(p => p.Name).ToListAsync();
        Filer = await ActorOf(heads.Single(p => p.Name == "杨秀英").Id);
        Neighbour = await ActorOf(heads.Single(p => p.Name == "吴老岩").Id);
        var keys = new[] { village.Key.Parent, Unit.Key.Parent };
        var township = await db.Places.SingleAsync(p => p.Key == keys[0] && p.To == null);
        var hamlet = await db.Places.SingleAsync(p => p.Key == keys[1] && p.To == null);
        Secretary = await InOffice(village, "village-secretary");
        Head = await InOffice(hamlet, "hamlet-head");
        Clerk = await InOffice(township, "township-clerk");
        Panel =
        [
            await InOffice(village, "panel-member"),
            await InOffice(village, "panel-member"),
            await InOffice(village, "panel-member"),
        ];

        NewHousehold Household(string name) =>
            new() { PlaceId = Unit.Id, Members = [new NewMember { Name = name, Relation = Relation.Head }] };
    }

    private async Task<Actor> InOffice(Place place, string post)
    {
        var person = await registers.Staff(place);
        await registers.Appoint(place, Cell, person, post);
        return await ActorOf(person);
    }

    private async Task<Actor> ActorOf(long person) =>
        (await registers.Actors.ActorAsync(Cell, person))?.Actor ?? throw new InvalidOperationException("nobody");

    private static void Write(string folder, string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
