using System.Collections.Concurrent;
using Gulou.Kernel.Places;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gulou.Storage.Places;

/// <summary>
/// Changes of the map as statements over sets of rows, in the order they are given. A place that changes keeps what it
/// was as a row of its past; a place that moves takes everything below it along, by one addition to every key and
/// scope.
/// </summary>
/// <param name="w">Where the statements are collected.</param>
/// <param name="on">First day of the new state.</param>
/// <param name="document">The document it rests on.</param>
internal sealed class Redrawing(World w, DateOnly on, string document)
{
    private static readonly ConcurrentDictionary<IModel, IReadOnlyList<string>> Tables = [];

    private int Day => Model.Day.ToNumber(on);

    /// <summary>
    /// Every table with a scope, found in the model: a new register follows its places without being told.
    /// </summary>
    public static IReadOnlyList<string> ScopeTables(IModel model) =>
        Tables.GetOrAdd(
            model,
            m =>
                [
                    .. m.GetEntityTypes()
                        .Where(e => e.FindProperty("Scope") is not null)
                        .Select(e => e.GetTableName()!)
                        .Distinct()
                        .Order(),
                ]
        );

    public void Rename(Place place, string name)
    {
        Keep(place);
        var said = PlaceNames.Short(place.Level, name);
        w.ChangeAll(
            $$"""
            UPDATE {{TableOf(place)}} SET name = {0}, short_name = {1}, initials = {2}
            WHERE cell = {3} AND id = {4}
            """,
            name,
            said,
            w.Pinyin.Initials(said),
            place.Cell,
            place.Id
        );
        Tell(place, PlaceEventKind.Renamed, place.Name, name);
    }

    public void Reclassify(Place place, PlaceKind kind)
    {
        Keep(place);
        w.ChangeAll(
            $"UPDATE {TableOf(place)} SET kind = {{0}} WHERE cell = {{1}} AND id = {{2}}",
            (int)kind,
            place.Cell,
            place.Id
        );
        Tell(place, PlaceEventKind.Reclassified, $"{(int)place.Kind}", $"{(int)kind}");
    }

    /// <summary>Moves a place and all below it, of now and of before, to another position of the same level.</summary>
    public void Rehome(Place place, PlaceKey to, Place? parent)
    {
        Shift(place, place.Key.Range.Low, to.Value - place.Key.Value);
        Recount(place, to);
        if (parent is not null)
            Tell(place, PlaceEventKind.Moved, "", parent.ShortName, parent.Id);
    }

    /// <summary>Moves all below a place under another of its level, their numbers behind those there.</summary>
    public void RehomeBelow(Place place, PlaceKey into, int offset) =>
        Shift(
            place,
            place.Key.Range.Low + 1,
            into.Value - place.Key.Value + (offset * PlaceKeys.StepOf(into.Depth + 1))
        );

    private void Shift(Place place, long low, long by)
    {
        var high = place.Key.Range.High;
        foreach (var table in place is Grid ? ["grid"] : (string[])["division", "grid"])
        {
            Keep(table, "key >= {1} AND key < {2}", low, high);
            KeepEnded(table, low, high);
            w.ChangeAll($"UPDATE {table} SET key = key + {{0}} WHERE key >= {{1}} AND key < {{2}}", by, low, high);
        }
        var inCell = place.Level >= PlaceLevel.County ? " AND cell = {3}" : "";
        foreach (var table in w.ScopeTables)
            w.ChangeAll(
                $"UPDATE {table} SET scope = scope + {{0}} WHERE scope >= {{1}} AND scope < {{2}}{inCell}",
                by,
                low,
                high,
                place.Cell
            );
    }

