using Gulou.Kernel.Cases;
using Gulou.Kernel.People;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Storage.Cases;

/// <summary>The people, households and places a form names.</summary>
internal static class CaseThings
{
    /// <summary>Asks for them; whether each is there, in the case's own cell.</summary>
    public static bool AllThere(World w, int cell, CaseType type, FormValues values)
    {
        // All are asked for before any is judged, so that one loading is enough.
        var there = Things(type.Fields, values).Distinct().Select(thing => IsThere(w, cell, thing)).ToList();
        return there.TrueForAll(one => one);
    }

    /// <summary>Whether an outcome is to be named rather than another.</summary>
    public static bool ComesBefore(this CaseOutcome outcome, CaseOutcome other) =>
        other == CaseOutcome.Done || outcome < other;

    private static bool IsThere(World w, int cell, (FieldKind Kind, long Id) thing) =>
        thing.Kind switch
        {
            FieldKind.Person => w.All(new PersonOf(cell, thing.Id)).Count > 0,
            FieldKind.Household => w.All(new HouseholdOf(cell, thing.Id)).Count > 0,
            FieldKind.Place => w.PlaceOf(cell, thing.Id) is not null,
            // Rules are an area's own: its effect looks at them.
            _ => true,
        };

    private static IEnumerable<(FieldKind Kind, long Id)> Things(IReadOnlyList<CaseField> fields, FormValues values) =>
        fields.SelectMany(field =>
            values[field.Key] switch
            {
                IdValue { Id: var id } => [(field.Kind, id)],
                TableValue table => table.Rows.SelectMany(row => Things(field.Columns, row)),
                _ => [],
            }
        );
}

/// <summary>A living person, not locked.</summary>
internal sealed record PersonOf(int Cell, long Id) : Query<Person>
{
    public override IQueryable<Person> On(GulouDb db) =>
        db.People.Where(p => p.Cell == Cell && p.Id == Id && p.To == null);
}

/// <summary>A household that stands, not locked.</summary>
internal sealed record HouseholdOf(int Cell, long Id) : Query<Household>
{
    public override IQueryable<Household> On(GulouDb db) =>
        db.Households.Where(h => h.Cell == Cell && h.Id == Id && h.To == null);
}
