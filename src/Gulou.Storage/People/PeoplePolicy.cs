using Gulou.Kernel.People;

namespace Gulou.Storage.People;

/// <summary>
/// How people come to sign in, from <c>definitions/people.yaml</c>; all figures are editable assumptions.
/// </summary>
public sealed class PeoplePolicy
{
    public const string File = "people.yaml";

    /// <summary>Days for which a one-time code is good.</summary>
    public int InvitationDays { get; set; }

    /// <summary>From this age on, in years.</summary>
    public int AdultAge { get; set; }

    /// <summary>
    /// Whether someone is of age. Where no birthday is known, by how he or she stands in the household: a head, a
    /// spouse, a parent and a child's spouse are.
    /// </summary>
    public bool IsAdult(Person person, DateOnly day) =>
        person.Birthday is { } birthday ? birthday.AddYears(AdultAge) <= day : Grown.Contains(person.Relation);

    internal static readonly Relation[] Grown = [Relation.Head, Relation.Spouse, Relation.Parent, Relation.ChildInLaw];
}
