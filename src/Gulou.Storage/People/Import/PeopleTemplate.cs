using Gulou.Kernel.People;
using Gulou.Kernel.Values;
using Gulou.Storage.Sheets;

namespace Gulou.Storage.People.Import;

/// <summary>The words of a template in the clerk's language.</summary>
/// <param name="Sheet">The name of the sheet to fill in.</param>
/// <param name="Help">The name of the sheet with explanations.</param>
/// <param name="Lines">The explanations.</param>
public sealed record TemplateWords(string Sheet, string Help, IReadOnlyList<string> Lines);

/// <summary>The columns of a list of people, alike in the template and in exports.</summary>
public static class PeopleTemplate
{
    /// <summary>Writes an empty list to fill in, with explanations and a household that was made up.</summary>
    public static void Write(Stream to, ListWords words, TemplateWords texts)
    {
        using var book = new WorkbookWriter(to);
        BeginList(book, words, texts.Sheet);
        book.BeginSheet(texts.Help, [.. Columns(words).Select(column => column with { Choices = null })]);
        foreach (var line in texts.Lines)
            book.Row([line]);
        book.Row([]);
        book.Row(Headings(words), isHead: true);
        foreach (var row in Sample(words))
            book.Row(row);
    }

    /// <summary>Begins the sheet of the list itself, with its headings.</summary>
    internal static void BeginList(WorkbookWriter book, ListWords words, string name)
    {
        book.BeginSheet(name, Columns(words), frozen: 1);
        book.Row(Headings(words), isHead: true);
    }

    /// <summary>A row in the order of the columns.</summary>
    internal static IEnumerable<string> Row(Func<ListField, string> value) => Enum.GetValues<ListField>().Select(value);

    private static IEnumerable<string> Headings(ListWords words) => Row(words.HeadingOf);

    private static List<WorkbookColumn> Columns(ListWords words) =>
        [
            .. Enum.GetValues<ListField>()
                .Select(field =>
                    field switch
                    {
                        ListField.CitizenId => new WorkbookColumn(22),
                        ListField.Relation => new WorkbookColumn(
                            13,
                            [.. Enum.GetValues<Relation>().Select(words.WordOf)]
                        ),
                        ListField.Sex => new WorkbookColumn(7, [words.Male, words.Female]),
                        ListField.Ethnicity => new WorkbookColumn(10, words.EthnicGroups),
                        ListField.HouseholdNumber or ListField.Birthday or ListField.Phone => new WorkbookColumn(14),
                        _ => new WorkbookColumn(12),
                    }
                ),
        ];

    private static IEnumerable<IEnumerable<string>> Sample(ListWords words)
    {
        var (father, child) = (new DateOnly(1980, 5, 1), new DateOnly(2010, 9, 12));
        yield return Row(field => Sample(field, words, Relation.Head, words.Male, father, 1));
        yield return Row(field => Sample(field, words, Relation.Child, words.Female, child, 2));
    }

    private static string Sample(
        ListField field,
        ListWords words,
        Relation relation,
        string sex,
        DateOnly born,
        int serial
    ) =>
        field switch
        {
            ListField.HouseholdNumber => "1",
            ListField.Name => words.WordOf(relation),
            ListField.Relation => words.WordOf(relation),
            ListField.CitizenId => CitizenId.Make(CitizenId.SyntheticRegion, born, serial).Value,
            ListField.Sex => sex,
            ListField.Birthday => $"{born:yyyy-MM-dd}",
            ListField.Ethnicity => words.EthnicGroups[0],
            ListField.Phone => serial == 1 ? MobilePhone.Synthetic(1).Value : "",
            ListField.Door => "12",
            _ => "",
        };
}
