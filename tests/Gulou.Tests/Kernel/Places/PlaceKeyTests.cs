using CsCheck;
using Gulou.Kernel.Places;

namespace Gulou.Tests.Kernel.Places;

public class PlaceKeyTests
{
    /// <summary>Keys of every depth; small numbers often, so that two keys are often related.</summary>
    internal static readonly Gen<PlaceKey> AnyKey = Gen.Frequency((3, Gen.Int[1, 3]), (1, Gen.Int[1, 99]))
        .Array[0, 7]
        .Select(numbers => numbers.Aggregate(PlaceKey.Everywhere, (key, number) => key.Child(number)));

    [Fact]
    public void A_range_contains_exactly_the_place_and_its_descendants() =>
        Gen.Select(AnyKey, AnyKey)
            .Sample(
                (place, other) =>
                {
                    var below = other.Depth >= place.Depth && other.At(place.Depth) == place;
                    return place.Range.Contains(other) == below
                        && place.Range.Contains(other.Range) == below
                        && place.Range.Contains(place);
                }
            );

    [Fact]
    public void Children_lie_in_the_parents_range_and_siblings_apart() =>
        Gen.Select(AnyKey.Where(key => key.Depth < 7), Gen.Int[1, 99], Gen.Int[1, 99])
            .Sample(
                (parent, a, b) =>
                {
                    var (first, second) = (parent.Child(a), parent.Child(b));
                    var apart = first.Range.High <= second.Range.Low || second.Range.High <= first.Range.Low;
                    return parent.Range.Contains(first.Range) && apart == (a != b);
                }
            );

    [Fact]
    public void Parent_child_at_path_and_level_agree() =>
        AnyKey.Sample(key =>
        {
            var path = key.Path.ToList();
            Assert.True(key.IsValid);
            Assert.Equal(key.Depth, path.Count);
            Assert.Equal(Enumerable.Range(1, key.Depth), path.Select(p => (int)p.Level));
            Assert.All(path, p => Assert.Equal(p, key.At(p.Level)));
            Assert.All(path, p => Assert.Equal(p, p.Parent.Child(p.Number)));
            Assert.Equal(PlaceKey.Everywhere, key.At(0));
            Assert.Equal(18, key.ToString().Length);
        });

    [Fact]
    public void Keys_sort_parents_first_and_families_together() =>
        Gen.Select(AnyKey, AnyKey).Sample((a, b) => a == b || !a.Range.Contains(b) || a < b);

    [Theory]
    [InlineData("52", PlaceLevel.Province)]
    [InlineData("522600000000", PlaceLevel.Prefecture)]
    [InlineData("522630", PlaceLevel.County)]
    [InlineData("522630202", PlaceLevel.Township)]
    [InlineData("522630202200", PlaceLevel.Village)]
    public void A_code_has_the_level_its_digits_say(string code, PlaceLevel level)
    {
        var key = PlaceKey.FromCode(code);
        Assert.Equal(level, key.Level);
        Assert.Equal(code.PadRight(18, '0'), key.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("521")]
    [InlineData("52263")]
    [InlineData("5226302022000")]
    [InlineData("52263020220x")]
    [InlineData("５２２６３０")]
    [InlineData("000000000000")]
    [InlineData("520030202200")]
    [InlineData("522630000200")]
    public void What_is_no_code_is_refused(string? code) => Assert.False(PlaceKey.TryFromCode(code, out _));

    [Theory]
    [InlineData("522630", 0)]
    [InlineData("522630", 1000)]
    [InlineData("5226", 100)]
    public void A_child_number_outside_its_digits_throws(string parent, int number) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PlaceKey.FromCode(parent).Child(number));
}
