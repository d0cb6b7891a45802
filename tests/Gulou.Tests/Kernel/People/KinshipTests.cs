using Gulou.Kernel.People;

namespace Gulou.Tests.Kernel.People;

public class KinshipTests
{
    [Theory]
    [InlineData(Relation.Head, Relation.Spouse, Relation.Spouse)]
    [InlineData(Relation.Child, Relation.Spouse, Relation.Child)]
    [InlineData(Relation.Parent, Relation.Spouse, Relation.Parent)]
    [InlineData(Relation.Head, Relation.Child, Relation.Parent)]
    [InlineData(Relation.Spouse, Relation.Child, Relation.Parent)]
    [InlineData(Relation.Child, Relation.Child, Relation.Other)]
    [InlineData(Relation.Grandchild, Relation.Child, Relation.Other)]
    [InlineData(Relation.Head, Relation.Parent, Relation.Child)]
    [InlineData(Relation.Spouse, Relation.Parent, Relation.ChildInLaw)]
    [InlineData(Relation.Child, Relation.Parent, Relation.Grandchild)]
    [InlineData(Relation.Child, Relation.Other, Relation.Other)]
    public void Members_stand_to_a_new_head_as_far_as_it_follows(Relation member, Relation newHead, Relation now) =>
        Assert.Equal(now, Kinship.To(member, newHead));

    [Fact]
    public void The_spouse_takes_over_else_the_eldest()
    {
        var young = Member(1, Relation.Child, 2001);
        var old = Member(2, Relation.Child, 1998);
        var spouse = Member(3, Relation.Spouse, 1975);
        Assert.Same(spouse, Kinship.Successor([young, old, spouse]));
        Assert.Same(old, Kinship.Successor([young, old, Member(4, Relation.Other, null)]));
        Assert.Null(Kinship.Successor([]));
    }

    private static Person Member(long id, Relation relation, int? born) =>
        new()
        {
            Id = id,
            Name = "吴老三",
            Relation = relation,
            Birthday = born is { } year ? new DateOnly(year, 1, 1) : null,
        };
}
