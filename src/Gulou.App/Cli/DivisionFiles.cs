using System.Globalization;
using System.Text;
using Gulou.Kernel.Places;

namespace Gulou.App.Cli;

/// <summary>
/// The files around a year's table: all its changes as a list, its open questions to be filled in, and those filled in
/// as answers. A spreadsheet opens them as they are (UTF-8 with its mark).
/// </summary>
internal sealed class DivisionFiles(Text text)
{
    private static readonly string[] About =
    [
        "change",
        "row-code",
        "row-name",
        "place",
        "place-code",
        "place-name",
        "signs",
    ];

    private static readonly string[] Answering = ["replies", "candidates", "reply", "target", "document", "on"];

    private readonly DivisionWords words = new(text);

    public void WriteChanges(string file, DivisionDiff diff)
    {
        using var writer = Create(file);
        WriteLine(writer, [.. About.Select(words.Heading), words.Heading("state")]);
        foreach (var change in diff.Changes)
        {
            var state =
                change.IsPlain ? "plain"
                : change.IsQuestion ? "open"
                : "waits";
            WriteLine(writer, [.. Fields(change), text[$"places.state-{state}"]]);
        }
    }

    public void WriteQuestions(string file, DivisionDiff diff)
    {
        using var writer = Create(file);
        WriteLine(writer, [.. About.Concat(Answering).Select(words.Heading)]);
        foreach (var change in diff.Open.Where(change => change.IsQuestion))
            WriteLine(
                writer,
                [
                    .. Fields(change),
                    string.Join(" / ", change.Replies.Select(words.Of)),
                    string.Join("; ", change.Candidates.Select(words.Of)),
                    "",
                    "",
                    "",
                    "",
                ]
            );
    }

    /// <summary>The answers of a questions file filled in; rows without an answer are left open.</summary>
    /// <param name="file">Comma-separated, headings in either language, in any order.</param>
    /// <param name="faults">What is wrong, by row number.</param>
    public IReadOnlyList<(int Row, DivisionAnswer Answer)> ReadAnswers(string file, out IReadOnlyList<string> faults)
    {
        var answers = new List<(int, DivisionAnswer)>();
        var wrong = new List<string>();
        faults = wrong;
        using var reader = File.OpenText(file);
        var fields = new List<ReadOnlyMemory<char>>();
        if (!CsvFields.Split((reader.ReadLine() ?? "").TrimStart('\uFEFF'), fields))
            fields.Clear();
        var headings = fields.ConvertAll(field => field.ToString());
        var columns = ((string[])["row-code", "place", "reply", "target", "document", "on"]).ToDictionary(
            column => column,
            column => headings.FindIndex(heading => words.IsHeading(column, heading))
        );
        foreach (var missing in columns.Where(column => column.Value < 0))
            wrong.Add(text["cli.places.no-column", words.Heading(missing.Key)]);
        if (wrong.Count > 0)
            return [];
        for (var row = 2; reader.ReadLine() is { } line; row++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (!CsvFields.Split(line, fields) || fields.Count != headings.Count)
                wrong.Add(text["cli.places.bad-row", row, text["cli.places.bad-columns"]]);
            else if (Field("reply").Length == 0)
                continue;
            else if (ReadAnswer(Field) is { Answer: { } answer })
                answers.Add((row, answer));
            else
                wrong.Add(text["cli.places.bad-row", row, ReadAnswer(Field).Fault]);
        }
        return answers;

        string Field(string column) => fields[columns[column]].ToString().TrimStart('\'').Trim();
    }

    private (DivisionAnswer? Answer, string Fault) ReadAnswer(Func<string, string> field)
    {
        var (code, id, document) = (field("row-code"), field("place"), field("document"));
        if (words.ReplyOf(field("reply")) is not { } reply)
            return (null, text["cli.places.bad-reply", field("reply")]);
        long? place = null;
        if (id.Length > 0)
        {
            if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return (null, text["cli.places.bad-place", id]);
            place = number;
        }
        DateOnly? on = null;
        if (field("on").Length > 0)
        {
            if (!DateOnly.TryParse(field("on"), CultureInfo.InvariantCulture, out var day))
                return (null, text["cli.places.bad-day", field("on")]);
            on = day;
        }
        if (document.Length == 0)
            return (null, text["cli.places.no-document"]);
        // What is chosen from the candidates may be pasted with its name.
        var target = field("target").Split(' ', 2)[0];
        var question = new DivisionQuestionId(code.Length == 0 ? null : code, place);
        return (new DivisionAnswer(question, reply, target.Length == 0 ? null : target, document, on), "");
    }

    private IEnumerable<string> Fields(DivisionChange change) =>
        [
            words.Of(change.Type),
            AsText(change.Row?.Code),
            change.Row?.Name ?? "",
            AsText($"{change.Known?.Id}"),
            AsText(change.Known?.Code),
            change.Known?.Name ?? "",
            string.Join("; ", change.Signs.Select(words.Of)),
        ];

    /// <summary>More digits than a spreadsheet keeps of a number are marked as text.</summary>
    private static string AsText(string? digits) => digits is { Length: > 15 } ? "'" + digits : digits ?? "";

    private static StreamWriter Create(string file) => new(file, append: false, new UTF8Encoding(true));

    private static void WriteLine(TextWriter writer, IReadOnlyList<string> fields) =>
        writer.WriteLine(string.Join(',', fields.Select(CsvFields.Quote)));
}
