using CsCheck;
using Gulou.Kernel.Values;
using Microsoft.Extensions.Time.Testing;

namespace Gulou.Tests.Kernel.Values;

public class ClientIdTests
{
    [Fact]
    public void Order_of_bytes_is_order_of_time() =>
        Gen.Select(Gen.Long[0, 4_000_000_000_000], Gen.Long[1, 4_000_000_000_000])
            .Sample(
                (start, step) =>
                {
                    var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddMilliseconds(start));
                    var first = Bytes(ClientId.New(clock));
                    clock.Advance(TimeSpan.FromMilliseconds(step));
                    var second = Bytes(ClientId.New(clock));
                    Assert.True(first.AsSpan().SequenceCompareTo(second) < 0);
                }
            );

    [Fact]
    public void Two_of_one_moment_differ()
    {
        var clock = new FakeTimeProvider();
        Assert.NotEqual(ClientId.New(clock), ClientId.New(clock));
    }

    [Fact]
    public void Bytes_and_text_read_back() =>
        Gen
            .Guid.Where(g => g != Guid.Empty)
            .Sample(value =>
            {
                var id = new ClientId(value);
                Assert.Equal(id, ClientId.FromBytes(Bytes(id)));
                Assert.True(ClientId.TryParse(id.ToString(), out var read));
                Assert.Equal(id, read);
            });

    [Fact]
    public void The_first_byte_of_the_text_is_the_first_byte()
    {
        Assert.True(ClientId.TryParse("0190a1b2-c3d4-7ef0-8123-456789abcdef", out var id));
        Assert.Equal("0190A1B2C3D47EF08123456789ABCDEF", Convert.ToHexString(Bytes(id)));
        Assert.Equal("0190a1b2-c3d4-7ef0-8123-456789abcdef", id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0190a1b2c3d47ef08123456789abcdef")]
    [InlineData("{0190a1b2-c3d4-7ef0-8123-456789abcdef}")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public void Refuses_other_text(string? text) => Assert.False(ClientId.TryParse(text, out _));

    [Fact]
    public void Needs_sixteen_bytes()
    {
        Assert.Throws<ArgumentException>(() => ClientId.FromBytes(new byte[15]));
        Assert.Throws<ArgumentException>(() => new ClientId(Guid.NewGuid()).ToBytes(new byte[15]));
    }

    private static byte[] Bytes(ClientId id)
    {
        var bytes = new byte[ClientId.Size];
        id.ToBytes(bytes);
        return bytes;
    }
}
