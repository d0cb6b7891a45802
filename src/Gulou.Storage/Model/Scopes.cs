using System.Linq.Expressions;
using Gulou.Kernel.Places;

namespace Gulou.Storage.Model;

/// <summary>Cuts queries down to places: always <c>low &lt;= key &lt; high</c> on an index.</summary>
public static class Scopes
{
    /// <summary>Rows whose key lies in the range.</summary>
    public static IQueryable<T> Within<T>(
        this IQueryable<T> rows,
        PlaceRange range,
        Expression<Func<T, PlaceKey>> key
    ) => rows.Within([range], key);

    /// <summary>Rows whose key lies in one of the ranges; none for no range.</summary>
    public static IQueryable<T> Within<T>(
        this IQueryable<T> rows,
        IReadOnlyList<PlaceRange> ranges,
        Expression<Func<T, PlaceKey>> key
    )
    {
        var any = ranges.Select(range => Inside(range, key.Body)).Aggregate((Expression?)null, Either);
        return rows.Where(Expression.Lambda<Func<T, bool>>(any ?? Expression.Constant(false), key.Parameters));
    }

    private static Expression Either(Expression? a, Expression b) => a is null ? b : Expression.OrElse(a, b);

    private static BinaryExpression Inside(PlaceRange range, Expression key)
    {
        // Through a field of an object, so that the bounds become parameters and the statement is compiled once.
        var bounds = Expression.Constant(new Bounds(new PlaceKey(range.Low), new PlaceKey(range.High)));
        return Expression.AndAlso(
            Expression.GreaterThanOrEqual(key, Expression.Property(bounds, nameof(Bounds.Low))),
            Expression.LessThan(key, Expression.Property(bounds, nameof(Bounds.High)))
        );
    }

    private sealed record Bounds(PlaceKey Low, PlaceKey High);
}
