using System.CommandLine;
using System.Text.Json;
using Gulou.App.Doctor;
using Gulou.Storage;

namespace Gulou.App.Cli;

/// <summary><c>gulou doctor</c>: looks at all that the program stands on, and says what to do.</summary>
internal static class DoctorCommand
{
    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Make(Terminal terminal)
    {
        var text = terminal.Text;
        var (db, keys, set) = (CommandLine.Db(terminal), CommandLine.Keys(terminal), CommandLine.Set(terminal));
        var urls = new Option<string>("--urls")
        {
            Description = text["cli.doctor.urls"],
            DefaultValueFactory = _ => "",
        };
        var json = new Option<bool>("--json") { Description = text["cli.doctor.json"] };
        var command = new Command("doctor", text["cli.doctor.about"]) { db, keys, urls, set, json };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    terminal,
                    new Patient
                    {
                        Db = parsed.GetRequiredValue(db),
                        Keys = parsed.GetValue(keys) ?? UsualKeys(parsed.GetRequiredValue(db)),
                        Urls = parsed.GetRequiredValue(urls),
                        Set = parsed.GetValue(set) ?? [],
                    },
                    parsed.GetValue(json),
                    cancellation
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal,
        Patient patient,
        bool json,
        CancellationToken cancellation
    )
    {
        var findings = await Examination.RunAsync(patient, cancellation);
        var text = terminal.Text;
        if (json)
        {
            terminal.Say(
                JsonSerializer.Serialize(
                    findings.Select(f => new
                    {
                        Verdict = $"{f.Verdict}".ToLowerInvariant(),
                        f.Code,
                        Text = f.Say(text),
                    }),
                    Lines
                )
            );
        }
        else
        {
            foreach (var finding in findings)
                terminal.Say($"{text[$"cli.doctor.{finding.Verdict}".ToLowerInvariant()]} {finding.Say(text)}");
            var (warnings, faults) = (
                findings.Count(f => f.Verdict == Verdict.Warning),
                findings.Count(f => f.Verdict == Verdict.Fault)
            );
            terminal.Say(text["cli.doctor.sum", findings.Count, warnings, faults]);
        }
        return findings.Any(f => f.Verdict == Verdict.Fault) ? ExitCode.Refused : ExitCode.Ok;
    }

    /// <summary>By the name of the file or database. A file is only named here, not made.</summary>
    private static string UsualKeys(string db)
    {
        if (!Database.IsPostgres(db))
            return Opening.KeysFor(db);
        try
        {
            return Opening.KeysFor(Database.Open(db, Model.Parts).Description);
        }
        catch (ArgumentException)
        {
            // Not a connection string: the check of the database says so.
            return Opening.KeysFor("gulou");
        }
    }
}
