using System.CommandLine;
using Gulou.Kernel.Cases;
using Gulou.Storage.Cases;
using Gulou.Storage.Definitions;

namespace Gulou.App.Cli;

/// <summary>
/// <c>gulou cases check</c> and <c>gulou cases draw</c>: flows as data, looked at before they are used.
/// </summary>
internal static class CasesCommand
{
    public static Command Make(Terminal terminal)
    {
        var text = terminal.Text;
        var folder = new Argument<string>("DIR")
        {
            Description = text["cli.cases.dir"],
            DefaultValueFactory = _ => Tower.Shipped("definitions"),
        };
        var check = new Command("check", text["cli.cases.check"]) { folder };
        check.SetAction(parsed => Check(terminal, parsed.GetRequiredValue(folder)));

        var type = new Argument<string>("TYPE") { Description = text["cli.cases.type"] };
        var from = new Option<string>("--dir")
        {
            Description = text["cli.cases.dir"],
            DefaultValueFactory = _ => Tower.Shipped("definitions"),
        };
        var output = new Option<string?>("--out") { Description = text["cli.cases.out"] };
        var draw = new Command("draw", text["cli.cases.draw"]) { type, from, output };
        draw.SetAction(parsed =>
            Draw(terminal, parsed.GetRequiredValue(type), parsed.GetRequiredValue(from), parsed.GetValue(output))
        );
        return new Command("cases", text["cli.cases.about"]) { check, draw };
    }

    private static int Check(Terminal terminal, string folder)
    {
        var text = terminal.Text;
        var files = Read(terminal, folder);
        foreach (var file in files)
        {
            foreach (var fault in file.Faults)
                terminal.Complain(text["cli.cases.fault", file.Path, fault.Line, text.Say(fault)]);
        }
        var broken = files.Count(file => file.Faults.Count > 0);
        if (broken > 0)
            throw new CliException(
                ExitCode.Refused,
                text["cli.cases.broken", broken, files.Count, files.Sum(file => file.Faults.Count)]
            );
        terminal.Say(text["cli.cases.fine", files.Count]);
        return ExitCode.Ok;
    }

    private static int Draw(Terminal terminal, string key, string folder, string? output)
    {
        var text = terminal.Text;
        var found =
            Read(terminal, folder).FirstOrDefault(file => file.Key == key)
            ?? throw new CliException(ExitCode.Refused, text["cli.cases.no-type", key, folder]);
        if (found.Faults.Count > 0 || found.Type is not { } type)
        {
            var fault = found.Faults[0];
            throw new CliException(ExitCode.Refused, text["cli.cases.fault", found.Path, fault.Line, text.Say(fault)]);
        }
        var svg = CaseDrawing.Svg(
            type,
            PostsFile.Read(Tower.Shipped("definitions"), Tower.Capabilities),
            text.DrawingWords()
        );
        if (output is null)
            terminal.Output.Write(svg);
        else
            File.WriteAllText(output, svg);
        return ExitCode.Ok;
    }

    /// <summary>The flows of a folder, by the posts that lie there or, where none do, by those shipped.</summary>
    private static IReadOnlyList<CaseFile> Read(Terminal terminal, string folder)
    {
        if (!Directory.Exists(folder))
            throw new CliException(ExitCode.Refused, terminal.Text["cli.cases.no-dir", folder]);
        var posts = File.Exists(Path.Combine(folder, PostsFile.Name)) ? folder : Tower.Shipped("definitions");
        return CaseFiles.Read(folder, PostsFile.Read(posts, Tower.Capabilities), Tower.Effects);
    }
}
