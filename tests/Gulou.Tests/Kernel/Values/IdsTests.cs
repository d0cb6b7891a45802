using System.Collections.Concurrent;
using CsCheck;
using Gulou.Kernel.Values;

namespace Gulou.Tests.Kernel.Values;

public class IdsTests
{
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Holds_milliseconds_node_and_sequence()
    {
        var ids = new Ids(new SetClock { Now = Start.AddMilliseconds(5) }, node: 3);

        Assert.Equal((5L << 22) | (3L << 12), ids.Next());
        Assert.Equal((5L << 22) | (3L << 12) | 1, ids.Next());
    }

    [Fact]
    public void Rises_whatever_the_clock_does() =>
        Gen.Long[-100_000, 100_000]
            .Array[1, 200]
            .Sample(readings =>
            {
                var clock = new SetClock();
                var ids = new Ids(clock, node: 1);
                var last = -1L;
                foreach (var reading in readings)
                {
                    clock.Now = Start.AddMilliseconds(reading);
                    var next = ids.Next();
                    Assert.True(next > last);
                    Assert.True(next >> 22 >= reading);
                    last = next;
                }
            });

    [Fact]
    public void A_clock_gone_back_keeps_the_last_millisecond()
    {
        var clock = new SetClock { Now = Start.AddMilliseconds(1000) };
        var ids = new Ids(clock, node: 0);
        var before = ids.Next();
        clock.Now = Start.AddMilliseconds(10);

        Assert.Equal(before + 1, ids.Next());
    }

    [Fact]
    public void A_full_millisecond_runs_into_the_next()
    {
        var ids = new Ids(new SetClock { Now = Start.AddMilliseconds(7) }, Ids.MaxNode);
        var made = Enumerable.Range(0, 4097).Select(_ => ids.Next()).ToList();

        Assert.All(made[..4096], id => Assert.Equal(7, id >> 22));
        Assert.Equal((8L << 22) | ((long)Ids.MaxNode << 12), made[4096]);
    }

    [Fact]
    public void Two_nodes_never_make_the_same()
    {
        var clock = new SetClock { Now = Start.AddDays(1000) };
        var (one, two) = (new Ids(clock, 1), new Ids(clock, 2));
        var made = Enumerable.Range(0, 10_000).SelectMany(_ => new[] { one.Next(), two.Next() }).ToHashSet();

        Assert.Equal(20_000, made.Count);
    }

    [Fact]
    public void Many_threads_never_get_the_same()
    {
        var ids = new Ids(new SetClock { Now = Start.AddDays(1000) }, node: 1);
        var made = new ConcurrentBag<long[]>();

        Parallel.For(0, 16, _ => made.Add([.. Enumerable.Range(0, 5_000).Select(_ => ids.Next())]));

        Assert.All(made, own => Assert.Equal(own.Order(), own));
        Assert.Equal(80_000, made.SelectMany(own => own).Distinct().Count());
    }

    [Fact]
    public void The_last_id_is_of_2093()
    {
        var clock = new SetClock { Now = Start.AddMilliseconds((1L << 41) - 1) };
        var ids = new Ids(clock, Ids.MaxNode);
        for (var i = 0; i < 4095; i++)
            ids.Next();

        Assert.Equal(2093, clock.Now.Year);
        Assert.Equal(long.MaxValue, ids.Next());
        Assert.Throws<InvalidOperationException>(() => ids.Next());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1024)]
    public void A_node_is_ten_bits(int node) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ids(TimeProvider.System, node));

    // FakeTimeProvider never goes back.
    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
