using System.Globalization;
using Gulou.Kernel.Values;
using Gulou.Storage.Sheets;

namespace Gulou.Storage.People.Import;

/// <summary>Understands one row after the other; what cannot be understood is found, never guessed.</summary>
internal sealed class RowReader(
    ListColumns columns,
    ListHeadings headings,
    ListWords words,
    PlaceFinder places,
    bool from1904,
    DateOnly today
)
{
    private const int LongestText = 50;

    private readonly Dictionary<string, string> texts = [];

    /// <summary>The person of a row; null for one that names nobody: blank, a total, the headings again.</summary>
    public ListedRow? Read(SheetRow row)
    {
        if (row.Number <= headings.Row || row.IsBlank || IsAside(row))
            return null;
        var person = new ListedRow(row.Number);
        ReadName(row, person);
        ReadRelation(row, person);
        ReadNumber(row, person);
        ReadSex(row, person);
        ReadBirthday(row, person);
        ReadPhone(row, person);
        person.Ethnicity = Short(row, person, ListField.Ethnicity);
        person.HouseholdNumber = Short(row, person, ListField.HouseholdNumber);
        person.Door = Short(row, person, ListField.Door);
        places.Find(
            person,
            Cell(row, ListField.Village).Text.Trim(),
            Cell(row, ListField.Grid).Text.Trim(),
            Cell(row, ListField.Unit).Text.Trim()
        );
        return person;
    }

    private bool IsAside(SheetRow row)
    {
        var name = Cell(row, ListField.Name);
        if (words.TryHeading(name.Text, out var field) && field == ListField.Name)
            return true;
        if (!Cell(row, ListField.CitizenId).IsBlank || !Cell(row, ListField.Relation).IsBlank)
            return false;
        var first = row.Cells.First(cell => !cell.IsBlank).Text;
        return words.IsTotal(first) || words.IsTotal(name.Text) || (name.IsBlank && OnlyAside(row));
    }

    /// <summary>Nothing in any column that is about a person: a line number, a remark.</summary>
    private bool OnlyAside(SheetRow row) => columns.Of.Keys.Where(IsPersons).All(field => Cell(row, field).IsBlank);

    private static bool IsPersons(ListField field) =>
        field
            is not (
                ListField.HouseholdNumber
                or ListField.Village
                or ListField.Grid
                or ListField.Unit
                or ListField.Door
            );

    private void ReadName(SheetRow row, ListedRow person)
    {
        var text = Cell(row, ListField.Name).Text;
        if (string.IsNullOrWhiteSpace(text))
            person.Find(FindingKind.NameMissing, ListField.Name);
        else if (PersonName.TryNormalise(text.Trim(), out var name))
            person.Name = name;
        else
            person.Find(FindingKind.NameUnreadable, ListField.Name);
    }

    private void ReadRelation(SheetRow row, ListedRow person)
    {
        var text = Cell(row, ListField.Relation).Text;
        if (string.IsNullOrWhiteSpace(text))
            person.Find(FindingKind.RelationMissing, ListField.Relation);
        else if (words.TryRelation(text, out var relation))
            person.Relation = relation;
        else
            person.Find(FindingKind.RelationUnknown, ListField.Relation, Cut(text));
    }

    private void ReadNumber(SheetRow row, ListedRow person)
    {
        var cell = Cell(row, ListField.CitizenId);
        if (cell.IsBlank)
            return;
        if (HasLostDigits(cell))
            person.Find(FindingKind.NumberLostDigits, ListField.CitizenId);
        else if (CitizenId.TryParse(cell.Text.Trim(), out var number, out var fault))
            person.CitizenId = number;
        else
            person.Find(Kind(fault), ListField.CitizenId);
        if (person.CitizenId?.Birthday > today)
            person.Find(FindingKind.BornInFuture, ListField.CitizenId);
    }

    /// <summary>5.2263E+17, or a number cell of more digits than Excel keeps.</summary>
    private static bool HasLostDigits(SheetCell cell)
    {
        var text = cell.Text.Trim();
        var isScientific =
            text.Contains('E', StringComparison.OrdinalIgnoreCase)
            && text.Any(char.IsAsciiDigit)
            && text.Contains('.', StringComparison.Ordinal);
        if (!cell.IsNumber)
            return isScientific;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 1e15;
    }

    private static FindingKind Kind(CitizenIdFault fault) =>
        fault switch
        {
            CitizenIdFault.WrongLength => FindingKind.NumberLength,
            CitizenIdFault.NotADate => FindingKind.NumberNotADate,
            CitizenIdFault.WrongCheckDigit => FindingKind.NumberCheckDigit,
            _ => FindingKind.NumberNotDigits,
        };

    private void ReadSex(SheetRow row, ListedRow person)
    {
        var text = Cell(row, ListField.Sex).Text;
        if (string.IsNullOrWhiteSpace(text))
            person.IsMale = person.CitizenId?.IsMale;
        else if (!words.TrySex(text, out var isMale))
            person.Find(FindingKind.SexUnknown, ListField.Sex, Cut(text));
        else if (person.CitizenId is { } number && number.IsMale != isMale)
            person.Find(FindingKind.NumberAgainstSex, ListField.Sex);
        else
            person.IsMale = isMale;
    }

    private void ReadBirthday(SheetRow row, ListedRow person)
    {
        var cell = Cell(row, ListField.Birthday);
        person.Birthday = person.CitizenId?.Birthday;
        if (cell.IsBlank)
            return;
        if (Birthdays.Read(cell, from1904, words, out var day) is { } fault)
        {
            // Where the ID number tells the day, half a date beside it does no harm.
            if (person.CitizenId is null || fault != FindingKind.BirthdayIncomplete)
                person.Find(fault, ListField.Birthday, Cut(cell.Text));
        }
        else if (person.CitizenId is { } number && number.Birthday != day)
            person.Find(FindingKind.NumberAgainstBirthday, ListField.Birthday);
        else if (day > today)
            person.Find(FindingKind.BornInFuture, ListField.Birthday);
        else
            person.Birthday = day;
    }

    private void ReadPhone(SheetRow row, ListedRow person)
    {
        var cell = Cell(row, ListField.Phone);
        var text = cell.Text.Trim();
        if (text.Length == 0 || text is "无" or "/" or "-" or "—")
            return;
        if (
            cell.IsNumber
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value < 1e15
        )
            text = value.ToString("F0", CultureInfo.InvariantCulture);
        if (MobilePhone.TryParse(text, out var phone))
            person.Phone = phone;
        else
            person.Find(FindingKind.PhoneUnreadable, ListField.Phone);
    }

    private string Short(SheetRow row, ListedRow person, ListField field)
    {
        var text = Cell(row, field).Text.Trim();
        if (text.Length > LongestText)
        {
            person.Find(FindingKind.TextTooLong, field, LongestText);
            return "";
        }
        // The same few words in every row are kept once.
        if (!texts.TryGetValue(text, out var known) && texts.Count < 10_000)
            texts[text] = text;
        return known ?? text;
    }

    private SheetCell Cell(SheetRow row, ListField field) =>
        columns.Of.TryGetValue(field, out var column) ? row[column] : SheetCell.Empty;

    private static string Cut(string text) => text.Trim() is { Length: > 20 } longer ? longer[..20] : text.Trim();
}
