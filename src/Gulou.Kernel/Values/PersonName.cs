using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Gulou.Kernel.Values;

/// <summary>A person's name as text: one written form for each name, and its masked form.</summary>
public static class PersonName
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 50;

    /// <summary>The dot between the parts of a name of another language (U+00B7).</summary>
    public const char Dot = '·';

    private static readonly FrozenSet<string> CompoundSurnames = FrozenSet.Create([
        .. "欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 长孙 宇文 司徒 司空 令狐 轩辕 东方 独孤 南宫 西门 端木 百里 澹台".Split(
            ' '
        ),
        .. "万俟 单于 申屠 淳于 太史 濮阳 钟离 闻人 公羊 呼延 赫连 拓跋 鲜于 仲孙 东郭 第五 梁丘 左丘".Split(' '),
    ]);

    /// <summary>
    /// The one written form: no spaces in a Chinese name and single ones in others, plain letters for full-width ones,
    /// usual characters for their compatibility twins, and "·" for every kind of middle dot.
    /// </summary>
    /// <returns>False when nothing is left, or it is too long, or holds anything but letters, dots, spaces, ' and
    /// -.</returns>
    public static bool TryNormalise(string? text, out string name)
    {
        name = "";
        if (text is null || text.Length > 4 * MaxLength || !IsWellFormed(text))
            return false;
        var typed = text.Normalize(NormalizationForm.FormKC);
        var hasHan = typed.EnumerateRunes().Any(Han.Contains);
        var kept = new StringBuilder();
        var count = 0;
        foreach (var rune in typed.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format || (hasHan && Rune.IsWhiteSpace(rune)))
                continue;
            var plain =
                IsDot(rune) ? new Rune(Dot)
                : Rune.IsWhiteSpace(rune) ? new Rune(' ')
                : rune;
            if (!IsAllowed(plain))
                return false;
            if (plain.Value is ' ' or Dot && (kept.Length == 0 || kept[^1] is ' ' or Dot))
                continue;
            kept.Append(plain);
            count++;
        }
        name = kept.ToString().TrimEnd(' ', Dot);
        return name.Length > 0 && count <= MaxLength;
    }

    /// <summary>
    /// The name for eyes that need not know it: the surname (one character, or two of a compound one) and, when the
    /// name has at least three characters and two of them after the surname, the last; a star for each other.
    /// 杨秀英 → 杨*英, 张三 → 张*, 欧阳修 → 欧阳*, 欧阳秀英 → 欧阳*英; a name of one character → *.
    /// </summary>
    public static string Mask(string name)
    {
        var runes = name.EnumerateRunes().ToArray();
        if (runes.Length < 2)
            return new string('*', runes.Length);
        var surname = SurnameLength(name);
        var masked = new StringBuilder();
        for (var i = 0; i < runes.Length; i++)
        {
            var shown = i < surname || (i == runes.Length - 1 && runes.Length - surname >= 2);
            masked.Append(shown ? runes[i] : new Rune('*'));
        }
        return masked.ToString();
    }

    /// <summary>The surname, which is what a family is called by: 杨秀英 → 杨, 欧阳秀英 → 欧阳.</summary>
    public static string Surname(string name)
    {
        var length = SurnameLength(name);
        return string.Concat(name.EnumerateRunes().Take(length));
    }

    /// <summary>2 for a compound surname (欧阳) with a given name after it, else 1.</summary>
    internal static int SurnameLength(string name) => name.Length > 2 && CompoundSurnames.Contains(name[..2]) ? 2 : 1;

    private static bool IsAllowed(Rune rune) =>
        Rune.IsLetter(rune)
        || Han.Contains(rune)
        || rune.Value is Dot or ' ' or '\'' or '-'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsDot(Rune rune) => rune.Value is Dot or '.' or '•' or '‧' or '∙' or '⋅' or '・';

    // Half a surrogate pair cannot be normalised.
    private static bool IsWellFormed(string text) => !text.EnumerateRunes().Contains(Rune.ReplacementChar);
}
