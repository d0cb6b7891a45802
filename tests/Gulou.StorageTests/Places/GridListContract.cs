using Gulou.Kernel.Places;
using Gulou.Storage;
using Gulou.Storage.Places;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.Places;

/// <summary>A county's list of grids on the map: set up, renamed, recoded, taken in, ended.</summary>
public abstract class GridListContract : IAsyncLifetime
{
    private const string Code = "522630202200";
    private const string Document = "台盘村发〔2026〕3号";

    private VillageLife life = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Registers House => life.House;

    public async ValueTask InitializeAsync() => life = await new VillageLife(await NewHouse()).StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (life is not null)
            await House.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<Registers> NewHouse();

    [Fact]
    public async Task A_list_sets_up_renames_and_asks_and_twice_is_once()
    {
        await House.AddGrid(life.Village, "下寨", PlaceKind.Hamlet);
        var list = List("001,上寨大网格,hamlet", "003,市场,dedicated", "00102,二组,");
        Assert.Equal([2, 1, 0, 2, 0], (await Import(list)).Args);
        await using var db = House.Database.NewContext();
        var market = await db.Grids.SingleAsync(g => g.Name == "市场", Cancel);
        Assert.Equal(
            (PlaceKind.Dedicated, life.Village.Key, House.Today),
            (market.Kind, market.Key.Parent, market.From)
        );
        Assert.Equal($"{Code}003", (await House.Places.CodesAsync(market.Cell, market.Id, Cancel))[0].Code);
        Assert.Equal([0, 0, 0, 2, 0], (await Import(list)).Args);
        var reader = new OpenQuestions(House.Database);
        var open = await reader.ListAsync([life.Village.Key.Range], false, 0, 9, Cancel);
        Assert.Equal(["一组", "下寨"], open.Select(q => q.PlaceName).Order(StringComparer.Ordinal));

        // Answered on the page: the unit was taken in by the new one, the hamlet is no more.
        await Answer(open.Single(q => q.PlaceName == "一组"), DivisionReply.Merged, $"{Code}00102");
        await Answer(open.Single(q => q.PlaceName == "下寨"), DivisionReply.Abolished);
        var import = (await reader.ImportsAsync(Cancel)).Single(i => i.Scheme == CodeScheme.Grid);
        var kept = (await reader.AnsweredAsync(import.Id, Cancel))!.Value;
        Assert.Equal([0, 0, 0, 0, 2], (await Import(kept.Table, kept.Answers)).Args);
        var unit = await db.Grids.SingleAsync(g => g.Name == "二组", Cancel);
        var home = await db.Households.SingleAsync(h => h.Id == life.Home, Cancel);
        Assert.Equal((unit.Id, unit.Key), (home.PlaceId, home.Scope));
        Assert.Equal(2, await db.Grids.CountAsync(g => g.To == House.Today, Cancel));
        await life.MustBeSoundAsync();
        Assert.Empty((await House.Places.CompareAsync(list, CodeScheme.Grid, cancellation: Cancel)).Changes);
    }

    [Fact]
    public async Task A_grid_is_recoded_by_an_answer_and_keeps_its_people()
    {
        var list = List("009,上寨,hamlet", "00901,一组,");
        var diff = await House.Places.CompareAsync(list, CodeScheme.Grid, cancellation: Cancel);
        var question = Assert.Single(diff.Open, change => change.IsQuestion && change.Known!.Key.Depth == 6);
        var answer = new DivisionAnswer(question.Question, DivisionReply.Same, null, Document);
        await Import(list, [answer]);
        var second = await House.Places.CompareAsync(list, CodeScheme.Grid, cancellation: Cancel);
        var unit = Assert.Single(second.Changes);
        await Import(list, [new DivisionAnswer(unit.Question, DivisionReply.Same, null, Document)]);
        Assert.Empty((await House.Places.CompareAsync(list, CodeScheme.Grid, cancellation: Cancel)).Changes);
        Assert.Equal($"{Code}00901", (await House.Places.CodesAsync(life.Unit.Cell, life.Unit.Id, Cancel))[0].Code);
        // Units that a list leaves out follow their grid.
        var third = List("008,上寨,hamlet");
        var grid = Assert.Single(
            (await House.Places.CompareAsync(third, CodeScheme.Grid, cancellation: Cancel)).Changes
        );
        await Import(third, [new DivisionAnswer(grid.Question, DivisionReply.Same, null, Document)]);
        Assert.Equal($"{Code}00801", (await House.Places.CodesAsync(life.Unit.Cell, life.Unit.Id, Cancel))[0].Code);
        await using var db = House.Database.NewContext();
        Assert.Equal(life.Unit.Key, (await db.Households.SingleAsync(h => h.Id == life.Home, Cancel)).Scope);
    }

