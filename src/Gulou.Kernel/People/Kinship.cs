namespace Gulou.Kernel.People;

/// <summary>How members stand to a new head, as far as it follows from how they stood to the old one.</summary>
public static class Kinship
{
    /// <summary>
    /// The relation to the new head; <see cref="Relation.Other"/> where it does not follow. Parents-in-law and spouses
    /// of children are in the same terms as parents and children, so that a spouse who takes over changes nothing.
    /// </summary>
    /// <param name="member">How the member stood to the old head.</param>
    /// <param name="newHead">How the new head stood to the old one.</param>
    public static Relation To(Relation member, Relation newHead) =>
        newHead switch
        {
            Relation.Head => member,
            Relation.Spouse => member == Relation.Head ? Relation.Spouse : member,
            Relation.Child => member is Relation.Head or Relation.Spouse ? Relation.Parent : Relation.Other,
            Relation.Parent => member switch
            {
                Relation.Head => Relation.Child,
                Relation.Spouse => Relation.ChildInLaw,
                Relation.Child => Relation.Grandchild,
                _ => Relation.Other,
            },
            _ => Relation.Other,
        };

    /// <summary>Who takes over when nobody is named: the spouse, else the eldest; null when nobody is left.</summary>
    public static Person? Successor(IEnumerable<Person> members) =>
        members
            .OrderBy(p => p.Relation == Relation.Spouse ? 0 : 1)
            .ThenBy(p => p.Birthday ?? DateOnly.MaxValue)
            .ThenBy(p => p.Id)
            .FirstOrDefault();
}