    /// <summary>
    /// Ends a place whose own rows go to another; its children must have been moved. Who held a post there holds it no
    /// longer: nobody comes to power over the larger place by a merge.
    /// </summary>
    public void Absorb(Place place, Place into, PlaceKey intoKey)
    {
        w.ChangeAll(
            """
            UPDATE appointment SET "to" = CASE WHEN "from" > {0} THEN "from" ELSE {0} END
            WHERE cell = {1} AND scope = {2} AND ("to" IS NULL OR "to" > {0})
            """,
            Day,
            place.Cell,
            place.Key.Value
        );
        foreach (var table in (string[])["household", "person"])
            w.ChangeAll(
                $"UPDATE {table} SET place_id = {{0}} WHERE cell = {{1}} AND place_id = {{2}}",
                into.Id,
                place.Cell,
                place.Id
            );
        foreach (var table in w.ScopeTables)
            w.ChangeAll(
                $"UPDATE {table} SET scope = {{0}} WHERE cell = {{1}} AND scope = {{2}}",
                intoKey.Value,
                place.Cell,
                place.Key.Value
            );
        Recount(place, intoKey);
        foreach (var follower in w.Tools.MapFollowers)
            follower.Absorbed(w, place, into, on);
        Close(place);
        Tell(place, PlaceEventKind.MergedInto, "", into.ShortName, into.Id);
        Tell(into, PlaceEventKind.Absorbed, "", place.ShortName, place.Id);
    }

    /// <summary>Ends all that stands at and below a place, with the codes it bears.</summary>
    public void CloseAll(Place place)
    {
        foreach (var table in place is Grid ? ["grid"] : (string[])["division", "grid"])
        {
            var standing = """cell = {1} AND key >= {2} AND key < {3} AND "to" IS NULL""";
            var (low, high) = (place.Key.Range.Low, place.Key.Range.High);
            w.ChangeAll(
                $$"""
                UPDATE place_code SET "to" = CASE WHEN "from" > {0} THEN "from" ELSE {0} END
                WHERE cell = {1} AND "to" IS NULL AND place_id IN (SELECT id FROM {{table}} WHERE {{standing}})
                """,
                Day,
                place.Cell,
                low,
                high
            );
            w.ChangeAll($"UPDATE {table} SET \"to\" = {{0}} WHERE {standing}", Day, place.Cell, low, high);
        }
    }

    public void Abolish(Place place)
    {
        w.ChangeAll(
            """
            UPDATE appointment SET "to" = CASE WHEN "from" > {0} THEN "from" ELSE {0} END
            WHERE cell = {1} AND scope = {2} AND ("to" IS NULL OR "to" > {0})
            """,
            Day,
            place.Cell,
            place.Key.Value
        );
        Close(place);
        Tell(place, PlaceEventKind.Abolished, place.ShortName, "");
    }

    /// <summary>A place abolished stands again; the time between stays a gap.</summary>
    public void Restore(Place place)
    {
        w.ChangeAll(
            $$"""
            INSERT INTO place_past (cell, place_id, "to", key, "from", name, short_name, kind)
            SELECT cell, id, "to", key, since, name, short_name, kind FROM {{TableOf(place)}}
            WHERE cell = {0} AND id = {1} AND since <= "to" ON CONFLICT DO NOTHING
            """,
            place.Cell,
            place.Id
        );
        w.ChangeAll(
            $"UPDATE {TableOf(place)} SET \"to\" = NULL, since = {{0}} WHERE cell = {{1}} AND id = {{2}}",
            Day,
            place.Cell,
            place.Id
        );
        Tell(place, PlaceEventKind.Restored, "", place.ShortName);
    }

    /// <summary>Another code in a scheme, a first one, or none any longer.</summary>
    public void Recode(Place place, CodeScheme scheme, PlaceCode? before, string? code)
    {
        if (before is not null)
            w.ChangeAll(
                "UPDATE place_code SET \"to\" = {0} WHERE cell = {1} AND id = {2}",
                Math.Max(Day, Model.Day.ToNumber(before.From)),
                before.Cell,
                before.Id
            );
        if (code is not null)
            w.AddAll<PlaceCode>([
                new PlaceCode
                {
                    Cell = place.Cell,
                    Id = w.NewId(),
                    PlaceId = place.Id,
                    Scheme = scheme,
                    Code = code,
                    From = on,
                },
            ]);
        if (scheme != CodeScheme.Grid)
            Tell(place, PlaceEventKind.Recoded, before?.Code ?? "", code ?? "");
    }

