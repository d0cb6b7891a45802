using System.Globalization;
using System.Text;
using Gulou.App.Web.Visits;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.People;
using Gulou.Storage.Places;
using Gulou.Storage.Sheets;

namespace Gulou.App.Web.People;

/// <summary>The population statement as a file, workbook or text: figures of months, nobody's names.</summary>
internal static class PopulationFile
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const double NameWidth = 18;
    private const double FigureWidth = 10;

    public static void Map(WebApplication app)
    {
        app.MapGet("/population.csv", TextAsync).ExcludeFromDescription();
        app.MapGet("/population.xlsx", WorkbookAsync).ExcludeFromDescription();
    }

    [Needs(PeopleCapabilities.Count)]
    private static Task<IResult> TextAsync(
        Tower tower,
        Visitor visitor,
        Text words,
        string? at = null,
        int? year = null,
        CancellationToken cancellation = default
    ) =>
        WriteAsync(
            tower,
            visitor,
            words,
            (at, year),
            (rows, name, _) =>
            {
                var lines = rows.Select(row => string.Join(',', row.Select(cell => cell.Text)) + "\r\n");
                // Excel reads UTF-8 as such only after this mark.
                byte[] text = [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(string.Concat(lines))];
                return Results.File(text, "text/csv; charset=utf-8", $"{name}.csv");
            },
            cancellation
        );

    [Needs(PeopleCapabilities.Count)]
    private static Task<IResult> WorkbookAsync(
        Tower tower,
        Visitor visitor,
        Text words,
        string? at = null,
        int? year = null,
        CancellationToken cancellation = default
    ) =>
        WriteAsync(
            tower,
            visitor,
            words,
            (at, year),
            (rows, name, sheet) =>
            {
                var file = new MemoryStream();
                using (var book = new WorkbookWriter(file))
                {
                    var columns = rows[0].Select((_, i) => new WorkbookColumn(i == 0 ? NameWidth : FigureWidth));
                    book.BeginSheet(sheet, [.. columns], frozen: 1);
                    foreach (var row in rows)
                        book.Cells(row, isHead: ReferenceEquals(row, rows[0]));
                }
                return Results.File(file.ToArray(), Workbook, $"{name}.xlsx");
            },
            cancellation
        );

    private static async Task<IResult> WriteAsync(
        Tower tower,
        Visitor visitor,
        Text words,
        (string? At, int? Year) asked,
        Func<IReadOnlyList<IReadOnlyList<SheetCell>>, string, string, IResult> write,
        CancellationToken cancellation
    )
    {
        var key =
            long.TryParse(asked.At, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                ? new PlaceKey(value)
            : visitor.Scopes(PeopleCapabilities.Count) is [var scope, ..] ? new PlaceKey(scope.Low)
            : default;
        if (key.Depth == 0 || !key.IsValid || !visitor.May(PeopleCapabilities.Count, new Target(key)))
            return Results.Forbid();
        var today = tower.Now.Day;
        var year = Math.Clamp(asked.Year ?? today.Year, 2000, today.Year);
        var last = year == today.Year ? Months.Of(today) : (year * 100) + 12;
        var months = await new PopulationReader(tower.Database).StatementAsync(
            key,
            (year * 100) + 1,
            last,
            cancellation
        );
        var place = await new PlaceReader(tower.Database).FindAsync(key, cancellation);
        return write(Table(words, place, months), $"population-{key}-{year}", words["life.sheet", year]);
    }

    private static List<IReadOnlyList<SheetCell>> Table(Text words, Place? place, IReadOnlyList<PopulationMonth> months)
    {
        var kinds = StatementColumns.People.Concat(StatementColumns.WithinVillage).ToList();
        string[] heads =
        [
            words["people.village"],
            words["life.month"],
            words["life.opening"],
            .. kinds.Select(k => words[$"life.kind-{(int)k}"]),
            words["life.late"],
            words["life.closing"],
            words["home.households"],
        ];
        return
        [
            [.. heads.Select(head => new SheetCell(head, false))],
            .. months.Select(month =>
                (IReadOnlyList<SheetCell>)
                    [
                        new SheetCell(place?.Name ?? "", false),
                        Figure(month.Month),
                        Figure(month.Opening.People),
                        .. kinds.Select(k => Figure(month.Of(k))),
                        Figure(month.Corrections.People),
                        Figure(month.Closing.People),
                        Figure(month.Closing.Households),
                    ]
            ),
        ];
    }

    private static SheetCell Figure(int figure) => new(figure.ToString(CultureInfo.InvariantCulture), true);
}
