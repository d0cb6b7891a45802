using Gulou.Storage.People.Import;

namespace Gulou.App;

/// <summary>What was found in a list of people, in words.</summary>
public static class FindingWords
{
    /// <summary>What is wrong with a row and how to mend it, or what became of it.</summary>
    public static string Say(this Text text, Finding finding) =>
        text[$"lists.finding-{finding.Kind}", Argument(text, finding)];

    /// <summary>The column's name; empty for the row as a whole.</summary>
    public static string ColumnOf(this Text text, Finding finding) =>
        finding.Column is { } column ? text[$"lists.field-{column}"] : "";

    /// <summary>The words of a template.</summary>
    public static TemplateWords TemplateWords(this Text text) =>
        new(
            text["lists.sheet"],
            text["lists.help-sheet"],
            [.. Enumerable.Range(1, 5).Select(line => text[$"lists.help-{line}"])]
        );

    private static string Argument(Text text, Finding finding) =>
        finding.Kind switch
        {
            FindingKind.Differs or FindingKind.Updated => string.Join(
                text["lists.and"],
                finding.Arg.Split(',').Select(field => text[$"lists.field-{field}"])
            ),
            FindingKind.RegisteredElsewhere when finding.Arg.Length == 0 => text["lists.elsewhere"],
            _ => finding.Arg,
        };
}
