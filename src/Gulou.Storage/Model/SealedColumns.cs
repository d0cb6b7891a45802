using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gulou.Storage.Model;

/// <summary>
/// Which columns hold what was made with a key, said where the columns are mapped: so a change of keys finds them all
/// in the model.
/// </summary>
public static class SealedColumns
{
    private const string Sealed = "gulou:sealed";
    private const string HashOf = "gulou:hash-of";
    private const string Follows = "gulou:follows";
    private const string ForDays = "gulou:for-days";

    /// <summary>Encrypted for a purpose.</summary>
    public static PropertyBuilder<T> IsSealed<T>(this PropertyBuilder<T> column, string purpose) =>
        column.HasAnnotation(Sealed, purpose);

    /// <summary>The keyed hash of what another column of the row holds encrypted.</summary>
    /// <param name="column">The column.</param>
    /// <param name="source">The encrypted column's property.</param>
    /// <param name="purpose">What it is hashed for.</param>
    /// <param name="last">Only of the last characters; 0 for all.</param>
    public static PropertyBuilder<T> IsHashOf<T>(
        this PropertyBuilder<T> column,
        string source,
        string purpose,
        int last = 0
    ) => column.HasAnnotation(HashOf, $"{source} {purpose} {last}");

    /// <summary>A copy of another row's keyed hash, changed along with it.</summary>
    public static PropertyBuilder<T> FollowsHashOf<T>(this PropertyBuilder<T> column, string entity, string hash) =>
        column.HasAnnotation(Follows, $"{entity}.{hash}");

    /// <summary>
    /// The keyed hash of what nobody keeps; it is worth nothing after some days, and is left to that.
    /// </summary>
    public static PropertyBuilder<T> IsHashForDays<T>(this PropertyBuilder<T> column) =>
        column.HasAnnotation(ForDays, true);

    /// <summary>What a column is encrypted for; null when it is not.</summary>
    public static string? SealedFor(IReadOnlyProperty column) => (string?)column.FindAnnotation(Sealed)?.Value;

    /// <summary>What a column is the hash of; null when of no encrypted column.</summary>
    public static (string Source, string Purpose, int Last)? HashedFrom(IReadOnlyProperty column) =>
        column.FindAnnotation(HashOf)?.Value is string text && text.Split(' ') is [var source, var purpose, var last]
            ? (source, purpose, int.Parse(last, System.Globalization.CultureInfo.InvariantCulture))
            : null;

    /// <summary>Whether what the column holds was made with a key, in any way.</summary>
    public static bool IsKeyed(IReadOnlyProperty column) =>
        new[] { Sealed, HashOf, Follows, ForDays }.Any(name => column.FindAnnotation(name) is not null);

    /// <summary>Whether the column is left to end by itself.</summary>
    public static bool EndsByItself(IReadOnlyProperty column) => column.FindAnnotation(ForDays) is not null;

    /// <summary>Whether the column is changed along with another.</summary>
    public static bool IsFollower(IReadOnlyProperty column) => column.FindAnnotation(Follows) is not null;
}
