using Gulou.Kernel.Cases;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gulou.Storage.Cases;

/// <summary>
/// A part of a YAML text with its line: a word, a list or a mapping. Unlike the library's own tree it goes on after a
/// key that stands twice, so that all mistakes are found at once. Anchors are not part of the language.
/// </summary>
internal sealed record YamlPart(int Line)
{
    /// <summary>The word; null for a list or a mapping.</summary>
    public string? Text { get; private init; }

    /// <summary>The list; null for others.</summary>
    public IReadOnlyList<YamlPart>? Items { get; private init; }

    /// <summary>The mapping; null for others.</summary>
    public IReadOnlyList<(YamlPart Key, YamlPart Value)>? Entries { get; private init; }

    /// <summary>The text's one part; null, with a fault, when it is no YAML.</summary>
    public static YamlPart? Parse(string text, List<CaseFault> faults)
    {
        using var reader = new StringReader(text);
        var parser = new Parser(reader);
        try
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
                return Word(1, "");
            parser.Consume<DocumentStart>();
            var part = Read(parser, faults);
            parser.Consume<DocumentEnd>();
            parser.Consume<StreamEnd>();
            return part;
        }
        catch (YamlException broken)
        {
            faults.Add(new CaseFault((int)broken.Start.Line, CaseFaultCode.NotYaml, [broken.Message]));
            return null;
        }
        catch (InvalidOperationException broken)
        {
            // The library stumbles so over some brackets that are never closed.
            var line = (int)(parser.Current?.End.Line ?? 1);
            faults.Add(new CaseFault(line, CaseFaultCode.NotYaml, [broken.Message]));
            return null;
        }
    }

    /// <summary>
    /// The line of every key and word, by the keys that lead to it joined with slashes; of two the first.
    /// </summary>
    public Dictionary<string, int> Lines()
    {
        var lines = new Dictionary<string, int>();
        Walk(this, "");
        return lines;

        void Walk(YamlPart part, string path)
        {
            if (part.Text is { } text)
                lines.TryAdd(path + text, part.Line);
            foreach (var item in part.Items ?? [])
                Walk(item, path);
            foreach (var (key, value) in part.Entries ?? [])
            {
                lines.TryAdd(path + key.Text, key.Line);
                Walk(value, $"{path}{key.Text}/");
            }
        }
    }

    private static YamlPart Read(Parser parser, List<CaseFault> faults)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
            return Word((int)scalar.Start.Line, scalar.Value);
        if (parser.TryConsume<SequenceStart>(out var list))
        {
            var items = new List<YamlPart>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(Read(parser, faults));
            return new YamlPart((int)list.Start.Line) { Items = items };
        }
        var start = parser.Consume<MappingStart>();
        var entries = new List<(YamlPart Key, YamlPart Value)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var (key, value) = (Read(parser, faults), Read(parser, faults));
            if (key.Text is null)
                faults.Add(new CaseFault(key.Line, CaseFaultCode.NotText, []));
            else if (entries.Exists(entry => entry.Key.Text == key.Text))
                faults.Add(new CaseFault(key.Line, CaseFaultCode.DuplicateKey, [key.Text]));
            else
                entries.Add((key, value));
        }
        return new YamlPart((int)start.Start.Line) { Entries = entries };
    }

    private static YamlPart Word(int line, string text) => new(line) { Text = text };
}
