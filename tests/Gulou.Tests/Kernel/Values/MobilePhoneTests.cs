using System.Globalization;
using CsCheck;
using Gulou.Kernel.Values;

namespace Gulou.Tests.Kernel.Values;

public class MobilePhoneTests
{
    [Theory]
    [InlineData("13855551234")]
    [InlineData("+86 138 5555 1234")]
    [InlineData("0086-138-5555-1234")]
    [InlineData("8613855551234")]
    [InlineData("＋８６　１３８５５５５１２３４")]
    [InlineData("138–5555—1234")]
    public void Forgives_what_people_type(string text)
    {
        Assert.True(MobilePhone.TryParse(text, out var phone));

        Assert.Equal("13855551234", phone.Value);
        Assert.Equal("1234", phone.Tail);
        Assert.Equal("138****1234", phone.Masked);
        Assert.Equal("138****1234", $"{phone}");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12855551234")]
    [InlineData("1385555123")]
    [InlineData("138555512345")]
    [InlineData("+8513855551234")]
    [InlineData("0855-8222222")]
    [InlineData("1385555123a")]
    [InlineData("+86+8613855551234")]
    public void Refuses_the_rest(string? text) => Assert.False(MobilePhone.TryParse(text, out _));

    [Fact]
    public void Invented_numbers_are_good_distinct_and_known_as_such() =>
        Gen.Int[0, 99_999_999]
            .Sample(serial =>
            {
                var phone = MobilePhone.Synthetic(serial);
                Assert.True(phone.IsSynthetic);
                Assert.True(MobilePhone.TryParse(phone.Value, out var read));
                Assert.Equal(phone, read);
                Assert.Equal(serial, int.Parse(phone.Value[3..], CultureInfo.InvariantCulture));
            });

    [Fact]
    public void There_are_a_hundred_million_invented_numbers()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MobilePhone.Synthetic(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MobilePhone.Synthetic(100_000_000));
    }
}
