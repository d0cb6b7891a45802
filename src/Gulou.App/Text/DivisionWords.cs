using System.Globalization;
using Gulou.Kernel.Places;

namespace Gulou.App;

/// <summary>What a year's table changes and leaves open, in words; for the terminal, its files and the page.</summary>
public sealed class DivisionWords(Text text)
{
    private const string Type = "places.change-";
    private const string Reply = "places.reply-";

    public string Of(DivisionChangeType type) => text[$"{Type}{(int)type}"];

    public string Of(DivisionReply reply) => text[$"{Reply}{(int)reply}"];

    public string Of(DivisionSign sign) =>
        text[$"places.sign-{(int)sign.Kind}"]
        + (sign.Detail.Length == 0 ? "" : text["places.sign-detail", sign.Detail]);

    public string Of(DivisionCandidate candidate) => $"{candidate.Target} {candidate.Name}";

    public string Heading(string column) => text[$"places.column-{column}"];

    /// <summary>The reply that a word in either language, or its number, stands for.</summary>
    public DivisionReply? ReplyOf(string word) =>
        Enum.GetValues<DivisionReply>()
            .Cast<DivisionReply?>()
            .FirstOrDefault(reply => word == $"{(int)reply!}" || IsSaid($"{Reply}{(int)reply!}", word));

    /// <summary>Whether a heading in either language names a column.</summary>
    public bool IsHeading(string column, string heading) => IsSaid($"places.column-{column}", heading);

    private bool IsSaid(string key, string word)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            foreach (var language in Languages.All)
            {
                CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
                if (string.Equals(text[key], word, StringComparison.OrdinalIgnoreCase))
                    return true;
            }
            return false;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
