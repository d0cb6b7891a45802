using Gulou.Kernel.Places;

namespace Gulou.Tests.Kernel.Places;

public class GridCodeTests
{
    private const string Taipan = "522630202200";

    [Fact]
    public void Codes_are_composed_from_the_villages()
    {
        Assert.Equal("522630202200000", GridCode.Big(Taipan).ToString());
        Assert.Equal("522630202200001", GridCode.Middle(Taipan, 1).ToString());
        Assert.Equal("522630202200999", GridCode.Middle(Taipan, 999).ToString());
        Assert.Equal("52263020220000107", GridCode.Middle(Taipan, 1).Small(7).ToString());
    }

    [Theory]
    [InlineData("522630202200000", GridTier.Big, null)]
    [InlineData("522630202200001", GridTier.Middle, "522630202200000")]
    [InlineData("52263020220000199", GridTier.Small, "522630202200001")]
    [InlineData("52263020220010000", null, null)]
    [InlineData("52263020220000001", null, null)]
    [InlineData("522630202200", null, null)]
    [InlineData("5226302022000010", null, null)]
    [InlineData("522630202000001", null, null)]
    [InlineData("522630000200001", null, null)]
    [InlineData("52263020220000a", null, null)]
    [InlineData("52263020220000１", null, null)]
    [InlineData(" 522630202200001", null, null)]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    public void A_codes_digits_tell_its_tier_and_parent(string? text, GridTier? tier, string? parent)
    {
        var good = GridCode.TryParse(text, out var code);
        Assert.Equal(tier is not null, good);
        if (!good)
            return;
        Assert.Equal(tier, code.Tier);
        Assert.Equal(Taipan, code.VillageCode);
        Assert.Equal(parent, code.Parent?.ToString());
    }

    [Fact]
    public void What_has_no_code_throws()
    {
        Assert.Throws<FormatException>(() => GridCode.Big("522630202000"));
        Assert.Throws<FormatException>(() => GridCode.Middle("522630", 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => GridCode.Middle(Taipan, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GridCode.Middle(Taipan, 1000));
        Assert.Throws<ArgumentOutOfRangeException>(() => GridCode.Middle(Taipan, 1).Small(100));
        Assert.Throws<InvalidOperationException>(() => GridCode.Big(Taipan).Small(1));
        Assert.Throws<InvalidOperationException>(() => default(GridCode).Tier);
    }
}
