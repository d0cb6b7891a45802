using System.Globalization;

namespace Gulou.Kernel.Cases;

/// <summary>A field's value: exactly one of the kinds below.</summary>
public abstract record FormValue
{
    /// <summary>The one word a condition compares it by; null for what cannot be compared.</summary>
    public virtual string? Word => null;

    /// <summary>The number or day a condition compares it by; null for what has none.</summary>
    public virtual decimal? Size => null;
}

/// <summary>Words.</summary>
/// <param name="Text">Trimmed, not empty.</param>
public sealed record TextValue(string Text) : FormValue
{
    /// <inheritdoc />
    public override string Word => Text;
}

/// <summary>A number.</summary>
/// <param name="Number">With at most two decimals.</param>
public sealed record NumberValue(decimal Number) : FormValue
{
    /// <inheritdoc />
    public override string Word => Number.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public override decimal? Size => Number;
}

/// <summary>Money.</summary>
/// <param name="Fen">A hundredth of a yuan.</param>
public sealed record MoneyValue(long Fen) : FormValue
{
    /// <summary>Yuan, as conditions and limits count.</summary>
    public override decimal? Size => Fen / 100m;
}

/// <summary>A day.</summary>
/// <param name="Day">In Asia/Shanghai.</param>
public sealed record DateValue(DateOnly Day) : FormValue
{
    /// <summary>The day's number, so that days can be compared.</summary>
    public override decimal? Size => Day.DayNumber;
}

/// <summary>One of a list.</summary>
/// <param name="Key">The choice.</param>
public sealed record ChoiceValue(string Key) : FormValue
{
    /// <inheritdoc />
    public override string Word => Key;
}

/// <summary>Yes; no is no value.</summary>
public sealed record YesValue : FormValue
{
    /// <inheritdoc />
    public override string Word => "yes";
}

/// <summary>A person, a household, a place or a points rule.</summary>
/// <param name="Id">Its id.</param>
public sealed record IdValue(long Id) : FormValue;

/// <summary>Photos or papers.</summary>
/// <param name="Hashes">Each an attachment's hash, lower-case hexadecimal.</param>
public sealed record FilesValue(IReadOnlyList<string> Hashes) : FormValue
{
    /// <inheritdoc />
    public override decimal? Size => Hashes.Count;

    /// <inheritdoc />
    public bool Equals(FilesValue? other) => other is not null && Hashes.SequenceEqual(other.Hashes);

    /// <inheritdoc />
    public override int GetHashCode() => Hashes.Count;
}

/// <summary>Rows.</summary>
/// <param name="Rows">By column.</param>
public sealed record TableValue(IReadOnlyList<FormValues> Rows) : FormValue
{
    /// <inheritdoc />
    public override decimal? Size => Rows.Count;

    /// <inheritdoc />
    public bool Equals(TableValue? other) => other is not null && Rows.SequenceEqual(other.Rows);

    /// <inheritdoc />
    public override int GetHashCode() => Rows.Count;
}
