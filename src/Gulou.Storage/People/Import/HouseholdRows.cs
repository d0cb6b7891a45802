using Gulou.Kernel.People;
using Gulou.Kernel.Places;

namespace Gulou.Storage.People.Import;

/// <summary>
/// Puts rows together to households: by the household's number where there is a column of it, else each head begins
/// one. An empty number means "as above", as merged cells leave it.
/// </summary>
internal sealed class HouseholdRows(bool byNumber)
{
    private readonly Dictionary<(PlaceKey Place, string Number), int> seen = [];
    private ListedHousehold? open;

    /// <summary>The households in the order of the list; the last row of each has been read when it is given.</summary>
    public IEnumerable<ListedHousehold> Group(IEnumerable<ListedRow> rows)
    {
        foreach (var row in rows)
        {
            if (open is not null && Begins(row))
            {
                yield return Close(open);
                open = null;
            }
            if (open is null)
                Open(row);
            else if (row.HouseholdNumber.Length == 0)
                row.HouseholdNumber = open.Number;
            open!.Rows.Add(row);
        }
        if (open is not null)
            yield return Close(open);
        open = null;
    }

    private bool Begins(ListedRow row)
    {
        var isHead = row.Relation == Relation.Head;
        if (!byNumber)
            return isHead;
        var number = row.HouseholdNumber;
        var elsewhere = row.Place is { } place && open!.Place is { } its && place.Id != its.Id;
        return number.Length == 0
            ? isHead && open!.Rows.Exists(other => other.Relation == Relation.Head)
            : number != open!.Number || (isHead && elsewhere);
    }

    private void Open(ListedRow row)
    {
        open = new ListedHousehold();
        if (!byNumber || row.HouseholdNumber.Length == 0)
            return;
        var key = (row.Place?.Key ?? default, row.HouseholdNumber);
        if (!seen.TryAdd(key, row.Number))
            row.Find(FindingKind.HouseholdApart, ListField.HouseholdNumber, seen[key]);
    }

    private static ListedHousehold Close(ListedHousehold household)
    {
        foreach (var row in household.Rows.Where(row => row.Relation == Relation.Head))
        {
            if (household.Head is null)
                household.Head = row;
            else
                row.Find(FindingKind.SecondHead, ListField.Relation, household.Head.Number);
        }
        if (household.Place is { } place)
        {
            foreach (var row in household.Rows)
                row.Place ??= row.IsBad ? null : place;
        }
        if (household.Rows[0].Findings.Find(f => f.Kind == FindingKind.HouseholdApart) is { Row: > 0 } apart)
        {
            foreach (var row in household.Rows.Skip(1))
                row.Find(FindingKind.HouseholdApart, ListField.HouseholdNumber, apart.Arg);
        }
        return household;
    }
}
