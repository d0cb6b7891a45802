using CsCheck;
using Gulou.Kernel.Places;

namespace Gulou.Tests.Kernel.Places;

public class KeyAllocatorTests
{
    private static readonly PlaceKey Taipan = PlaceKey.FromCode("522630202000");

    [Fact]
    public void The_official_number_is_taken_where_it_was_never_used() =>
        Assert.Equal(PlaceKey.FromCode("522630202200"), new KeyAllocator([]).Allocate(Taipan, 200));

    [Fact]
    public void A_used_number_gives_the_lowest_never_used()
    {
        var keys = new KeyAllocator([Taipan.Child(1), Taipan.Child(200)]);
        Assert.Equal(Taipan.Child(2), keys.Allocate(Taipan, 200));
        Assert.Equal(Taipan.Child(3), keys.Allocate(Taipan, 200));
        Assert.Equal(Taipan.Child(4), keys.Allocate(Taipan));
    }

    [Fact]
    public void A_child_sits_under_its_parents_key_whatever_the_code()
    {
        // The township's code became 522630105000; its key stays.
        var row = PlaceKey.FromCode("522630105203");
        Assert.Equal(Taipan.Child(203), new KeyAllocator([Taipan]).Allocate(Taipan, row.Number));
    }

    [Theory]
    [InlineData("52", 99)]
    [InlineData("522630", 999)]
    public void When_all_numbers_are_used_the_answer_is_clear(string code, int most)
    {
        var parent = PlaceKey.FromCode(code);
        var keys = new KeyAllocator([]);
        for (var i = 0; i < most; i++)
            Assert.True(keys.TryAllocate(parent, null, out _));

        Assert.False(keys.TryAllocate(parent, 7, out _));
        var error = Assert.Throws<NumbersExhaustedException>(() => keys.Allocate(parent));
        Assert.Equal(parent, error.Parent);
        Assert.Contains($"all {most} numbers under {parent}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_has_no_children_and_numbers_have_bounds()
    {
        var keys = new KeyAllocator([]);
        Assert.Throws<ArgumentOutOfRangeException>(() => keys.TryAllocate(new(522630202200001001), null, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => keys.TryAllocate(Taipan, 1000, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => keys.TryAllocate(Taipan, 0, out _));
    }

    [Fact]
    public void No_key_is_given_twice_and_each_is_a_child_of_its_parent() =>
        Gen.Select(
                PlaceKeyTests.AnyKey.Where(key => key.Depth < 7).Array[1, 3],
                Gen.Int[1, 12].Array[0, 8],
                Gen.Select(Gen.Int[0, 2], Gen.Int[0, 12]).Array[1, 30]
            )
            .Sample(
                (parents, used, wishes) =>
                {
                    var before = used.Select(number => parents[0].Child(number)).ToHashSet();
                    var keys = new KeyAllocator(before);
                    foreach (var (which, wish) in wishes)
                    {
                        var parent = parents[which % parents.Length];
                        int? wanted = wish == 0 ? null : wish;
                        var key = keys.Allocate(parent, wanted);
                        Assert.Equal(parent, key.Parent);
                        Assert.True(parent.Range.Contains(key.Range));
                        if (wanted is { } number && !before.Contains(parent.Child(number)))
                            Assert.Equal(number, key.Number);
                        Assert.True(before.Add(key), $"{key} given twice");
                    }
                }
            );
}
