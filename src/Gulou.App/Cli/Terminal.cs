using System.Globalization;
using Gulou.App.Web.Visits;
using Gulou.Storage.Commands;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace Gulou.App.Cli;

/// <summary>Where a command speaks and listens. Tests hand in writers; the program uses the console's.</summary>
internal sealed class Terminal
{
    /// <summary>The first that is set decides, as everywhere on Unix.</summary>
    private static readonly string[] LanguageVariables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    private readonly TextReader input;
    private readonly bool hasKeyboard;
    private readonly Refusals refusals;

    public Terminal(TextWriter output, TextWriter error, TextReader input, bool hasKeyboard)
    {
        (Output, Error, this.input, this.hasKeyboard) = (output, error, input, hasKeyboard);
        Screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        Text = new Text(NullLogger<Text>.Instance, strict: true);
        refusals = new Refusals(Text);
    }

    public TextWriter Output { get; }
    public TextWriter Error { get; }
    public Text Text { get; }

    /// <summary>For progress, which shows only where someone watches.</summary>
    public IAnsiConsole Screen { get; }

    public static Terminal OfConsole() =>
        new(Console.Out, Console.Error, Console.In, !Console.IsInputRedirected && !Console.IsOutputRedirected);

    /// <summary>Chinese, or English where the shell's language is English.</summary>
    public static void ChooseLanguage(Func<string, string?> variable)
    {
        var shell = LanguageVariables.Select(variable).FirstOrDefault(v => !string.IsNullOrEmpty(v));
        var isEnglish = shell?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true;
        var culture = CultureInfo.GetCultureInfo(isEnglish ? Languages.English : Languages.Chinese);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
    }

    public void Say(string line) => Output.WriteLine(line);

    public void Complain(string line) => Error.WriteLine(line);

    /// <summary>The answer's record, or the refusal in words.</summary>
    public long MustBeDone<TOutcome>(Answer<TOutcome> answer)
        where TOutcome : struct, Enum =>
        answer.IsDone ? answer.Subject : throw new CliException(ExitCode.Refused, refusals.Say(answer));

    /// <summary>A password from the variable, the keyboard (twice, unseen) or a line of standard input.</summary>
    public string ReadPassword(string? fromVariable)
    {
        if (!string.IsNullOrEmpty(fromVariable))
            return fromVariable;
        if (!hasKeyboard)
        {
            return input.ReadLine() is { Length: > 0 } line
                ? line
                : throw new CliException(ExitCode.Refused, Text["cli.init.no-password"]);
        }
        var password = Screen.Prompt(new TextPrompt<string>(Text["cli.init.password"]).Secret());
        var again = Screen.Prompt(new TextPrompt<string>(Text["cli.init.password-again"]).Secret());
        return password == again
            ? password
            : throw new CliException(ExitCode.Refused, Text["cli.init.passwords-differ"]);
    }
}
