using System.CommandLine;
using System.Data.Common;
using Gulou.App.Demo;
using Gulou.App.Options;
using Gulou.App.Web.Visits;
using Gulou.Storage;
using Gulou.Storage.Backups;
using Gulou.Storage.Commands;
using Gulou.Storage.Definitions;
using Gulou.Storage.Keys;

namespace Gulou.App.Cli;

/// <summary>The program's commands; each is a file beside this one.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Terminal terminal)
    {
        var text = terminal.Text;
        var root = new RootCommand($"{text["cli.about"]}\n{text["cli.exit-codes"]}")
        {
            InitCommand.Make(terminal),
            ServeCommand.Make(terminal),
            PlacesCommand.Make(terminal),
            PeopleCommand.Make(terminal),
            CasesCommand.Make(terminal),
            VerifyCommand.Make(terminal),
            DbCommand.Make(terminal),
            SignInCommand.Make(terminal),
            DoctorCommand.Make(terminal),
            KeysCommand.Make(terminal),
        };
        DemoCommand.Configure(root, terminal);
        var parsed = root.Parse(arguments);
        var invocation = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
        };
        if (parsed.Errors.Count > 0)
        {
            await parsed.InvokeAsync(invocation);
            return ExitCode.Usage;
        }
        try
        {
            return await parsed.InvokeAsync(invocation);
        }
        catch (CliException refusal)
        {
            terminal.Complain(refusal.Message);
            return refusal.Code;
        }
        catch (KeyFileException keys)
        {
            terminal.Complain(Sentence(text, keys));
            return ExitCode.Refused;
        }
        catch (DefinitionException broken)
        {
            terminal.Complain(text["cli.bad-definition", broken.File, broken.Line, broken.Reason]);
            return ExitCode.Refused;
        }
        catch (OptionException wrong)
        {
            terminal.Complain(text["cli.bad-option", wrong.Key, wrong.Value]);
            return ExitCode.Refused;
        }
        catch (NotADemoException real)
        {
            terminal.Complain(text["cli.not-a-demo", real.Database]);
            return ExitCode.Refused;
        }
        catch (NewerSchemaException newer)
        {
            terminal.Complain(text["cli.newer", newer.Migration]);
            return ExitCode.Refused;
        }
        catch (BackupException backup)
        {
            terminal.Complain(text[$"cli.backup.fault-{Refusals.Kebab($"{backup.Fault}")}", backup.Thing]);
            return ExitCode.Refused;
        }
        catch (ClockException clock)
        {
            terminal.Complain(text["cli.clock.wrong", clock.Now.InShanghai, clock.Newest.InShanghai]);
            return ExitCode.Refused;
        }
        catch (Exception problem) when (Trouble.Of(problem) is { } trouble)
        {
            terminal.Complain(text[$"cli.trouble-{Refusals.Kebab($"{trouble}")}", problem.Message]);
            return ExitCode.CannotOpen;
        }
        catch (Exception problem) when (IsAboutOpening(problem))
        {
            terminal.Complain(text["cli.cannot-open", problem.Message]);
            return ExitCode.CannotOpen;
        }
    }

    /// <summary>The database a command works on.</summary>
    public static Option<string> Db(Terminal terminal) =>
        new("--db") { Description = terminal.Text["cli.db"], Required = true };

    /// <summary>Settings by hand, over those of the file and the environment.</summary>
    public static Option<string[]> Set(Terminal terminal) =>
        new("--set") { Description = terminal.Text["cli.set"], HelpName = "KEY=VALUE" };

    public static Option<string?> Keys(Terminal terminal) => new("--keys") { Description = terminal.Text["cli.keys"] };

    private static string Sentence(Text text, KeyFileException keys) =>
        keys.Fault switch
        {
            KeyFault.Missing => text["cli.keys-missing", keys.Path],
            KeyFault.Full => text["cli.keys-full", keys.Path],
            KeyFault.OpenToOthers => text["cli.keys-open-to-others", keys.Path],
            _ => text["cli.keys-damaged", keys.Path],
        };

    /// <summary>No such server, no right, no such file, not a database, not a connection string.</summary>
    private static bool IsAboutOpening(Exception problem) =>
        problem is DbException or IOException or UnauthorizedAccessException or ArgumentException
        || problem.InnerException is DbException;
}
