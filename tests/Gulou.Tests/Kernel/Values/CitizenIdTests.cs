using System.Globalization;
using CsCheck;
using Gulou.Kernel.Values;

namespace Gulou.Tests.Kernel.Values;

public class CitizenIdTests
{
    private static readonly Gen<CitizenId> Any = Gen.Select(
        Gen.Int[100000, 999999],
        Gen.Int[new DateOnly(1800, 1, 1).DayNumber, new DateOnly(2099, 12, 31).DayNumber],
        Gen.Int[0, 999],
        (region, day, serial) => CitizenId.Make($"{region}", DateOnly.FromDayNumber(day), serial)
    );

    [Theory]
    [InlineData("11010519491231002X", CitizenIdFault.Ok)]
    [InlineData(" 110105 19491231 002x ", CitizenIdFault.Ok)]
    [InlineData("１１０１０５１９４９１２３１００２Ｘ", CitizenIdFault.Ok)]
    [InlineData("１１０１０５　１９４９１２３１　００２ｘ", CitizenIdFault.Ok)]
    [InlineData(null, CitizenIdFault.Empty)]
    [InlineData(" 　", CitizenIdFault.Empty)]
    [InlineData("110105491231002", CitizenIdFault.WrongLength)]
    [InlineData("11010519491231002X0", CitizenIdFault.WrongLength)]
    [InlineData("1101051949123100XX", CitizenIdFault.NotDigits)]
    [InlineData("11010519491231002Y", CitizenIdFault.NotDigits)]
    [InlineData("01010519491231002X", CitizenIdFault.NotDigits)]
    [InlineData("١10105194912310021", CitizenIdFault.NotDigits)]
    [InlineData("110105194902290021", CitizenIdFault.NotADate)]
    [InlineData("110105179912310021", CitizenIdFault.NotADate)]
    [InlineData("110105210001010021", CitizenIdFault.NotADate)]
    [InlineData("110105194912310021", CitizenIdFault.WrongCheckDigit)]
    public void Reads_what_people_type(string? text, CitizenIdFault expected)
    {
        var read = CitizenId.TryParse(text, out var id, out var fault);

        Assert.Equal(expected, fault);
        Assert.Equal(expected == CitizenIdFault.Ok, read);
        Assert.Equal(read ? "11010519491231002X" : null, id.Value);
    }

    [Fact]
    public void Says_what_the_digits_mean()
    {
        Assert.True(CitizenId.TryParse("11010519491231002X", out var id, out _));

        Assert.Equal(new DateOnly(1949, 12, 31), id.Birthday);
        Assert.False(id.IsMale);
        Assert.Equal("110105", id.Region);
        Assert.False(id.IsSynthetic);
        Assert.True(CitizenId.Make("529901", new DateOnly(2000, 2, 29), 1).IsSynthetic);
    }

    [Fact]
    public void Shows_itself_masked()
    {
        Assert.True(CitizenId.TryParse("11010519491231002X", out var id, out _));

        Assert.Equal("110105**********2X", id.Masked);
        Assert.Equal("110105**********2X", $"{id}");
        Assert.Equal("", default(CitizenId).ToString());
    }

    [Fact]
    public void Made_numbers_read_back() =>
        Any.Sample(id =>
        {
            Assert.True(CitizenId.TryParse(id.Value, out var read, out _));
            Assert.Equal(id, read);
            Assert.Equal(
                id,
                CitizenId.Make(id.Region, id.Birthday, int.Parse(id.Value[14..17], CultureInfo.InvariantCulture))
            );
        });

    [Fact]
    public void One_wrong_character_is_always_found() =>
        Gen.Select(Any, Gen.Int[0, 17], Gen.Int[1, 10])
            .Sample(
                (id, at, shift) =>
                {
                    // The next characters in the circle 0 … 9 X, so that the new one always differs.
                    const string Circle = "0123456789X";
                    var wrong = id.Value.ToCharArray();
                    wrong[at] = Circle[(Circle.IndexOf(wrong[at]) + shift) % Circle.Length];
                    Assert.False(CitizenId.TryParse(new string(wrong), out _, out _));
                }
            );

    [Theory]
    [InlineData("5299", 2000, 1)]
    [InlineData("029901", 2000, 1)]
    [InlineData("52990a", 2000, 1)]
    [InlineData("529901", 1799, 1)]
    [InlineData("529901", 2000, 1000)]
    [InlineData("529901", 2000, -1)]
    public void Makes_no_number_out_of_range(string region, int year, int serial) =>
        Assert.ThrowsAny<ArgumentException>(() => CitizenId.Make(region, new DateOnly(year, 1, 1), serial));
}
