using CsCheck;
using Gulou.Kernel.Values;

namespace Gulou.Tests.Kernel.Values;

public class AmountTextTests
{
    private static readonly Gen<long> Amounts = Gen.OneOf(
        Gen.Long,
        Gen.Long[-1_000_000, 1_000_000],
        Gen.OneOf(Gen.Const(long.MinValue), Gen.Const(long.MaxValue), Gen.Const(0L), Gen.Const(-1L))
    );

    [Theory]
    [InlineData(12600, "126")]
    [InlineData(1250, "12.5")]
    [InlineData(1, "0.01")]
    [InlineData(-300, "-3")]
    [InlineData(0, "0")]
    [InlineData(123456700, "1234567")]
    [InlineData(long.MaxValue, "92233720368547758.07")]
    public void Points_are_shown_short(long hundredths, string expected) =>
        Assert.Equal(expected, PointsText.Format(hundredths));

    [Theory]
    [InlineData(123450, "1,234.50")]
    [InlineData(5, "0.05")]
    [InlineData(0, "0.00")]
    [InlineData(-100000000, "-1,000,000.00")]
    [InlineData(long.MinValue, "-92,233,720,368,547,758.08")]
    public void Yuan_are_shown_with_commas_and_fen(long fen, string expected) =>
        Assert.Equal(expected, YuanText.Format(fen));

    [Theory]
    [InlineData("126", 12600)]
    [InlineData(" 12.5 ", 1250)]
    [InlineData("１２．５", 1250)]
    [InlineData("12。5", 1250)]
    [InlineData(".5", 50)]
    [InlineData("5.", 500)]
    [InlineData("-3", -300)]
    [InlineData("－３", -300)]
    [InlineData("+3", 300)]
    [InlineData("1,234,567.89", 123456789)]
    [InlineData("１，２３４", 123400)]
    [InlineData("007", 700)]
    [InlineData("92233720368547758.07", long.MaxValue)]
    [InlineData("-92233720368547758.08", long.MinValue)]
    public void Reads_what_clerks_type(string text, long expected)
    {
        Assert.True(PointsText.TryParse(text, out var points));
        Assert.Equal(expected, points);
        Assert.True(YuanText.TryParse(text, out var fen));
        Assert.Equal(expected, fen);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("1.234")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("1,2345")]
    [InlineData(",123")]
    [InlineData("1234,567")]
    [InlineData("1.,5")]
    [InlineData("--1")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("一百")]
    [InlineData("1 000")]
    [InlineData("92233720368547758.08")]
    [InlineData("-92233720368547758.09")]
    [InlineData("99999999999999999999999999999999999999999999999999")]
    public void Refuses_the_rest(string? text)
    {
        Assert.False(PointsText.TryParse(text, out var points));
        Assert.False(YuanText.TryParse(text, out var fen));
        Assert.Equal((0, 0), (points, fen));
    }

    [Theory]
    [InlineData("¥1,234.50")]
    [InlineData("￥ 1234.5")]
    [InlineData("1234.50元")]
    public void Yuan_may_carry_their_sign(string text)
    {
        Assert.True(YuanText.TryParse(text, out var fen));
        Assert.Equal(123450, fen);
        Assert.False(PointsText.TryParse(text, out _));
    }

    [Fact]
    public void Points_read_back() =>
        Amounts.Sample(amount => PointsText.TryParse(PointsText.Format(amount), out var read) && read == amount);

    [Fact]
    public void Yuan_read_back() =>
        Amounts.Sample(amount => YuanText.TryParse(YuanText.Format(amount), out var read) && read == amount);
}
