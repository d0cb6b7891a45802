using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;

namespace Gulou.Tests.Kernel.Posts;

public sealed class WaitTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 30)]
    [InlineData(6, 60)]
    [InlineData(7, 120)]
    [InlineData(9, 480)]
    [InlineData(10, 900)]
    [InlineData(11, 900)]
    [InlineData(int.MaxValue, 900)]
    public void Doubles_up_to_a_quarter_of_an_hour(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Wait.After(failures));

    [Fact]
    public void Ends_at_a_time()
    {
        var now = new Instant(1_000_000);
        Assert.Null(Wait.Until(Wait.FreeTries, now));
        Assert.Equal(now.Plus(Wait.First), Wait.Until(Wait.FreeTries + 1, now));
    }
}
