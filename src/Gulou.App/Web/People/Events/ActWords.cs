using Gulou.Kernel.People;
using Gulou.Storage.People;

namespace Gulou.App.Web.People;

/// <summary>Acts and what was put right, in words.</summary>
public static class ActWords
{
    private const int MostNames = 6;

    private static readonly PersonFields[] AllFields =
    [
        PersonFields.Name,
        PersonFields.Birthday,
        PersonFields.Sex,
        PersonFields.Ethnicity,
        PersonFields.Relation,
        PersonFields.CitizenId,
        PersonFields.Phone,
    ];

    /// <summary>Whom an act concerns; the first few of many.</summary>
    public static string Names(ActItem item)
    {
        var people = item.Lines.Where(l => l.PersonId is not null && l.Kind != (int)PersonEventKind.BecameHead);
        var names = people.DistinctBy(l => l.PersonId).Select(l => l.Name).ToList();
        if (names.Count == 0)
            names = [.. item.Lines.Select(l => l.Name).Distinct()];
        return string.Join(" ", names.Take(MostNames)) + (names.Count > MostNames ? " …" : "");
    }

    /// <summary>Which details.</summary>
    public static string Fields(Text words, PersonFields fields) =>
        string.Join(" ", Each(fields).Select(f => words[$"life.field-{(int)f}"]));

    /// <summary>What those details were.</summary>
    public static string Values(Text words, Display display, PersonFields fields, MemberView was) =>
        string.Join(" · ", Each(fields).Select(f => Value(words, display, f, was)));

    private static IEnumerable<PersonFields> Each(PersonFields fields) => AllFields.Where(f => fields.HasFlag(f));

    private static string Value(Text words, Display display, PersonFields field, MemberView was)
    {
        var value = field switch
        {
            PersonFields.Name => was.Name,
            PersonFields.Birthday => was.Birthday is { } day ? display.Date(day) : "",
            PersonFields.Sex => was.IsMale is { } male ? words[male ? "people.male" : "people.female"] : "",
            PersonFields.Ethnicity => was.Ethnicity,
            PersonFields.Relation => words[$"people.relation-{(int)was.Relation}"],
            PersonFields.CitizenId => was.IdNumber,
            _ => was.Phone,
        };
        return value.Length == 0 ? words["people.not-known"] : value;
    }
}
