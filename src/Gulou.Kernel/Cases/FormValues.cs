namespace Gulou.Kernel.Cases;

/// <summary>What a case's form holds, by field; what is missing was not given.</summary>
public sealed class FormValues : IEquatable<FormValues>
{
    private readonly SortedDictionary<string, FormValue> values;

    private FormValues(SortedDictionary<string, FormValue> values) => this.values = values;

    /// <param name="values">By field.</param>
    public FormValues(IEnumerable<KeyValuePair<string, FormValue>> values)
        : this(new SortedDictionary<string, FormValue>(StringComparer.Ordinal))
    {
        foreach (var (key, value) in values)
            this.values[key] = value;
    }

    /// <summary>Nothing.</summary>
    public static FormValues Empty { get; } = new([]);

    /// <summary>A field's value, if given.</summary>
    public FormValue? this[string field] => values.GetValueOrDefault(field);

    /// <summary>Fields with their values, by key.</summary>
    public IEnumerable<KeyValuePair<string, FormValue>> All => values;

    /// <summary>Whether nothing is given.</summary>
    public bool IsEmpty => values.Count == 0;

    /// <summary>These values with a form's answer over them: a field that was asked and not given is gone.</summary>
    public FormValues With(IEnumerable<string> asked, FormValues given)
    {
        var next = new SortedDictionary<string, FormValue>(values, StringComparer.Ordinal);
        foreach (var field in asked)
        {
            if (given[field] is { } value)
                next[field] = value;
            else
                next.Remove(field);
        }
        return new FormValues(next);
    }

    /// <inheritdoc />
    public bool Equals(FormValues? other) => other is not null && values.SequenceEqual(other.values);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as FormValues);

    /// <inheritdoc />
    public override int GetHashCode() =>
        values.Aggregate(0, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));
}
