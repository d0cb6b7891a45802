using System.Collections.Frozen;
using Gulou.Kernel.People;
using Gulou.Storage.Definitions;

namespace Gulou.Storage.People.Import;

/// <summary>The words of <c>definitions/people-list.yaml</c>, as the file has them.</summary>
public sealed class ListWordsFile
{
    public Dictionary<string, List<string>> Headings { get; set; } = [];
    public Dictionary<string, List<string>> Relations { get; set; } = [];
    public List<string> Male { get; set; } = [];
    public List<string> Female { get; set; } = [];
    public List<string> Totals { get; set; } = [];
    public List<string> Lunar { get; set; } = [];
    public List<string> EthnicGroups { get; set; } = [];
}

/// <summary>How the words in lists of people are understood.</summary>
public sealed class ListWords
{
    public const string File = "people-list.yaml";

    private readonly FrozenDictionary<string, ListField> headings;
    private readonly FrozenDictionary<string, Relation> relations;
    private readonly FrozenDictionary<string, bool> sexes;
    private readonly Dictionary<ListField, string> headingOf = [];
    private readonly Dictionary<Relation, string> wordOf = [];
    private readonly List<string> totals;
    private readonly List<string> lunar;

    private ListWords(ListWordsFile file)
    {
        var byHeading = new Dictionary<string, ListField>();
        foreach (var field in Enum.GetValues<ListField>())
            headingOf[field] = Add(byHeading, file.Headings, field);
        var byWord = new Dictionary<string, Relation>();
        foreach (var relation in Enum.GetValues<Relation>())
            wordOf[relation] = Add(byWord, file.Relations, relation);
        headings = byHeading.ToFrozenDictionary();
        relations = byWord.ToFrozenDictionary();
        sexes = file
            .Male.Select(word => (word, IsMale: true))
            .Concat(file.Female.Select(word => (word, IsMale: false)))
            .ToFrozenDictionary(pair => pair.word, pair => pair.IsMale);
        (totals, lunar) = (file.Totals, file.Lunar);
        (Male, Female, EthnicGroups) = (file.Male[0], file.Female[0], file.EthnicGroups);
    }

    /// <summary>The word for men that exports carry.</summary>
    public string Male { get; }

    /// <summary>The word for women that exports carry.</summary>
    public string Female { get; }

    /// <summary>Offered in the template.</summary>
    public IReadOnlyList<string> EthnicGroups { get; }

    /// <exception cref="DefinitionException">The file is broken, or a field or relation has no word.</exception>
    public static ListWords Load(string folder)
    {
        var file = DefinitionFile.Read<ListWordsFile>(folder, File);
        try
        {
            return new ListWords(file);
        }
        catch (ArgumentException broken)
        {
            throw new DefinitionException(File, 1, broken.Message);
        }
    }

    /// <summary>The heading that templates and exports carry.</summary>
    public string HeadingOf(ListField field) => headingOf[field];

    /// <summary>The word for a relation that templates and exports carry.</summary>
    public string WordOf(Relation relation) => wordOf[relation];

    public bool TryHeading(string text, out ListField field) => headings.TryGetValue(Bare(text), out field);

    public bool TryRelation(string text, out Relation relation) => relations.TryGetValue(Bare(text), out relation);

    public bool TrySex(string text, out bool isMale) => sexes.TryGetValue(Bare(text), out isMale);

    public bool IsTotal(string text) => Bare(text) is { Length: > 0 } bare && totals.Exists(bare.StartsWith);

    public bool IsLunar(string text) => lunar.Exists(word => text.Contains(word, StringComparison.Ordinal));

    /// <summary>Without blanks, signs, and what stands in brackets.</summary>
    internal static string Bare(string text)
    {
        var kept = new System.Text.StringBuilder(text.Length);
        var depth = 0;
        foreach (var c in text)
        {
            if (c is '(' or '（' or '[' or '【')
                depth++;
            else if (c is ')' or '）' or ']' or '】')
                depth = Math.Max(0, depth - 1);
            else if (depth == 0 && (char.IsLetterOrDigit(c) || c == '-'))
                kept.Append(c);
        }
        return kept.ToString();
    }

    private static string Add<TKey>(Dictionary<string, TKey> words, Dictionary<string, List<string>> file, TKey key)
        where TKey : struct, Enum
    {
        var name = string.Concat(
            key.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : $"{c}")
        );
        if (!file.TryGetValue(name, out var all) || all.Count == 0)
            throw new ArgumentException($"{name} has no words");
        foreach (var word in all)
        {
            if (!words.TryAdd(Bare(word), key) && !Equals(words[Bare(word)], key))
                throw new ArgumentException($"{word} means two things");
        }
        return all[0];
    }
}
