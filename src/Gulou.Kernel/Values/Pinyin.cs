using System.Text;

namespace Gulou.Kernel.Values;

/// <summary>
/// The initials of Mandarin readings, so that "yxy" finds 杨秀英. The table is read once (data/pinyin-initials.txt: a
/// letter, a space and its characters on each line; then "surnames" and pairs like 单=s) and never changes.
/// </summary>
public sealed class Pinyin
{
    private const string SurnamesLine = "surnames";

    private readonly Dictionary<Rune, char> initials = [];
    private readonly Dictionary<string, string> surnames = new(StringComparer.Ordinal);

    private Pinyin() { }

    /// <summary>Reads the table.</summary>
    /// <exception cref="FormatException">A line of another form; the message names it.</exception>
    public static Pinyin Load(TextReader lines)
    {
        var pinyin = new Pinyin();
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            if (line.Length > 0 && line[0] != '#' && !pinyin.Read(line))
                throw new FormatException($"pinyin table, line {number}: neither a letter's characters nor surnames");
        }
        return pinyin;
    }

    /// <summary>Whether a Chinese character has a reading here.</summary>
    internal bool Knows(Rune character) => initials.ContainsKey(character);

    /// <summary>
    /// The initial of every Chinese character; other letters and digits stay, in lower case; everything else, and a
    /// character without a known reading, is left out. 台江县 → tjx.
    /// </summary>
    public string Initials(string text)
    {
        var found = new StringBuilder(text.Length);
        foreach (var rune in HalfWidth.Of(text).EnumerateRunes())
        {
            if (initials.TryGetValue(rune, out var initial))
                found.Append(initial);
            else if (!Han.Contains(rune) && Rune.IsLetterOrDigit(rune))
                found.Append(Rune.ToLowerInvariant(rune));
        }
        return found.ToString();
    }

    /// <summary>As <see cref="Initials"/>, with the surname read as a surname: 单秀英 → sxy, 尉迟恭 → ycg.</summary>
    public string NameInitials(string name)
    {
        var length = PersonName.SurnameLength(name);
        return name.Length >= length && surnames.TryGetValue(name[..length], out var special)
            ? special + Initials(name[length..])
            : Initials(name);
    }

    private bool Read(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        if (space < 1)
            return false;
        var (key, text) = (line[..space], line[(space + 1)..]);
        if (key == SurnamesLine)
            return text.Split(' ').All(ReadSurname);
        if (key.Length != 1 || !char.IsAsciiLetterLower(key[0]))
            return false;
        foreach (var character in text.EnumerateRunes())
            initials[character] = key[0];
        return true;
    }

    private bool ReadSurname(string pair)
    {
        if (pair.Split('=') is not [var surname, var letters] || letters.Length != surname.Length)
            return false;
        surnames[surname] = letters;
        return true;
    }
}
