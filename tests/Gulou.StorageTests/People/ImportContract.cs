using CsCheck;
using Gulou.Kernel.People;
using Gulou.Storage;
using Gulou.Storage.Backups;
using Gulou.Storage.Commands;
using Gulou.Storage.People.Import;
using Gulou.Storage.Sheets;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.People;

/// <summary>Lists of people, from the file to the register.</summary>
public abstract class ImportContract : IAsyncLifetime
{
    private static readonly string[] Kinds = ["good", "name", "digit", "date", "phone", "relation", "twice"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gulou-import-");
    private Registers registers = null!;
    private ImportHouse house = null!;

    public async ValueTask InitializeAsync()
    {
        registers = await NewRegisters();
        var unit = await registers.NewUnit();
        var village = await registers.PlaceNamed("台盘村");
        Assert.Equal(unit.Cell, village.Cell);
        house = new ImportHouse(registers, village, folder.FullName);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await registers.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract Task<Registers> NewRegisters();

    /// <summary>A database of the same kind where nothing is yet.</summary>
    protected abstract Task<Database> NewDatabase(string folder);

    private EnterImported Enter(PeopleImport import, IReadOnlyList<PlannedHousehold> first) =>
        new()
        {
            Id = registers.NewId(),
            Cell = import.Cell,
            ImportId = import.Id,
            First = 0,
            Households = first,
        };

    private ReserveImported Reserve(PeopleImport import, IReadOnlyList<PlannedHousehold> first) =>
        new()
        {
            Id = registers.NewId(),
            Cell = import.Cell,
            ImportId = import.Id,
            First = 0,
            Households = first,
        };

    [Fact]
    public async Task An_awkward_list_is_told_row_by_row()
    {
        var lost = double.Parse(ImportHouse.Number(7), System.Globalization.CultureInfo.InvariantCulture);
        object?[]?[] rows =
        [
            ["台盘村 2026 年 人口花名册"],
            null,
            [
                "户 号",
                "姓  名",
                "与户主\n关系",
                "公民身份号码",
                "性别",
                "出生年月日",
                "民族",
                "联系电话",
                "村民小组",
                "门牌",
            ],
            ["1", "杨 秀 英", "户主", ImportHouse.Number(1), "男", 29342, "苗族", 13800000001d, "一组", "12"], // 4: all well
            [null, "杨小明", "长子", ImportHouse.Number(2, 2005), "女", "2005.5.1", "苗族", null, null, null], // 5: merged down
            ["  "],
            ["2", "龙志强", "户主", lost, "男", "1980年5月1日", "侗族", null, "一组", "13"], // 7: digits lost
            ["2", "龙小妹", "女儿", ImportHouse.Number(4, 2010), null, null, "侗族", null, null, null], // 8: head not stored
            ["3", "吴老二", "户主", ImportHouse.Number(5)[..17] + "X", null, null, null, null, null, null], // 9: check digit
            ["4", "石光明", "户主", null, "男", "80.5.1", null, null, null, null], // 10: two digits
            ["5", "石光亮", "户主", null, "男", "腊月初八", null, null, null, null], // 11: farmers' calendar
            ["6", "潘金花", "户主", null, "女", "１９９０－０５－０１", null, "1380000", null, null], // 12: phone
            ["7", "潘银花", "户主", null, "女", "19900501", null, null, "九组", null], // 13: no such unit
            ["8", "欧阳春", "堂主", null, "女", "1990/5/1", null, null, "一组", null], // 14: relation
            ["户号", "姓名", "与户主关系", "公民身份号码"], // headings again
            ["9", "张三", "户主", ImportHouse.Number(1), null, null, null, null, null, null], // 16: number of row 4
            ["合计", "12 人", null, null, null, "12"],
            ["填表人：李四"],
        ];
        var import = await house.CheckAsync(ListBook.Make(rows, "A1:J1", "A4:A5"));
        Assert.Equal(
            [
                (7, FindingKind.NumberLostDigits),
                (8, FindingKind.HeadNotStored),
                (9, FindingKind.NumberCheckDigit),
                (10, FindingKind.BirthdayAmbiguous),
                (11, FindingKind.BirthdayLunar),
                (12, FindingKind.PhoneUnreadable),
                (13, FindingKind.PlaceUnknown),
                (14, FindingKind.RelationUnknown),
                (16, FindingKind.NumberTwice),
            ],
            house.Faults(import)
        );
        Assert.Equal((11, 2, 9), (import.Rows, import.Fresh, import.Bad));
        Assert.Equal(ApplyImportOutcome.HasBadRows, (await house.Apply(import, ImportMode.AllOrNothing)).Outcome);
        import = await house.StoreAsync(import, ImportMode.GoodRows);
        Assert.Equal((ImportState.Done, 2), (import.State, import.Added));
        await using var db = registers.Database.NewContext();
        var household = await db.Households.SingleAsync(Cancel);
        Assert.Equal(("杨秀英", 2, "12"), (household.HeadName, household.Members, household.Door));
        Assert.Equal((await registers.PlaceNamed("一组")).Key, household.Scope);
        var head = await db.People.SingleAsync(p => p.Relation == Relation.Head, Cancel);
        Assert.Equal((new DateOnly(1980, 5, 1), true, "苗族"), (head.Birthday, head.IsMale, head.Ethnicity));
        Assert.NotNull(head.PhoneHash);
        Assert.True((await Verification.Verify(registers.Database, cancellation: Cancel)).IsClean);
    }

    [Fact]
    public async Task Nobody_is_doubled_or_overwritten()
    {
        object?[]?[] first =
        [
            ImportHouse.Head,
            ["1", "杨秀英", "户主", ImportHouse.Number(1), null, null, "苗族", null, "一组", "12"],
            ["1", "杨小明", "子", null, "男", "2005-05-01", null, null, null, null],
            ["2", "龙志强", "户主", null, "男", "1975-01-02", null, null, "一组", "13"],
        ];
        var import = await house.CheckAsync(ListBook.Make(first));
        await house.StoreAsync(import, ImportMode.AllOrNothing);
        var before = await house.Counts();
        Assert.Equal((3, 2, 3, 1), before);

        // The same again, in two ways; then people who look alike.
        import = await house.CheckAsync(ListBook.Make(first));
        Assert.Equal((0, 3, 0, 0), (import.Fresh, import.Same, import.Bad, import.Households));
        Assert.Equal(ApplyImportOutcome.NothingToStore, (await house.Apply(import, ImportMode.AllOrNothing)).Outcome);
        object?[]?[] second =
        [
            ImportHouse.Head,
            ["1", "杨秀英", "户主", ImportHouse.Number(1), null, null, "侗族", "13800000001", "一组", "12"],
            ["1", "杨小明", "子", null, "男", "2006-05-01", null, null, null, null], // 3: another birthday
            ["3", "杨小明", "户主", null, null, null, null, null, null, null], // 4: no telling
            ["4", "张三", "户主", ImportHouse.Number(1), null, null, null, null, null, null], // 5: twice, and another's
        ];
        import = await house.CheckAsync(ListBook.Make(second));
        Assert.Equal(
            [(3, FindingKind.SimilarInHousehold), (4, FindingKind.SimilarInVillage), (5, FindingKind.NumberTwice)],
            house.Faults(import)
        );
        Assert.Equal((0, 1), (import.Fresh, import.Differing));

        // Only on request are details put right.
        import = await house.CheckAsync(ListBook.Make(second), update: true);
        await house.StoreAsync(import, ImportMode.GoodRows);
        var after = await house.Counts();
        Assert.Equal(before with { Events = before.Events + 1 }, after);
        await using var db = registers.Database.NewContext();
        Assert.Equal("侗族", (await db.People.SingleAsync(p => p.Name == "杨秀英", Cancel)).Ethnicity);
    }

    [Fact]
    public async Task Someone_registered_elsewhere_is_an_offer_of_the_move()
    {
        object?[]?[] rows = [ImportHouse.Head, ["1", "杨秀英", "户主", ImportHouse.Number(1)]];
        await house.StoreAsync(await house.CheckAsync(ListBook.Make(rows)), ImportMode.AllOrNothing);
        var other = await registers.PlaceNamed("南宫村");
        var import = await house.CheckAsync(ListBook.Make(rows), at: other);
        var finding = Assert.Single(house.Files.Findings(import.Id));
        Assert.Equal((2, FindingKind.RegisteredElsewhere, "台盘村"), (finding.Row, finding.Kind, finding.Arg));
        Assert.Equal((1, 1, 1, 1), await house.Counts());
    }

    [Fact]
    public async Task What_is_taken_out_and_brought_in_again_changes_nothing()
    {
        object?[]?[] rows =
        [
            ImportHouse.Head,
            ["1", "杨秀英", "户主", ImportHouse.Number(1), null, null, "苗族", "13800000001", "一组", "12"],
            ["1", "杨小明", "子", null, "男", "2005-05-01", null, null, null, null],
            ["", "龙志强", "户主", null, "男", null, null, null, null, null],
        ];
        await house.StoreAsync(await house.CheckAsync(ListBook.Make(rows)), ImportMode.AllOrNothing);
        using var book = new MemoryStream();
        var tools = registers.Tools;
        await new PeopleExport(
            registers.Database,
            tools.Access,
            tools.Vault,
            tools.Definitions.Get<ListWords>()
        ).WriteAsync(Gulou.Kernel.Posts.Actor.System, registers.Today, house.Place, inFull: true, "名单", book, Cancel);
        book.Position = 0;
        var import = await house.CheckAsync(book, update: true);
        Assert.Empty(house.Faults(import));
        Assert.Equal((3, 3, 0), (import.Rows, import.Same, import.Households));
    }

    [Fact]
    public async Task A_list_cut_off_between_its_parts_is_finished_by_the_next_process()
    {
        object?[]?[] rows =
        [
            ImportHouse.Head,
            .. Enumerable.Range(1, 130).Select(i => (object?[])[$"{i}", "龙志强", "户主", ImportHouse.Number(i)]),
        ];
        var import = await house.CheckAsync(ListBook.Make(rows));
        await house.Apply(import, ImportMode.GoodRows);
        var part = house.Files.Plan(import.Id).Take(50).ToList();
        await registers.Make(Enter(import, part));
        Assert.Equal(50, (await house.Counts()).People);
        Assert.Equal(EnterImportedOutcome.NotItsTurn, (await registers.Run(Enter(import, part))).Outcome);
        await house.Run.WorkAsync(import.Cell, import.Id, Cancel);
        Assert.Equal((130, 130, 130, 130), await house.Counts());
        Assert.Equal(ImportState.Done, (await house.Run.FindAsync(import.Cell, import.Id, Cancel))!.State);
    }

    /// <summary>
    /// A backup has no lists. Were it taken while one is being stored, the restored database must not show it under way
    /// for ever, nor keep numbers for people who never come.
    /// </summary>
    [Theory]
    [InlineData(ImportMode.AllOrNothing, 0)]
    [InlineData(ImportMode.AllOrNothing, 70)]
    [InlineData(ImportMode.GoodRows, 70)]
    public async Task In_a_restored_database_a_list_is_broken_off_and_keeps_no_number(ImportMode mode, int entered)
    {
        object?[]?[] rows =
        [
            ImportHouse.Head,
            .. Enumerable.Range(1, 120).Select(i => (object?[])[$"{i}", "龙志强", "户主", ImportHouse.Number(i)]),
        ];
        var import = await house.CheckAsync(ListBook.Make(rows));
        await house.Apply(import, mode);
        var plan = house.Files.Plan(import.Id).ToList();
        if (mode == ImportMode.AllOrNothing)
            await registers.Make(Reserve(import, entered == 0 ? plan[..50] : plan));
        if (entered > 0)
            await registers.Make(Enter(import, plan[..entered]));
        var brought = await house.CheckAsync(ListBook.Make(rows[..2]));
        var backup = Path.Combine(folder.FullName, "backup");
        await Backup.TakeAsync(registers.Database, backup, registers.Clock, cancellation: Cancel);

        await using var restored = await NewDatabase(Path.Combine(folder.FullName, "restored"));
        await Restore.RunAsync(backup, restored, cancellation: Cancel);
        await using var commands = new CommandPath(restored, registers.Tools);
        var files = ImportFiles.Of(restored, registers.Vault);
        var run = new ImportRun(restored, commands, registers.Tools, files);
        await run.BreakOffAfterRestoreAsync(Cancel);
        foreach (var id in (long[])[import.Id, brought.Id])
        {
            var broken = (await run.FindAsync(import.Cell, id, Cancel))!;
            Assert.Equal((ImportState.BrokenOff, id == import.Id ? entered : 0), (broken.State, broken.Added));
            Assert.NotNull(broken.EndedAt);
        }
        await using var db = restored.NewContext();
        Assert.Equal((entered, entered), (await db.People.CountAsync(Cancel), await db.Identities.CountAsync(Cancel)));
        Assert.True((await Verification.Verify(restored, cancellation: Cancel)).IsClean);
        Assert.Null(files.RestoreMark.TakenAt);
        // One that is brought afterwards is nobody's business.
        Assert.Equal(ImportState.Checked, (await house.Run.FindAsync(brought.Cell, brought.Id, Cancel))!.State);
        await run.BreakOffAfterRestoreAsync(Cancel);
    }

    [Fact]
    public async Task All_or_nothing_gives_back_what_it_reserved_when_someone_was_faster()
    {
        object?[]?[] rows =
        [
            ImportHouse.Head,
            .. Enumerable.Range(1, 120).Select(i => (object?[])[$"{i}", "龙志强", "户主", ImportHouse.Number(i)]),
        ];
        var import = await house.CheckAsync(ListBook.Make(rows));
        await house.Apply(import, ImportMode.AllOrNothing);
        object?[]?[] faster = [ImportHouse.Head, ["1", "龙志强", "户主", ImportHouse.Number(110)]];
        await house.StoreAsync(await house.CheckAsync(ListBook.Make(faster)), ImportMode.GoodRows);
        await house.Run.WorkAsync(import.Cell, import.Id, Cancel);
        Assert.Equal(ImportState.Withdrawn, (await house.Run.FindAsync(import.Cell, import.Id, Cancel))!.State);
        Assert.Equal((1, 1, 1, 1), await house.Counts());
    }

    [Fact]
    public async Task Someone_registered_while_the_good_rows_are_stored_is_left_out_by_row()
    {
        object?[]?[] rows =
        [
            ImportHouse.Head,
            ["1", "杨秀英", "户主", ImportHouse.Number(1)],
            ["2", "龙志强", "户主", ImportHouse.Number(2)],
            ["2", "龙小妹", "女", null, null, "2010-01-01"],
        ];
        var import = await house.CheckAsync(ListBook.Make(rows));
        object?[]?[] faster = [ImportHouse.Head, ["9", "龙志强", "户主", ImportHouse.Number(2)]];
        await house.StoreAsync(await house.CheckAsync(ListBook.Make(faster)), ImportMode.GoodRows);
        import = await house.StoreAsync(import, ImportMode.GoodRows);
        Assert.Equal(("3,4", 1), (import.Late, import.Added));
        Assert.Equal(["杨秀英", "龙志强"], await house.Names());
    }

    [Fact]
    public void Any_mix_of_rows_stores_the_good_ones_or_none()
    {
        var year = 1900;
        Gen.Int[0, Kinds.Length - 1]
            .Array[1, 12]
            .Sample(
                picks =>
                {
                    year = 1900 + ((year - 1899) % 120);
                    Assert.True(MixAsync([.. picks.Select(i => Kinds[i])], year).GetAwaiter().GetResult());
                },
                iter: 12,
                threads: 1
            );
    }

    /// <summary>Households of one row each.</summary>
    private async Task<bool> MixAsync(string[] kinds, int year)
    {
        var rows = new List<object?[]?> { ImportHouse.Head };
        var good = new List<int>();
        for (var i = 0; i < kinds.Length; i++)
        {
            var kind = kinds[i] == "twice" && good.Count == 0 ? "good" : kinds[i];
            var number = ImportHouse.Number(kind == "twice" ? good[0] : i, year);
            if (kind == "good")
                good.Add(i);
            rows.Add([
                $"{year}-{i}",
                kind == "name" ? "杨*英" : "杨秀英",
                kind == "relation" ? "" : "户主",
                kind == "digit" ? number[..17] + (number[17] == '1' ? '2' : '1') : number,
                null,
                kind == "date" ? "1880.13.1" : null,
                null,
                kind == "phone" ? "1" : null,
            ]);
        }
        var before = (await house.Counts()).People;
        var import = await house.CheckAsync(ListBook.Make(rows));
        Assert.Equal((good.Count, kinds.Length - good.Count), (import.Fresh, import.Bad));
        if (import.Bad > 0)
            Assert.Equal(ApplyImportOutcome.HasBadRows, (await house.Apply(import, ImportMode.AllOrNothing)).Outcome);
        Assert.Equal(before, (await house.Counts()).People);
        if (good.Count > 0)
            await house.StoreAsync(import, import.Bad > 0 ? ImportMode.GoodRows : ImportMode.AllOrNothing);
        return (await house.Counts()).People == before + good.Count;
    }
}

public sealed class SqliteImportTests : ImportContract
{
    protected override Task<Registers> NewRegisters() => Registers.OnSqlite();

    protected override Task<Database> NewDatabase(string folder) =>
        Task.FromResult(Database.Open(Path.Combine(folder, "gulou.db"), App.Model.Parts));
}

public sealed class PostgresImportTests(PostgresServer server) : ImportContract
{
    protected override Task<Registers> NewRegisters() => Registers.OnPostgres(server);

    protected override async Task<Database> NewDatabase(string folder) =>
        Database.Open(await server.NewDatabase(durable: false), App.Model.Parts, Path.Combine(folder, "gulou.files"));
}
