using System.CommandLine;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.People.Import;
using Gulou.Storage.Places;
using Gulou.Storage.Sheets;
using Microsoft.EntityFrameworkCore;

namespace Gulou.App.Cli;

/// <summary><c>gulou people</c>: lists of households and people in and out.</summary>
internal static class PeopleCommand
{
    private const string All = "all";
    private const string Good = "good";

    public static Command Make(Terminal terminal) =>
        new("people", terminal.Text["cli.people.about"]) { Template(terminal), Import(terminal), Export(terminal) };

    /// <summary>The place a code or key names.</summary>
    public static async Task<Place> FindPlaceAsync(Terminal terminal, Tower tower, string name)
    {
        await using var db = tower.Read();
        if (long.TryParse(name, out var number) && new PlaceKey(number) is { IsValid: true } key && name.Length == 18)
            return await new PlaceReader(tower.Database).FindAsync(key) ?? throw Unknown(terminal, name);
        var code = name.PadRight(12, '0');
        var borne = await new CodesInForce(CodeScheme.Statistics).On(db).FirstOrDefaultAsync(c => c.Code == code);
        return borne is null
            ? throw Unknown(terminal, name)
            : await db.Places.SingleAsync(p => p.Cell == borne.Cell && p.Id == borne.PlaceId);
    }

    private static CliException Unknown(Terminal terminal, string name) =>
        new(ExitCode.Refused, terminal.Text["cli.people.no-place", name]);

    private static Command Template(Terminal terminal)
    {
        var to = new Argument<string>("FILE") { Description = terminal.Text["cli.people.to"] };
        var command = new Command("template", terminal.Text["cli.people.template"]) { to };
        command.SetAction(parsed =>
        {
            var file = parsed.GetRequiredValue(to);
            using (var stream = File.Create(file))
                PeopleTemplate.Write(
                    stream,
                    ListWords.Load(Tower.Shipped("definitions")),
                    terminal.Text.TemplateWords()
                );
            terminal.Say(terminal.Text["cli.people.written", file]);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Import(Terminal terminal)
    {
        var text = terminal.Text;
        var file = new Argument<string>("FILE") { Description = text["cli.people.file"] };
        var (db, keys) = (CommandLine.Db(terminal), CommandLine.Keys(terminal));
        var place = new Option<string>("--place") { Description = text["cli.people.place"], Required = true };
        var mode = new Option<string>("--mode")
        {
            Description = text["cli.people.mode"],
            DefaultValueFactory = _ => All,
        };
        mode.AcceptOnlyFromAmong(All, Good);
        var update = new Option<bool>("--update-details") { Description = text["cli.people.update"] };
        var dryRun = new Option<bool>("--dry-run") { Description = text["cli.people.dry-run"] };
        var annotated = new Option<string?>("--annotated") { Description = text["cli.people.annotated"] };
        var columns = new Option<string?>("--columns") { Description = text["cli.people.columns"] };
        var command = new Command("import", text["cli.people.import"])
        {
            file,
            db,
            keys,
            place,
            mode,
            update,
            dryRun,
            annotated,
            columns,
        };
        command.SetAction(
            (parsed, cancellation) =>
                Opening.WorkAsync(
                    terminal,
                    parsed.GetRequiredValue(db),
                    parsed.GetValue(keys),
                    async tower =>
                    {
                        var import = new PeopleImportRun(terminal, tower)
                        {
                            File = parsed.GetRequiredValue(file),
                            Place = await FindPlaceAsync(terminal, tower, parsed.GetRequiredValue(place)),
                            Mode = parsed.GetValue(mode) == Good ? ImportMode.GoodRows : ImportMode.AllOrNothing,
                            UpdateDetails = parsed.GetValue(update),
                            DryRun = parsed.GetValue(dryRun),
                            Annotated = parsed.GetValue(annotated),
                            Columns = parsed.GetValue(columns),
                        };
                        return await import.RunAsync(cancellation);
                    }
                )
        );
        return command;
    }

    private static Command Export(Terminal terminal)
    {
        var text = terminal.Text;
        var file = new Argument<string>("FILE") { Description = text["cli.people.to"] };
        var (db, keys) = (CommandLine.Db(terminal), CommandLine.Keys(terminal));
        var place = new Option<string>("--place") { Description = text["cli.people.place"], Required = true };
        var reason = new Option<string>("--reason") { Description = text["cli.people.reason"], Required = true };
        var inFull = new Option<bool>("--in-full") { Description = text["cli.people.in-full"] };
        var command = new Command("export", text["cli.people.export"]) { file, db, keys, place, reason, inFull };
        command.SetAction(
            (parsed, cancellation) =>
                Opening.WorkAsync(
                    terminal,
                    parsed.GetRequiredValue(db),
                    parsed.GetValue(keys),
                    async tower =>
                    {
                        var of = await FindPlaceAsync(terminal, tower, parsed.GetRequiredValue(place));
                        var command = new ExportPeople
                        {
                            Id = ClientId.New(TimeProvider.System),
                            Cell = of.Cell,
                            PlaceId = of.Id,
                            InFull = parsed.GetValue(inFull),
                            Reason = parsed.GetRequiredValue(reason),
                        };
                        terminal.MustBeDone(await tower.Commands.RunAsync(Actor.System, command, cancellation));
                        var path = parsed.GetRequiredValue(file);
                        await using (var to = File.Create(path))
                        {
                            await new PeopleExport(
                                tower.Database,
                                tower.Access,
                                tower.Vault,
                                tower.Definitions.Get<ListWords>()
                            ).WriteAsync(
                                Actor.System,
                                tower.Now.Day,
                                of,
                                command.InFull,
                                text["lists.sheet"],
                                to,
                                cancellation
                            );
                        }
                        terminal.Say(text["cli.people.written", path]);
                        return ExitCode.Ok;
                    }
                )
        );
        return command;
    }
}
