using System.Globalization;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Storage.People.Import;

/// <summary>A row understood as a person, with what is wrong in it.</summary>
internal sealed class ListedRow(int number)
{
    public int Number { get; } = number;
    public string Name { get; set; } = "";
    public Relation? Relation { get; set; }
    public CitizenId? CitizenId { get; set; }
    public MobilePhone? Phone { get; set; }
    public DateOnly? Birthday { get; set; }
    public bool? IsMale { get; set; }
    public string Ethnicity { get; set; } = "";

    /// <summary>As typed; empty for "as above".</summary>
    public string HouseholdNumber { get; set; } = "";
    public string Door { get; set; } = "";
    public Place? Place { get; set; }

    /// <summary>What is kept of it sealed.</summary>
    public Seals Seals { get; set; }

    public List<Finding> Findings { get; } = [];

    public bool IsBad => Findings.Exists(finding => finding.IsFault);

    public void Find(FindingKind kind, ListField? column = null, object? arg = null) =>
        Findings.Add(new Finding(Number, column, kind, $"{arg}"));
}

/// <summary>Rows that are one household.</summary>
internal sealed class ListedHousehold
{
    public List<ListedRow> Rows { get; } = [];

    public ListedRow? Head { get; set; }

    /// <summary>The registered household it is, or the id under which the plan enters it; null for neither.</summary>
    public long? EnteredAs { get; set; }

    public Place? Place => Rows.Find(row => row.Place is not null)?.Place;

    public string Number => Rows[0].HouseholdNumber;

    /// <summary>The register's own id, as exports carry it; null for a number of the list's own.</summary>
    public long? KnownId =>
        Number.Length > LongestOwnNumber
        && long.TryParse(Number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    public string Door => Rows.Find(row => row.Door.Length > 0)?.Door ?? (KnownId is null ? Number : "");

    /// <summary>The register's ids are longer than any number a village gives.</summary>
    private const int LongestOwnNumber = 15;
}
