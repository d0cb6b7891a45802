using System.Globalization;
using Gulou.Kernel.People;
using Gulou.Kernel.Values;
using Gulou.Storage.People;

namespace Gulou.App.Web.People;

/// <summary>One member's row of the registration form as typed.</summary>
public sealed record MemberRow(
    int Number,
    string Name,
    string Relation,
    string CitizenId,
    string Phone,
    string Birthday,
    string Sex,
    string Ethnicity
)
{
    /// <summary>Nothing was typed in it.</summary>
    public bool IsEmpty => (Name + CitizenId + Phone + Birthday + Ethnicity).Length == 0;
}

/// <summary>
/// The registration of a household as typed, and what in it cannot be read; what a readable one lacks, the command
/// says.
/// </summary>
public sealed class HouseholdForm
{
    public const int FirstRows = 4;
    private const int MostRows = 30;

    private readonly Text words;
    private readonly List<(string Field, string Message)> errors = [];

    public HouseholdForm(Func<string, string> posted, Text words)
    {
        this.words = words;
        Place = posted("place");
        Door = posted("door");
        var more = posted("more").Length > 0 ? FirstRows : 0;
        var rows = int.TryParse(posted("rows"), CultureInfo.InvariantCulture, out var count) ? count : FirstRows;
        Rows =
        [
            .. Enumerable
                .Range(1, Math.Clamp(rows + more, FirstRows, MostRows))
                .Select(i => new MemberRow(
                    i,
                    posted($"name-{i}"),
                    posted($"relation-{i}"),
                    posted($"number-{i}"),
                    posted($"phone-{i}"),
                    posted($"birthday-{i}"),
                    posted($"sex-{i}"),
                    posted($"ethnicity-{i}")
                )),
        ];
    }

    public string Place { get; }

    public string Door { get; }

    public IReadOnlyList<MemberRow> Rows { get; }

    /// <summary>Field and what is wrong with it, in the order of the form.</summary>
    public IReadOnlyList<(string Field, string Message)> Errors => errors;

    /// <summary>What is wrong with a field.</summary>
    public string? Error(string field) => errors.Find(e => e.Field == field).Message;

    public void Wrong(string field, string message) => errors.Add((field, message));

    /// <summary>Puts a refusal to a field of the row it is about; 0 for the household as a whole.</summary>
    public void Refuse(int member, string message, string field = "name")
    {
        var typed = Rows.Where(r => !r.IsEmpty).ElementAtOrDefault(member - 1);
        Wrong(typed is null ? "place" : $"{field}-{typed.Number}", message);
    }

    /// <summary>What someone would have typed for a member into a field of a row.</summary>
    public static string Typed(string field, NewMember member) =>
        field switch
        {
            "name" => member.Name,
            "relation" => $"{(int)member.Relation}",
            "number" => member.CitizenId?.Value ?? "",
            "phone" => member.Phone?.Value ?? "",
            "birthday" => member.Birthday is { } day ? $"{day:O}" : "",
            "sex" => member.IsMale is { } male ? (male ? "m" : "f") : "",
            "ethnicity" => member.Ethnicity,
            _ => "",
        };

    /// <summary>The members as typed; null when something cannot be read.</summary>
    public IReadOnlyList<NewMember>? Members()
    {
        var members = Rows.Where(r => !r.IsEmpty).Select(Read).ToList();
        return errors.Count == 0 ? members : null;
    }

    private NewMember Read(MemberRow row)
    {
        CitizenId? number = null;
        if (row.CitizenId.Length > 0)
        {
            if (CitizenId.TryParse(row.CitizenId, out var parsed, out var fault))
                number = parsed;
            else
                errors.Add(($"number-{row.Number}", words[$"people.number-{fault.ToString().ToLowerInvariant()}"]));
        }
        MobilePhone? phone = null;
        if (row.Phone.Length > 0)
        {
            if (MobilePhone.TryParse(row.Phone, out var parsed))
                phone = parsed;
            else
                errors.Add(($"phone-{row.Number}", words["people.phone-wrong"]));
        }
        DateOnly? birthday = null;
        if (row.Birthday.Length > 0)
        {
            if (DateOnly.TryParseExact(row.Birthday, "O", out var day))
                birthday = day;
            else
                errors.Add(($"birthday-{row.Number}", words["people.day-wrong"]));
        }
        return new NewMember
        {
            Name = row.Name,
            Relation = Enum.TryParse<Relation>(row.Relation, out var relation) ? relation : Relation.Other,
            CitizenId = number,
            Phone = phone,
            Birthday = birthday,
            IsMale = row.Sex.Length == 0 ? null : row.Sex == "m",
            Ethnicity = row.Ethnicity,
        };
    }
}
