using System.CommandLine;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Places;

namespace Gulou.App.Cli;

/// <summary><c>gulou places import</c>: a year's division table onto the map.</summary>
internal static class PlacesCommand
{
    // What needs an answer may be thousands of lines after a reform; the first say enough.
    private const int MostLines = 200;

    public static Command Make(Terminal terminal)
    {
        var text = terminal.Text;
        var file = new Argument<string>("FILE") { Description = text["cli.places.file"] };
        var (db, keys) = (CommandLine.Db(terminal), CommandLine.Keys(terminal));
        var year = new Option<int>("--year") { Description = text["cli.year"], Required = true };
        var dryRun = new Option<bool>("--dry-run") { Description = text["cli.places.dry-run"] };
        var import = new Command("import", text["cli.places.import"]) { file, db, keys, year, dryRun };
        import.SetAction(parsed =>
            ImportAsync(
                terminal,
                parsed.GetRequiredValue(db),
                parsed.GetValue(keys),
                parsed.GetRequiredValue(file),
                parsed.GetRequiredValue(year),
                parsed.GetValue(dryRun)
            )
        );
        return new Command("places", text["cli.places.about"]) { import };
    }

    /// <summary>The table of a file without faults; else each fault is told by its line.</summary>
    public static DivisionTable ReadTable(Terminal terminal, string file, int year)
    {
        var text = terminal.Text;
        if (!File.Exists(file))
            throw new CliException(ExitCode.Refused, text["cli.places.no-file", file]);
        using var reader = File.OpenText(file);
        var table = DivisionTable.Read(reader, year);
        if (table.Faults.Count == 0)
            return table;
        foreach (var fault in table.Faults.Take(MostLines))
            terminal.Complain(text["cli.places.fault", fault.Line, text[Key("fault", fault.Reason)], fault.Text]);
        throw new CliException(ExitCode.Refused, text["cli.places.faults", table.Faults.Count]);
    }

    /// <summary>Applies what is plain and says how much it was.</summary>
    public static async Task ImportAsync(Terminal terminal, Tower tower, DivisionTable table)
    {
        var answer = await tower.Commands.RunAsync(
            Actor.System,
            new ImportDivisions
            {
                Id = ClientId.New(TimeProvider.System),
                Cell = 0,
                Table = table,
            }
        );
        terminal.MustBeDone(answer);
        terminal.Say(terminal.Text["cli.places.done", [.. answer.Args]]);
    }

    private static async Task<int> ImportAsync(
        Terminal terminal,
        string db,
        string? keys,
        string file,
        int year,
        bool dryRun
    )
    {
        var found = await Opening.LookAsync(terminal, db);
        found.MustBeCurrent(terminal);
        var table = ReadTable(terminal, file, year);
        using var alone = dryRun ? null : Opening.Take(terminal, db);
        await using var tower = Opening.Open(terminal, db, keys, found);
        var diff = await new PlaceReader(tower.Database).CompareAsync(table);
        Say(terminal, diff);
        if (!dryRun && diff.Plain.Any())
            await ImportAsync(terminal, tower, table);
        return ExitCode.Ok;
    }

    private static void Say(Terminal terminal, DivisionDiff diff)
    {
        var text = terminal.Text;
        if (diff.Changes.Count == 0)
            terminal.Say(text["cli.places.unchanged"]);
        foreach (var kind in diff.Plain.GroupBy(c => c.Type).OrderBy(g => g.Key))
            terminal.Say(text["cli.places.changes", text[Key("change", kind.Key)], kind.Count()]);
        var open = diff.Open.ToList();
        if (open.Count == 0)
            return;
        terminal.Say(text["cli.places.open", open.Count]);
        foreach (var change in open.Take(MostLines))
            terminal.Say(text["cli.places.open-line", text[Key("change", change.Type)], Known(change), Row(change)]);
    }

    private static string Known(DivisionChange change) =>
        change.Known is { } place ? $"{place.Code} {place.Name}" : "–";

    private static string Row(DivisionChange change) => change.Row is { } row ? $"{row.Code} {row.Name}" : "–";

    /// <summary>MoveParent of change is <c>cli.change.move-parent</c>.</summary>
    private static string Key<TEnum>(string group, TEnum value)
        where TEnum : struct, Enum =>
        $"cli.{group}."
        + string.Concat(
            value.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : $"{c}")
        );
}
