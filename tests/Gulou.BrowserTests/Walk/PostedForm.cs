using System.Net;
using System.Text.RegularExpressions;

namespace Gulou.BrowserTests.Walk;

/// <summary>A form as a page shows it, filled in as far as it can be guessed.</summary>
/// <param name="Action">Where it goes.</param>
/// <param name="Handler">Its name on the page; empty for an address that only takes posts.</param>
/// <param name="Fields">Its fields; the token is the sender's own.</param>
public sealed partial record PostedForm(string Action, string Handler, IReadOnlyDictionary<string, string> Fields)
{
    public const string Token = "__RequestVerificationToken";

    /// <summary>The forms of a page that post to this program.</summary>
    public static IEnumerable<PostedForm> On(string page, string html)
    {
        foreach (Match form in Form().Matches(html))
        {
            var action = Attribute(form.Groups["head"].Value, "action");
            var fields = new Dictionary<string, string>();
            foreach (Match field in Field().Matches(form.Groups["body"].Value))
            {
                var name = Attribute(field.Value, "name");
                if (name.Length > 0 && name != Token)
                    fields[name] = Guess(field);
            }
            var handler = fields.GetValueOrDefault("_handler", "");
            yield return new PostedForm(action.Length == 0 ? page : action, handler, fields);
        }
    }

    private static string Guess(Match field)
    {
        if (field.Groups["options"] is { Success: true, Value: var options })
            return Option().Matches(options).Select(o => o.Groups["value"].Value).FirstOrDefault(v => v.Length > 0)
                ?? "";
        var value = Attribute(field.Value, "value");
        return value.Length > 0 ? value : "1";
    }

    private static string Attribute(string tag, string name) =>
        WebUtility.HtmlDecode(Regex.Match(tag, $"\\b{name}=\"(?<value>[^\"]*)\"").Groups["value"].Value);

    [GeneratedRegex("<form(?<head>[^>]*method=\"post\"[^>]*)>(?<body>.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex(
        "<input[^>]*>|<textarea[^>]*>|<button[^>]*>|<select[^>]*>(?<options>.*?)</select>",
        RegexOptions.Singleline
    )]
    private static partial Regex Field();

    [GeneratedRegex("<option[^>]*value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Option();
}
