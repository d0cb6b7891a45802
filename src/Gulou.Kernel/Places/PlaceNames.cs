using System.Text;

namespace Gulou.Kernel.Places;

/// <summary>
/// Official names of places and what people call them. The suffixes are those found in the statistics bureau's lists
/// of Guizhou, slips of the pen included.
/// </summary>
public static class PlaceNames
{
    private const string Village = "村";
    private const string Community = "社区";
    private const char Lost = '\uFFFD';

    /// <summary>Official suffix of a village-level name, and the word people say instead.</summary>
    private static readonly (string Suffix, string Said)[] Committees =
    [
        ("村民委员会", Village),
        ("村民委会员", Village), // 鹿溪村村民委会员
        ("和民委员会", Village), // 中和村和民委员会
        ("村委员会", Village), // 五一村村委员会
        ("村委会", Village),
        ("居民委员会", Community),
        ("居民委会员", Community), // 天生社区居民委会员
        ("居委会", Community),
    ];

    private static readonly string[] TownshipWords = ["街道办事处", "街道", "镇", "乡"];

    private static readonly string[] VillageWords = [Community, Village];

    /// <summary>
    /// The name people say: a village's without its committee (台盘村村民委员会 is 台盘村, 蕉溪居委会 is 蕉溪社区); a
    /// name of any other level as it is.
    /// </summary>
    public static string Short(PlaceLevel level, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (level != PlaceLevel.Village)
            return name;
        foreach (var (suffix, said) in Committees)
        {
            if (name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal))
                return Said(name[..^suffix.Length], said);
        }
        return name;
    }

    /// <summary>
    /// What is left of a name when its kind is taken away too, so that 台盘村 and 台盘社区, 平寨乡 and 平寨镇 are alike:
    /// a sign, not a proof, of the same place.
    /// </summary>
    public static string Stem(PlaceLevel level, string name)
    {
        var said = Short(level, name);
        var words = level switch
        {
            PlaceLevel.Village => VillageWords,
            PlaceLevel.Township => TownshipWords,
            _ => [],
        };
        var word = words.FirstOrDefault(w => said.Length > w.Length && said.EndsWith(w, StringComparison.Ordinal));
        return word is null ? said : said[..^word.Length];
    }

    /// <summary>Whether two official names say the same short name, whatever their suffix, width or spacing.</summary>
    public static bool Same(PlaceLevel level, string a, string b) =>
        Alike(Short(level, Fold(a)), Short(level, Fold(b)));

    /// <summary>Whether two official names have the same <see cref="Stem"/>.</summary>
    public static bool SameStem(PlaceLevel level, string a, string b) =>
        Alike(Stem(level, Fold(a)), Stem(level, Fold(b)));

    /// <summary>
    /// Whether two names without their kinds have a character in common, or one that was lost might be: 斗蓬 and 斗棚 do.
    /// </summary>
    public static bool ShareACharacter(PlaceLevel level, string a, string b)
    {
        var (x, y) = (Stem(level, Fold(a)), Stem(level, Fold(b)));
        return HasPlaceholder(x) || HasPlaceholder(y) || x.EnumerateRunes().Intersect(y.EnumerateRunes()).Any();
    }

    /// <summary>
    /// A name for comparing: full-width letters, digits and marks (１ （ ？) made half-width, white space taken out.
    /// </summary>
    public static string Fold(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!name.Any(c => c is >= '\uFF01' and <= '\uFF5E' || char.IsWhiteSpace(c)))
            return name;
        var folded = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (!char.IsWhiteSpace(c))
                folded.Append(c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c);
        }
        return folded.ToString();
    }

    /// <summary>True where a character was lost on the way, such as 㵲 in <c>?水街道</c>.</summary>
    public static bool HasPlaceholder(string name) => Fold(name).AsSpan().ContainsAny('?', Lost);

    /// <summary>Equal folded names; a placeholder stands for any one character.</summary>
    internal static bool Alike(string a, string b)
    {
        if (string.Equals(a, b, StringComparison.Ordinal))
            return true;
        if (!a.AsSpan().ContainsAny('?', Lost) && !b.AsSpan().ContainsAny('?', Lost))
            return false;
        // By runes: a lost character beyond the basic plane left one mark, not two.
        return a.EnumerateRunes().Count() == b.EnumerateRunes().Count()
            && a.EnumerateRunes()
                .Zip(b.EnumerateRunes())
                .All(pair => pair.First == pair.Second || IsPlaceholder(pair.First) || IsPlaceholder(pair.Second));
    }

    private static bool IsPlaceholder(Rune rune) => rune.Value is '?' or Lost;

    private static string Said(string bare, string word)
    {
        if (bare.EndsWith("村委", StringComparison.Ordinal)) // 堰溪村委村民委员会
            return bare[..^1];
        if (bare.EndsWith(Community, StringComparison.Ordinal)) // also 石龙社区村民委员会, a village called 石龙社区
            return bare;
        if (word == Village)
            return bare.EndsWith(Village, StringComparison.Ordinal) ? bare : bare + Village;
        // One of several committees of a community, 大龙社区第一居民委员会: the number needs its noun.
        return bare.Length > 2 && bare[^2] == '第' ? bare + "居委会" : bare + Community;
    }
}
