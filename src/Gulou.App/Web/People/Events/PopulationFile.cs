using System.Globalization;
using System.Text;
using Gulou.App.Web.Visits;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.People;
using Gulou.Storage.Places;

namespace Gulou.App.Web.People;

/// <summary>The population statement as a table that Excel opens: figures of months, nobody's names.</summary>
internal static class PopulationFile
{
    public static void Map(WebApplication app) => app.MapGet("/population.csv", WriteAsync).ExcludeFromDescription();

    [Needs(PeopleCapabilities.Count)]
    private static async Task<IResult> WriteAsync(
        Tower tower,
        Visitor visitor,
        Text words,
        string? at = null,
        int? year = null,
        CancellationToken cancellation = default
    )
    {
        var key =
            long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? new PlaceKey(value)
            : visitor.Scopes(PeopleCapabilities.Count) is [var scope, ..] ? new PlaceKey(scope.Low)
            : default;
        if (key.Depth == 0 || !key.IsValid || !visitor.May(PeopleCapabilities.Count, new Target(key)))
            return Results.Forbid();
        var today = tower.Now.Day;
        var shown = Math.Clamp(year ?? today.Year, 2000, today.Year);
        var last = shown == today.Year ? Months.Of(today) : (shown * 100) + 12;
        var months = await new PopulationReader(tower.Database).StatementAsync(
            key,
            (shown * 100) + 1,
            last,
            cancellation
        );
        var place = await new PlaceReader(tower.Database).FindAsync(key, cancellation);
        // Excel reads UTF-8 as such only after this mark.
        var text = Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(Table(words, place, months)));
        return Results.File([.. text], "text/csv; charset=utf-8", $"population-{key}-{shown}.csv");
    }

    private static string Table(Text words, Place? place, IReadOnlyList<PopulationMonth> months)
    {
        var kinds = StatementColumns.People.Concat(StatementColumns.WithinVillage).ToList();
        var table = new StringBuilder();
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
        table.AppendJoin(',', heads).Append("\r\n");
        foreach (var month in months)
        {
            object[] cells =
            [
                place?.Name ?? "",
                month.Month,
                month.Opening.People,
                .. kinds.Select(k => (object)month.Of(k)),
                month.Corrections.People,
                month.Closing.People,
                month.Closing.Households,
            ];
            table.AppendJoin(',', cells.Select(c => Convert.ToString(c, CultureInfo.InvariantCulture))).Append("\r\n");
        }
        return table.ToString();
    }
}
