using CsCheck;
using Gulou.Kernel.Audit;
using Gulou.Kernel.Values;

namespace Gulou.Tests.Kernel.Audit;

public sealed class SealCodeTests
{
    private static readonly Gen<byte[]> Hashes = Gen.Byte.Array[32];

    [Fact]
    public void A_code_is_read_back_however_it_was_typed() =>
        Hashes.Sample(hash =>
        {
            var code = SealCode.Of(hash);
            Assert.Equal(29, code.Length);
            var typed = code.Replace("-", "").ToLowerInvariant().Replace('0', 'o').Replace('1', 'l');
            Assert.Equal(code, SealCode.Read($" {typed[..10]} {typed[10..]}"));
        });

    [Theory]
    [InlineData("0000-0000-0000-0000-0000-0000", 0)]
    [InlineData("ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ", 255)]
    [InlineData("040G-2081-040G-2081-040G-2081", 1)]
    public void The_first_120_bits_count(string code, byte each) =>
        Assert.Equal(code, SealCode.Of(Enumerable.Repeat(each, 32).ToArray()));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000-0000-0000-0000-0000-000")]
    [InlineData("0000-0000-0000-0000-0000-00000")]
    [InlineData("0000-0000-0000-0000-0000-000U")]
    [InlineData("0000-0000-0000-0000-0000-000鼓")]
    public void Anything_else_is_no_code(string? typed) => Assert.Null(SealCode.Read(typed));

    [Fact]
    public void Each_seal_hangs_on_all_before_it()
    {
        var digest = new Digest();
        var head = new SealedHead(7, 1, 3, new byte[32]);
        var first = Seal.Start.Next(new Instant(5), [head], digest);
        var second = first.Next(new Instant(6), [head with { Seq = 4 }], digest);
        Assert.Equal(second.Hash, first.Next(new Instant(6), [head with { Seq = 4 }], digest).Hash);
        Assert.NotEqual(second.Hash, first.Next(new Instant(7), [head with { Seq = 4 }], digest).Hash);
        Assert.NotEqual(second.Hash, first.Next(new Instant(6), [head with { Seq = 5 }], digest).Hash);
        var other = Seal.Start.Next(new Instant(5), [head with { Lane = 2 }], digest);
        Assert.NotEqual(second.Hash, other.Next(new Instant(6), [head with { Seq = 4 }], digest).Hash);
        // A clock that went back does not: the seal's time stands.
        Assert.Equal((3, new Instant(6)), (second.Next(new Instant(1), [], digest).Number, second.At));
        Assert.Equal(new Instant(6), second.Next(new Instant(1), [], digest).At);
    }
}
