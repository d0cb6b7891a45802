using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.People.Import;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.People;

/// <summary>What the verbs of an import refuse, in the order of precedence.</summary>
public sealed class ImportRefusalsTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gulou-import-");
    private Registers registers = null!;
    private ImportHouse house = null!;

    public async ValueTask InitializeAsync()
    {
        registers = await Registers.OnSqlite();
        await registers.NewUnit();
        house = new ImportHouse(registers, await registers.PlaceNamed("台盘村"), folder.FullName);
    }

    public async ValueTask DisposeAsync()
    {
        await registers.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Starting()
    {
        var start = Start(house.Place);
        Assert.Equal(StartImportOutcome.NotAllowed, (await registers.Run(start, Actor.Nobody)).Outcome);
        await registers.Make(start);
        Assert.Equal(
            StartImportOutcome.IdUsedWithOtherContent,
            (await registers.Run(start with { FileName = "b" })).Outcome
        );
        var prefecture = await registers.PlaceNamed("黔东南苗族侗族自治州");
        Assert.Equal(StartImportOutcome.PlaceTooHigh, (await registers.Run(Start(prefecture))).Outcome);
        var unit = await registers.PlaceNamed("一组");
        await using var db = registers.Database.NewContext();
        await db
            .Grids.Where(g => g.Id == unit.Id)
            .ExecuteUpdateAsync(g => g.SetProperty(p => p.To, registers.Today), TestContext.Current.CancellationToken);
        Assert.Equal(StartImportOutcome.PlaceGone, (await registers.Run(Start(unit))).Outcome);
    }

    [Fact]
    public async Task Checking_storing_and_giving_up()
    {
        object?[]?[] rows = [ImportHouse.Head, ["1", "杨秀英", "户主", ImportHouse.Number(1)], ["2", "杨*英", "户主"]];
        var import = await house.CheckAsync(ListBook.Make(rows));
        var check = new CheckImport
        {
            Id = registers.NewId(),
            Cell = import.Cell,
            ImportId = import.Id,
            Columns = "Name=1",
            Headings = 1,
            UpdateDetails = false,
        };
        Assert.Equal(CheckImportOutcome.NotAllowed, (await registers.Run(check, Actor.Nobody)).Outcome);
        Assert.Equal(CheckImportOutcome.ColumnsMissing, (await registers.Run(check)).Outcome);
        Assert.Equal(ApplyImportOutcome.HasBadRows, (await house.Apply(import, ImportMode.AllOrNothing)).Outcome);
        import = await house.StoreAsync(import, ImportMode.GoodRows);
        Assert.Equal(CheckImportOutcome.TooLate, (await registers.Run(check)).Outcome);
        Assert.Equal(ApplyImportOutcome.NotChecked, (await house.Apply(import, ImportMode.GoodRows)).Outcome);
        Assert.Equal(DropImportOutcome.TooLate, (await registers.Run(Drop(import))).Outcome);

        import = await house.CheckAsync(ListBook.Make(rows));
        Assert.Equal(ApplyImportOutcome.NothingToStore, (await house.Apply(import, ImportMode.GoodRows)).Outcome);
        Assert.Equal(DropImportOutcome.NotAllowed, (await registers.Run(Drop(import), Actor.Nobody)).Outcome);
        await registers.Make(Drop(import));
        var note = new NoteCheck
        {
            Id = registers.NewId(),
            Cell = import.Cell,
            ImportId = import.Id,
            Result = new CheckResult(),
        };
        Assert.Equal(NoteCheckOutcome.NotBeingChecked, (await registers.Run(note)).Outcome);
    }

    [Fact]
    public async Task Taking_out()
    {
        var export = new ExportPeople
        {
            Id = registers.NewId(),
            Cell = house.Place.Cell,
            PlaceId = house.Place.Id,
            InFull = true,
            Reason = "",
        };
        Assert.Equal(ExportPeopleOutcome.NotAllowed, (await registers.Run(export, Actor.Nobody)).Outcome);
        Assert.Equal(ExportPeopleOutcome.ReasonMissing, (await registers.Run(export)).Outcome);
        Assert.Equal(ExportPeopleOutcome.Done, (await registers.Run(export with { Reason = "核对名单" })).Outcome);
    }

    private StartImport Start(Place place) =>
        new()
        {
            Id = registers.NewId(),
            Cell = place.Cell,
            PlaceId = place.Id,
            ImportId = registers.Tools.Ids.Next(),
            FileName = "a",
            FileHash = [1],
        };

    private DropImport Drop(PeopleImport import) =>
        new()
        {
            Id = registers.NewId(),
            Cell = import.Cell,
            ImportId = import.Id,
        };
}
