using System.Globalization;

namespace Gulou.Kernel.Places;

/// <summary>The seven levels of the map, from province down to the ten-household unit (十联户).</summary>
public enum PlaceLevel
{
    /// <summary>省</summary>
    Province = 1,

    /// <summary>地、州、市</summary>
    Prefecture = 2,

    /// <summary>县、县级市、区</summary>
    County = 3,

    /// <summary>乡、镇、街道</summary>
    Township = 4,

    /// <summary>村、社区</summary>
    Village = 5,

    /// <summary>网格：寨管委、城市网格或专属网格</summary>
    Grid = 6,

    /// <summary>十联户</summary>
    Unit = 7,
}

/// <summary>
/// A place's position on the map: 18 decimal digits (2 province, 2 prefecture, 2 county, 3 township, 3 village, 3 grid,
/// 3 ten-household unit). Zeros fill the levels below the place, so that everything under it is the half-open
/// interval <see cref="Range"/> (design, section 4, "Places").
/// </summary>
/// <param name="Value">0 is the whole map; otherwise 10^16 ≤ value &lt; 10^18.</param>
public readonly record struct PlaceKey(long Value) : IComparable<PlaceKey>
{
    private static readonly int[] Digits = [2, 2, 2, 3, 3, 3, 3];

    /// <summary>What one step of a level's number adds to the key, by level (index 0 is the whole map).</summary>
    private static readonly long[] Step =
    [
        1_000_000_000_000_000_000,
        10_000_000_000_000_000,
        100_000_000_000_000,
        1_000_000_000_000,
        1_000_000_000,
        1_000_000,
        1_000,
        1,
    ];

    /// <summary>The whole map, above all provinces.</summary>
    public static PlaceKey Everywhere => new(0);

    /// <summary>
    /// The key of a statistics or civil-affairs code, taken as it stands; see <see cref="TryFromCode"/>.
    /// </summary>
    /// <exception cref="FormatException">No code, or a number below an empty level.</exception>
    public static PlaceKey FromCode(string code) =>
        TryFromCode(code, out var key) ? key : throw new FormatException($"not a division code: {code}");

    /// <summary>
    /// The key of a code of 12 digits, or of 2, 4, 6 or 9 where the zeros are left out; false if it is none. Any other
    /// length cuts through a level's number and is no code.
    /// </summary>
    public static bool TryFromCode(string? code, out PlaceKey key)
    {
        key = default;
        if (code is null || code.Length is not (2 or 4 or 6 or 9 or 12) || !code.All(char.IsAsciiDigit))
            return false;
        key = new PlaceKey(long.Parse(code.PadRight(18, '0'), CultureInfo.InvariantCulture));
        return key.Value != 0 && key.IsValid;
    }

    /// <summary>The depth of the place: 0 for the whole map, else a <see cref="PlaceLevel"/>.</summary>
    public int Depth
    {
        get
        {
            var depth = 7;
            while (depth > 0 && Value % Step[depth - 1] == 0)
                depth--;
            return Value == 0 ? 0 : depth;
        }
    }

    /// <summary>The place's level. Not defined for <see cref="Everywhere"/>.</summary>
    public PlaceLevel Level =>
        Value == 0 ? throw new InvalidOperationException("the whole map has no level") : (PlaceLevel)Depth;

    /// <summary>True when no level above the place's own is empty.</summary>
    public bool IsValid
    {
        get
        {
            if (Value is < 0 or >= 1_000_000_000_000_000_000)
                return false;
            for (var depth = 1; depth <= Depth; depth++)
            {
                if (NumberAt(depth) == 0)
                    return false;
            }
            return true;
        }
    }

    /// <summary>The place's own number under its parent: 1 to 99 down to county, 1 to 999 below.</summary>
    public int Number => NumberAt(Depth);

    /// <summary>The place itself and everything below it, as <c>Low &lt;= key &lt; High</c>.</summary>
    public PlaceRange Range => new(Value, Value + Step[Depth]);

    /// <summary>The place one level up; the whole map for a province.</summary>
    public PlaceKey Parent => At(Depth - 1);

    /// <summary>The lowest place that holds both: this one, or the first above it.</summary>
    public PlaceKey With(PlaceKey other)
    {
        var both = this;
        while (!both.Range.Contains(other))
            both = both.Parent;
        return both;
    }

    /// <summary>The child with this number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A unit has no children; numbers run to 99 or 999.</exception>
    public PlaceKey Child(int number)
    {
        if (Depth >= 7 || number < 1 || number > MaxNumber(Depth + 1))
            throw new ArgumentOutOfRangeException(nameof(number), number, "no such child number");
        return new PlaceKey(Value + (number * Step[Depth + 1]));
    }

    /// <summary>The ancestor at a depth not below this place (0 is the whole map).</summary>
    public PlaceKey At(int depth) => depth <= 0 ? Everywhere : new PlaceKey(Value - (Value % Step[Math.Min(depth, 7)]));

    /// <summary>The ancestor at a level, or the place itself.</summary>
    public PlaceKey At(PlaceLevel level) => At((int)level);

    /// <summary>The place and all above it, top first, without the whole map.</summary>
    public IEnumerable<PlaceKey> Path
    {
        get
        {
            for (var depth = 1; depth <= Depth; depth++)
                yield return At(depth);
        }
    }

    /// <summary>The largest number at a depth: 99 for two digits, 999 for three.</summary>
    public static int MaxNumber(int depth) => Digits[depth - 1] == 2 ? 99 : 999;

    /// <summary>All 18 digits.</summary>
    public override string ToString() => Value.ToString("D18", CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public int CompareTo(PlaceKey other) => Value.CompareTo(other.Value);

    /// <summary>Before, in map order.</summary>
    public static bool operator <(PlaceKey a, PlaceKey b) => a.Value < b.Value;

    /// <summary>After, in map order.</summary>
    public static bool operator >(PlaceKey a, PlaceKey b) => a.Value > b.Value;

    /// <summary>Before or the same.</summary>
    public static bool operator <=(PlaceKey a, PlaceKey b) => a.Value <= b.Value;

    /// <summary>After or the same.</summary>
    public static bool operator >=(PlaceKey a, PlaceKey b) => a.Value >= b.Value;

    private int NumberAt(int depth) => depth == 0 ? 0 : (int)(Value / Step[depth] % (MaxNumber(depth) + 1));
}

/// <summary>A half-open interval of keys: a scope.</summary>
/// <param name="Low">The place's own key, inside.</param>
/// <param name="High">The first key outside.</param>
public readonly record struct PlaceRange(long Low, long High)
{
    /// <summary>Whether a place lies inside.</summary>
    public bool Contains(PlaceKey key) => key.Value >= Low && key.Value < High;

    /// <summary>Whether a whole other scope lies inside.</summary>
    public bool Contains(PlaceRange other) => other.Low >= Low && other.High <= High;
}