    /// <summary>
    /// Head counts of villages between which grids or units went, made anew of the events that now lie in each.
    /// </summary>
    private void Recount(Place place, PlaceKey now)
    {
        var villages = (PlaceKey[])[place.Key.At(PlaceLevel.Village), now.At(PlaceLevel.Village)];
        if (place.Level <= PlaceLevel.Village || villages[0] == villages[1])
            return;
        foreach (var village in villages)
        {
            w.ChangeAll("DELETE FROM population_count WHERE cell = {0} AND scope = {1}", place.Cell, village.Value);
            w.ChangeAll(
                """
                INSERT INTO population_count (cell, place_id, month, kind, scope, count, late)
                SELECT d.cell, d.id, e.month, e.kind, d.key, SUM(e.told), SUM(e.late)
                FROM division d, (
                    SELECT "on" / 100 AS month, kind, CASE WHEN late THEN 0 ELSE change END AS told,
                        CASE WHEN late THEN change ELSE 0 END AS late
                    FROM person_event WHERE cell = {0} AND scope >= {1} AND scope < {2} AND change <> 0
                        AND kind NOT IN (9, 10)
                    UNION ALL
                    SELECT "on" / 100, kind, CASE WHEN late THEN 0 ELSE change END,
                        CASE WHEN late THEN change ELSE 0 END
                    FROM household_event WHERE cell = {0} AND scope >= {1} AND scope < {2} AND change <> 0
                        AND kind NOT IN (106, 107)
                    UNION ALL
                    SELECT 0, 0, 1, 0 FROM person
                    WHERE cell = {0} AND scope >= {1} AND scope < {2} AND "to" IS NULL AND household_id IS NOT NULL
                    UNION ALL
                    SELECT 0, 100, 1, 0 FROM household
                    WHERE cell = {0} AND scope >= {1} AND scope < {2} AND "to" IS NULL
                ) e
                WHERE d.cell = {0} AND d.key = {1}
                GROUP BY d.cell, d.id, e.month, e.kind, d.key
                """,
                place.Cell,
                village.Range.Low,
                village.Range.High
            );
        }
    }

    public void Tell(Place place, PlaceEventKind kind, string before, string after, long? other = null) =>
        w.AddAll<PlaceEvent>([
            new PlaceEvent
            {
                Cell = place.Cell,
                Id = w.NewId(),
                PlaceId = place.Id,
                Kind = kind,
                On = on,
                Document = document,
                OtherId = other,
                Before = before,
                After = after,
            },
        ]);

    private void Close(Place place)
    {
        w.ChangeAll(
            $"UPDATE {TableOf(place)} SET \"to\" = {{0}} WHERE cell = {{1}} AND id = {{2}}",
            Day,
            place.Cell,
            place.Id
        );
        w.ChangeAll(
            """
            UPDATE place_code SET "to" = CASE WHEN "from" > {0} THEN "from" ELSE {0} END
            WHERE cell = {1} AND place_id = {2} AND "to" IS NULL
            """,
            Day,
            place.Cell,
            place.Id
        );
    }

    private void Keep(Place place) => Keep(TableOf(place), "cell = {1} AND id = {2}", place.Cell, place.Id);

    /// <summary>What stands so far becomes past.</summary>
    private void Keep(string table, string which, long first, long second)
    {
        w.ChangeAll(
            $$"""
            INSERT INTO place_past (cell, place_id, "to", key, "from", name, short_name, kind)
            SELECT cell, id, {0}, key, CASE WHEN since < {0} THEN since ELSE {0} END, name, short_name, kind
            FROM {{table}} WHERE {{which}} AND "to" IS NULL ON CONFLICT DO NOTHING
            """,
            Day,
            first,
            second
        );
        w.ChangeAll(
            $"UPDATE {table} SET since = {{0}} WHERE {which} AND \"to\" IS NULL AND since < {{0}}",
            Day,
            first,
            second
        );
    }

    /// <summary>A place that ended before stood where it stood; only what comes of it later is moved.</summary>
    private void KeepEnded(string table, long low, long high)
    {
        w.ChangeAll(
            $$"""
            INSERT INTO place_past (cell, place_id, "to", key, "from", name, short_name, kind)
            SELECT cell, id, "to", key, since, name, short_name, kind
            FROM {{table}} WHERE key >= {0} AND key < {1} AND since < "to" ON CONFLICT DO NOTHING
            """,
            low,
            high
        );
        w.ChangeAll(
            $"UPDATE {table} SET since = \"to\" WHERE key >= {{0}} AND key < {{1}} AND since < \"to\"",
            low,
            high
        );
    }

    private static string TableOf(Place place) => place is Grid ? "grid" : "division";
}
