using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.People;

/// <summary>
/// Changes of the head counts, gathered over a group of commands and written once, in the order of their keys, so that
/// writers side by side do not lock each other out.
/// </summary>
internal sealed class CountChanges
{
    // SQLite and PostgreSQL say it alike. A village's number is never reused, so its key finds one place.
    private const string Upsert = """
        INSERT INTO population_count (cell, place_id, month, kind, scope, count, late)
        SELECT d.cell, d.id, {2}, {3}, d.key, {4}, {5} FROM division d WHERE d.cell = {0} AND d.key = {1}
        ON CONFLICT (cell, place_id, month, kind)
        DO UPDATE SET count = population_count.count + excluded.count, late = population_count.late + excluded.late
        """;

    private readonly Dictionary<Key, (int Count, int Late)> changes = [];

    private readonly record struct Key(int Cell, long Village, int Month, int Kind);

    public bool IsEmpty => changes.Count == 0;

    /// <summary>
    /// Counts an event: in its month unless people only went from one place of the village to another, and in the
    /// number of today.
    /// </summary>
    public void Add(PersonEvent e)
    {
        if (e.Kind is not (PersonEventKind.WithinIn or PersonEventKind.WithinOut))
            Add(e.Cell, e.Scope, e.On, (int)e.Kind, PopulationCount.People, e.Change, e.Late);
    }

    /// <inheritdoc cref="Add(PersonEvent)" />
    public void Add(HouseholdEvent e)
    {
        if (e.Kind is not (HouseholdEventKind.PlacedIn or HouseholdEventKind.PlacedOut))
            Add(e.Cell, e.Scope, e.On, (int)e.Kind, PopulationCount.Households, e.Change, e.Late);
    }

    public void Add(CountChanges others)
    {
        foreach (var (key, change) in others.changes)
            Add(key, change.Count, change.Late);
    }

    public async Task WriteAsync(GulouDb db)
    {
        foreach (
            var (key, change) in changes.OrderBy(c => c.Key.Village).ThenBy(c => c.Key.Month).ThenBy(c => c.Key.Kind)
        )
        {
            if (change == (0, 0))
                continue;
            await db.Database.ExecuteSqlRawAsync(
                Upsert,
                key.Cell,
                key.Village,
                key.Month,
                key.Kind,
                change.Count,
                change.Late
            );
        }
    }

    private void Add(int cell, PlaceKey scope, DateOnly on, int kind, int stock, int change, bool late)
    {
        if (change == 0)
            return;
        var village = scope.At(PlaceLevel.Village).Value;
        Add(new Key(cell, village, PopulationCount.Now, stock), change, 0);
        Add(new Key(cell, village, Months.Of(on), kind), late ? 0 : change, late ? change : 0);
    }

    private void Add(Key key, int count, int late)
    {
        var (c, l) = changes.GetValueOrDefault(key);
        changes[key] = (c + count, l + late);
    }
}
