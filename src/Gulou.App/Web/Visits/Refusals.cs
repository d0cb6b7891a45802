using System.Globalization;
using System.Text.RegularExpressions;
using Gulou.Kernel.Cases;
using Gulou.Storage.Commands;

namespace Gulou.App.Web.Visits;

/// <summary>
/// The sentence for an outcome, in the reader's language: what is wrong and what to do next. Texts are keyed
/// <c>refusals.command.outcome</c>, such as <c>refusals.redeem.too-few-points</c>; those every command shares, by the
/// outcome alone.
/// </summary>
public sealed partial class Refusals(Text text)
{
    private static readonly string[] Shared = ["NotAllowed", "IdUsedWithOtherContent"];

    public string Say<TOutcome>(Answer<TOutcome> answer)
        where TOutcome : struct, Enum =>
        text[Key(typeof(TOutcome), answer.Outcome.ToString()), [.. answer.Args.Select(Readable)]];

    /// <summary>The text's key.</summary>
    public static string Key(Type outcomes, string outcome) =>
        Shared.Contains(outcome)
            ? $"refusals.{Kebab(outcome)}"
            : $"refusals.{Kebab(outcomes.Name.Replace("Outcome", "", StringComparison.Ordinal))}.{Kebab(outcome)}";

    private object Readable(object arg) =>
        arg switch
        {
            DateOnly day => new Display(text).Date(day),
            Words words => words.In(CultureInfo.CurrentUICulture.Name == Languages.English),
            _ => arg,
        };

    internal static string Kebab(string name) => WordStart().Replace(name, "-$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
