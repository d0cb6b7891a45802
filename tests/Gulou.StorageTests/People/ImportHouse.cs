using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.People.Import;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.People;

/// <summary>Registers with one village, to which lists are brought.</summary>
internal sealed class ImportHouse(Registers registers, Place place, string folder)
{
    public const string Headings = "户号|姓名|与户主关系|身份证号|性别|出生日期|民族|联系电话|组|门牌号";

    public Registers Registers => registers;

    public Place Place => place;

    public ImportFiles Files { get; } = new(folder, registers.Tools.Vault);

    /// <summary>A run as of a process that has just begun.</summary>
    public ImportRun Run => new(registers.Database, registers.Commands, registers.Tools, Files);

    public static object?[] Head => [.. Headings.Split('|')];

    /// <summary>The number of an invented person; the serial's oddness is the sex.</summary>
    public static string Number(int serial, int year = 1980) =>
        CitizenId.Make(CitizenId.SyntheticRegion, new DateOnly(year, 5, 1).AddDays(serial / 500), serial % 500).Value;

    /// <summary>Brings a list and has it checked.</summary>
    public async Task<PeopleImport> CheckAsync(Stream list, bool update = false, Place? at = null)
    {
        at ??= place;
        var id = registers.Tools.Ids.Next();
        var hash = await Files.KeepAsync(id, list, TestContext.Current.CancellationToken);
        await registers.Make(
            new StartImport
            {
                Id = registers.NewId(),
                Cell = at.Cell,
                PlaceId = at.Id,
                ImportId = id,
                FileName = "名单.xlsx",
                FileHash = hash!,
            }
        );
        var run = Run;
        var (_, key, columns) = (await run.HeadingsAsync((await run.FindAsync(at.Cell, id))!))!.Value;
        await registers.Make(
            new CheckImport
            {
                Id = registers.NewId(),
                Cell = at.Cell,
                ImportId = id,
                Columns = $"{columns}",
                Headings = key,
                UpdateDetails = update,
            }
        );
        await run.WorkAsync(at.Cell, id);
        return (await run.FindAsync(at.Cell, id))!;
    }

    public Task<Answer<ApplyImportOutcome>> Apply(PeopleImport import, ImportMode mode) =>
        registers.Run(
            new ApplyImport
            {
                Id = registers.NewId(),
                Cell = import.Cell,
                ImportId = import.Id,
                Mode = mode,
            }
        );

    /// <summary>Stores a checked list to its end.</summary>
    public async Task<PeopleImport> StoreAsync(PeopleImport import, ImportMode mode)
    {
        Assert.Equal(ApplyImportOutcome.Done, (await Apply(import, mode)).Outcome);
        await Run.WorkAsync(import.Cell, import.Id);
        return (await Run.FindAsync(import.Cell, import.Id))!;
    }

    /// <summary>Row and kind of all findings that are faults.</summary>
    public IReadOnlyList<(int Row, FindingKind Kind)> Faults(PeopleImport import) =>
        [.. Files.Findings(import.Id).Where(f => f.IsFault).Select(f => (f.Row, f.Kind))];

    /// <summary>How many people, households, events and identities there are.</summary>
    public async Task<(int People, int Households, int Events, int Identities)> Counts()
    {
        await using var db = registers.Database.NewContext();
        return (
            await db.People.CountAsync(),
            await db.Households.CountAsync(),
            await db.PersonEvents.CountAsync(),
            await db.Identities.CountAsync()
        );
    }

    public async Task<IReadOnlyList<string>> Names()
    {
        await using var db = registers.Database.NewContext();
        return await db.People.Select(p => p.Name).OrderBy(n => n).ToListAsync();
    }
}