    [Fact]
    public async Task Where_people_live_nothing_ends_and_no_grid_becomes_dedicated()
    {
        var dedicated = await Import(List("001,上寨,dedicated"));
        Assert.Equal(ImportDivisionsOutcome.StillHasHouseholds, dedicated.Outcome);
        var list = List("001,上寨,hamlet", "00102,二组,");
        var question = Assert.Single(
            (await House.Places.CompareAsync(list, CodeScheme.Grid, cancellation: Cancel)).Open
        );
        var abolished = new DivisionAnswer(question.Question, DivisionReply.Abolished, null, Document);
        Assert.Equal(ImportDivisionsOutcome.StillHasHouseholds, (await Import(list, [abolished])).Outcome);
        var market = await House.AddGrid(life.Village, "市场", PlaceKind.Dedicated);
        Assert.Equal(2, market.Key.Number);
        Assert.Equal(ImportDivisionsOutcome.UnderDedicated, (await Import(List("00201,摊位,"))).Outcome);
        var future = DivisionTable.ReadGrids(new StringReader($"code,name\n{Code}005,新寨"), House.Today.AddDays(1));
        Assert.Equal(ImportDivisionsOutcome.DateInFuture, (await Import(future)).Outcome);
    }

    [Fact]
    public async Task A_list_of_what_stands_changes_nothing_when_it_comes_back()
    {
        var town = life.Village.Key.Parent;
        await House.AddGrid(await House.PlaceNamed("阳芳村"), "中寨", PlaceKind.Hamlet);
        var text = new StringWriter();
        (await House.Places.GridListAsync(town, House.Today, Cancel)).Write(text);
        Assert.Equal(4, text.ToString().TrimEnd().Split('\n').Length);
        var again = DivisionTable.ReadGrids(new StringReader(text.ToString()), House.Today);
        Assert.Empty((await House.Places.CompareAsync(again, CodeScheme.Grid, cancellation: Cancel)).Changes);
        // Another village's list leaves this one's questions alone.
        await Import(List("001,上寨,hamlet", "00102,二组,"));
        var next = again.Rows.Single(row => row.Name == "中寨").Code;
        var other = $"code,name\n{next},中寨\n{next[..12]}002,后寨";
        await Import(DivisionTable.ReadGrids(new StringReader(other), House.Today));
        var open = await new OpenQuestions(House.Database).CountAsync([town.Range], Cancel);
        Assert.Equal((1, 0), open);
    }

    private Task<long> Answer(DivisionQuestion question, DivisionReply reply, string other = "") =>
        House.Make(
            new AnswerDivisions
            {
                Id = House.NewId(),
                Cell = question.Cell,
                Questions = [new QuestionRef(question.Cell, question.Id)],
                Reply = reply,
                Other = other,
                Document = Document,
            }
        );

    private Task<Gulou.Storage.Commands.Answer<ImportDivisionsOutcome>> Import(
        DivisionTable list,
        IReadOnlyList<DivisionAnswer>? answers = null
    ) =>
        House.Run(
            new ImportDivisions
            {
                Id = House.NewId(),
                Cell = 0,
                Table = list,
                Scheme = CodeScheme.Grid,
                Answers = answers ?? [],
            }
        );

    private DivisionTable List(params string[] rows) =>
        DivisionTable.ReadGrids(
            new StringReader("code,name,kind\n" + string.Join('\n', rows.Select(row => Code + row))),
            House.Today
        );
}

public sealed class SqliteGridListTests : GridListContract
{
    protected override Task<Registers> NewHouse() => Registers.OnSqlite();
}

public sealed class PostgresGridListTests(PostgresServer server) : GridListContract
{
    protected override Task<Registers> NewHouse() => Registers.OnPostgres(server);
}
