using System.Security.Cryptography;
using Gulou.Kernel.Values;
using Gulou.Storage.Model;

namespace Gulou.Storage.People.Import;

/// <summary>
/// One hash over many rows from which each row's membership can be shown without the others: leaves are hashed with a 0
/// before them, pairs with a 1 (RFC 6962).
/// </summary>
public static class Merkle
{
    /// <summary>The root over the leaves in their order; the hash of nothing for none.</summary>
    public static byte[] Root(IReadOnlyList<byte[]> leaves)
    {
        if (leaves.Count == 0)
            return SHA256.HashData([]);
        var level = leaves.Select(leaf => SHA256.HashData([0, .. leaf])).ToList();
        while (level.Count > 1)
        {
            var above = new List<byte[]>((level.Count + 1) / 2);
            for (var i = 0; i + 1 < level.Count; i += 2)
                above.Add(SHA256.HashData([1, .. level[i], .. level[i + 1]]));
            if (level.Count % 2 == 1)
                above.Add(level[^1]);
            level = above;
        }
        return level[0];
    }

    /// <summary>
    /// What a chunk of an import is known by: the import, where it begins, and the root of its people.
    /// </summary>
    internal static byte[] ContentOf(long import, int first, IReadOnlyList<PlannedHousehold> households)
    {
        var digest = new Digest();
        var root = Root([.. households.SelectMany(h => h.People.Select(p => Leaf(h, p, digest)))]);
        return digest.Add(import).Add((long)first).Add(root).Take();
    }

    private static byte[] Leaf(PlannedHousehold household, PlannedPerson person, Digest digest) =>
        digest
            .Add(household.Id)
            .Add(household.PlaceId)
            .Add(household.Door)
            .Add(person.Id)
            .Add(person.IsUpdate ? 1L : 0L)
            .Add(person.Name)
            .Add((long)person.Relation)
            .Add(
                person.IsMale is null ? null
                : person.IsMale.Value ? 1L
                : 0L
            )
            .Add(person.Birthday is { } day ? (long?)Day.ToNumber(day) : null)
            .Add(person.Ethnicity)
            .Add(person.IdHash ?? [])
            .Add(person.PhoneHash ?? [])
            .Take();
}
