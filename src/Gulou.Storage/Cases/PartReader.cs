using System.Globalization;
using Gulou.Kernel.Cases;

namespace Gulou.Storage.Cases;

/// <summary>Reads parts of a definition as what they should be; each mistake is noted and reading goes on.</summary>
internal sealed class PartReader(List<CaseFault> faults)
{
    /// <summary>The entries of a mapping whose keys are all known; empty for what is none.</summary>
    public Mapping Map(YamlPart part, params ReadOnlySpan<string> known)
    {
        if (part.Entries is not { } entries)
        {
            Note(part, CaseFaultCode.NotMapping);
            return new Mapping(part.Line, null);
        }
        foreach (var (key, _) in entries)
        {
            if (!known.Contains(key.Text!))
                Note(key, CaseFaultCode.UnknownKey, key.Text!, string.Join(", ", known.ToArray().Order()));
        }
        return new Mapping(part.Line, entries.ToDictionary(entry => entry.Key.Text!, entry => entry.Value));
    }

    /// <summary>The entries of a mapping from keys of the definition's own.</summary>
    public IEnumerable<(string Key, YamlPart Value, int Line)> Own(YamlPart? part)
    {
        if (part is null)
            yield break;
        if (part.Entries is not { } entries)
        {
            Note(part, CaseFaultCode.NotMapping);
            yield break;
        }
        foreach (var (key, value) in entries)
        {
            if (!Condition.IsKey(key.Text!))
                Note(key, CaseFaultCode.BadKey, key.Text!);
            yield return (key.Text!, value, key.Line);
        }
    }

    /// <summary>What must be there; null, with a fault, when it is not.</summary>
    public YamlPart? Required(Mapping map, string key)
    {
        if (map[key] is { } part)
            return part;
        if (map.IsMapping)
            faults.Add(new CaseFault(map.Line, CaseFaultCode.MissingKey, [key]));
        return null;
    }

    /// <summary>A list, or one thing alone.</summary>
    public static IEnumerable<YamlPart> Items(YamlPart? part) => part is null ? [] : part.Items ?? [part];

    /// <summary>A list of keys, or one alone.</summary>
    public IReadOnlyList<string> Keys(YamlPart? part) => [.. Items(part).Select(Text).Where(key => key.Length > 0)];

    /// <summary>A word; empty, with a fault, for a list, a mapping or nothing.</summary>
    public string Text(YamlPart? part)
    {
        if (part is null)
            return "";
        if (string.IsNullOrWhiteSpace(part.Text))
            Note(part, CaseFaultCode.NotText);
        return part.Text?.Trim() ?? "";
    }

    /// <summary>A word of a list; the default, with a fault, for another.</summary>
    public TEnum Word<TEnum>(YamlPart? part, TEnum otherwise = default)
        where TEnum : struct, Enum
    {
        if (part is null)
            return otherwise;
        var names = Enum.GetNames<TEnum>().Where(name => name != "None").ToList();
        var text = Text(part);
        foreach (var name in names)
        {
            if (Kebab(name) == text)
                return Enum.Parse<TEnum>(name);
        }
        if (text.Length > 0)
            Note(part, CaseFaultCode.BadWord, text, string.Join(", ", names.Select(Kebab)));
        return otherwise;
    }

    public bool IsTrue(YamlPart? part, bool otherwise = false)
    {
        if (part is null)
            return otherwise;
        var text = Text(part);
        if (text is not ("true" or "false"))
            Note(part, CaseFaultCode.NotTrueOrFalse, text);
        return text == "true";
    }

    /// <summary>A number with at most two decimals.</summary>
    public decimal? Number(YamlPart? part)
    {
        if (part is null)
            return null;
        const NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        var text = Text(part);
        if (
            decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var number)
            && number == Math.Round(number, 2)
        )
            return number;
        Note(part, CaseFaultCode.BadNumber, text);
        return null;
    }

    /// <summary>A whole number of people, 1 to 999.</summary>
    public int People(YamlPart? part)
    {
        if (part is null)
            return 0;
        var text = Text(part);
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and < 1000
        )
            return number;
        Note(part, CaseFaultCode.BadNumber, text);
        return 0;
    }

    /// <summary>A period; a very long one, with a fault, for what is none.</summary>
    public Deadline? Period(YamlPart? part)
    {
        if (part is null)
            return null;
        if (Deadline.TryParse(Text(part), out var deadline))
            return deadline;
        Note(part, CaseFaultCode.BadDeadline, part.Text ?? "");
        return new Deadline(Deadline.Most, DeadlineUnit.Years);
    }

    public Share? Share(YamlPart? part)
    {
        if (part is null)
            return null;
        if (Kernel.Cases.Share.TryParse(Text(part), out var share))
            return share;
        Note(part, CaseFaultCode.BadShare, part.Text ?? "");
        return null;
    }

    public Condition? When(YamlPart? part)
    {
        if (part is null)
            return null;
        if (!Condition.TryParse(Text(part), out var condition))
            Note(part, CaseFaultCode.BadCondition, part.Text ?? "");
        return condition;
    }

    /// <summary>The two languages, both needed.</summary>
    public Words Words(YamlPart? part)
    {
        if (part is null)
            return default;
        return Words(Map(part, "zh", "en"));
    }

    /// <summary>The two languages as <c>name</c>, or standing in the thing itself.</summary>
    public Words Name(Mapping map) => map["name"] is { } name ? Words(name) : Words(map);

    public void Note(YamlPart part, CaseFaultCode code, params string[] args) =>
        faults.Add(new CaseFault(part.Line, code, args));

    /// <summary>PointsRule is written <c>points-rule</c>.</summary>
    private static string Kebab(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : $"{c}"));

    private Words Words(Mapping map) => new(Text(Required(map, "zh")), Text(Required(map, "en")));
}

/// <summary>A mapping's entries; of what is none, nothing is missing besides.</summary>
internal sealed class Mapping(int line, Dictionary<string, YamlPart>? entries)
{
    public int Line => line;

    public bool IsMapping => entries is not null;

    public YamlPart? this[string key] => entries?.GetValueOrDefault(key);
}
