using System.Text.RegularExpressions;
using Gulou.Kernel.Values;

namespace Gulou.App.Web.Shop;

/// <summary>What a household's card carries: an address ending in <c>/h/cell.token</c>.</summary>
internal static partial class HouseholdCard
{
    /// <summary>Reads the address, or its end, as a scanner types it.</summary>
    public static bool TryRead(string text, out int cell, out ClientId token)
    {
        var match = Address().Match(text.Trim());
        token = default;
        return int.TryParse(match.Groups["cell"].Value, out cell)
            && ClientId.TryParse(match.Groups["token"].Value, out token);
    }

    [GeneratedRegex(
        "(^|/h/)(?<cell>[0-9]{1,6})[.](?<token>[0-9a-f-]{36})$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase
    )]
    private static partial Regex Address();
}
