using System.Text;
using CsCheck;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;

namespace Gulou.Tests.Kernel.Posts;

public sealed class TotpTests
{
    /// <summary>The secret of RFC 6238, appendix B.</summary>
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    private static readonly Instant Now = Second(1_111_111_109);

    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1_111_111_109, "07081804")]
    [InlineData(1_111_111_111, "14050471")]
    [InlineData(1_234_567_890, "89005924")]
    [InlineData(2_000_000_000, "69279037")]
    [InlineData(20_000_000_000, "65353130")]
    public void Gives_the_codes_of_the_standard(long seconds, string eight)
    {
        var step = Totp.StepOf(Second(seconds));
        Assert.Equal(eight, Totp.Code(Secret, step, 8));
        Assert.Equal(eight[2..], Totp.Code(Secret, step));
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_phone_may_be_one_step_off(int off, bool counts)
    {
        var step = Totp.StepOf(Now) + off;
        Assert.Equal(counts ? step : null, Totp.Match(Secret, Totp.Code(Secret, step), Now, 0));
    }

    [Fact]
    public void A_code_counts_once_and_an_earlier_one_no_more()
    {
        var here = Totp.StepOf(Now);
        Assert.Null(Totp.Match(Secret, Totp.Code(Secret, here), Now, lastUsed: here));
        Assert.Null(Totp.Match(Secret, Totp.Code(Secret, here - 1), Now, lastUsed: here));
        Assert.Equal(here + 1, Totp.Match(Secret, Totp.Code(Secret, here + 1), Now, lastUsed: here));
    }

    [Theory]
    [InlineData("081 804", true)]
    [InlineData("０８１８０４", true)]
    [InlineData("081805", false)]
    [InlineData("81804", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Reads_a_code_as_people_type_it(string? typed, bool counts) =>
        Assert.Equal(counts, Totp.Match(Secret, typed, Now, 0) is not null);

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Writes_a_secret_in_base32(string plain, string text) =>
        Assert.Equal(text, Totp.Text(Encoding.ASCII.GetBytes(plain)));

    [Fact]
    public void A_wrong_code_is_never_taken() =>
        (from step in Gen.Long[2, 100_000_000] from code in Gen.Int[0, 999_999] select (step, code)).Sample(t =>
        {
            var typed = t.code.ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
            var found = Totp.Match(Secret, typed, Second(t.step * Totp.StepSeconds), 0);
            Assert.True(found is null || Totp.Code(Secret, found.Value) == typed);
        });

    [Fact]
    public void The_address_names_program_and_person() =>
        Assert.Equal(
            "otpauth://totp/Gulou:Long%20San?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Gulou",
            Totp.Address(Secret, "Gulou", "Long San")
        );

    private static Instant Second(long seconds) => new(seconds * 1_000_000);
}
