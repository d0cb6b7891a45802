using Gulou.App.Demo;
using Gulou.Kernel.People;
using Gulou.Kernel.Values;

namespace Gulou.Tests.App.Demo;

public class SyntheticPeopleTests
{
    private static readonly DateOnly Today = new(2025, 6, 1);
    private static readonly List<SyntheticHousehold> Households = Make(seed: 7, count: 5_000);
    private static readonly List<SyntheticPerson> People = [.. Households.SelectMany(h => h.Members)];

    [Fact]
    public void The_same_seed_makes_the_same_people()
    {
        var first = Make(seed: 1, count: 50).SelectMany(h => h.Members);

        Assert.Equal(first, Make(seed: 1, count: 50).SelectMany(h => h.Members));
        Assert.NotEqual(first, Make(seed: 2, count: 50).SelectMany(h => h.Members));
    }

    [Fact]
    public void Numbers_and_phones_are_invented_and_never_repeat()
    {
        var phones = People.Where(p => p.Phone is not null).Select(p => p.Phone!.Value).ToList();

        Assert.All(People, p => Assert.True(p.CitizenId.IsSynthetic));
        Assert.All(phones, p => Assert.True(p.IsSynthetic));
        Assert.Equal(People.Count, People.DistinctBy(p => p.CitizenId).Count());
        Assert.Equal(phones.Count, phones.Distinct().Count());
    }

    [Fact]
    public void A_number_tells_birthday_and_sex() =>
        Assert.All(People, p => Assert.Equal((p.Birthday, p.IsMale), (p.CitizenId.Birthday, p.CitizenId.IsMale)));

    [Fact]
    public void Names_are_in_their_written_form() =>
        Assert.All(
            People,
            p =>
            {
                Assert.True(PersonName.TryNormalise(p.Name, out var name));
                Assert.Equal(p.Name, name);
            }
        );

    [Fact]
    public void A_household_has_one_head_its_first_member_and_no_name_twice() =>
        Assert.All(
            Households,
            h =>
            {
                Assert.Equal(Relation.Head, h.Members[0].Relation);
                Assert.Single(h.Members, m => m.Relation == Relation.Head);
                Assert.Equal(h.Members.Count, h.Members.DistinctBy(m => m.Name).Count());
            }
        );

    [Fact]
    public void Sizes_are_as_in_the_countryside()
    {
        Assert.InRange(Households.Average(h => h.Members.Count), 3.8, 4.0);
        Assert.InRange(Households.Min(h => h.Members.Count), 1, 1);
        Assert.InRange(Households.Max(h => h.Members.Count), 6, 9);
    }

    [Fact]
    public void Every_relation_occurs() =>
        Assert.Equal(Enum.GetValues<Relation>(), People.Select(p => p.Relation).Distinct().Order());

    [Fact]
    public void Parents_are_twenty_to_forty_years_older()
    {
        var pairs = Households.SelectMany(ParentsAndChildren).ToList();

        Assert.True(pairs.Count > Households.Count);
        Assert.All(
            pairs,
            p => Assert.InRange(p.Child.Birthday, p.Parent.Birthday.AddYears(20), p.Parent.Birthday.AddYears(40))
        );
    }

    [Fact]
    public void Couples_are_of_marrying_age_and_of_two_sexes()
    {
        var couples = Households.Where(h => h.Members.Any(m => m.Relation == Relation.Spouse)).ToList();

        Assert.NotEmpty(couples);
        Assert.All(
            couples,
            h =>
            {
                var spouse = h.Members.Single(m => m.Relation == Relation.Spouse);
                Assert.NotEqual(h.Members[0].IsMale, spouse.IsMale);
                Assert.True(spouse.Birthday.AddYears(20) <= Today);
            }
        );
        Assert.All(
            People.Where(p => p.Relation == Relation.ChildInLaw),
            p => Assert.True(p.Birthday.AddYears(20) <= Today)
        );
    }

    [Fact]
    public void Nobody_is_born_tomorrow_or_older_than_a_hundred() =>
        Assert.All(People, p => Assert.InRange(p.Birthday, Today.AddYears(-100), Today));

    [Fact]
    public void Most_adults_have_a_phone_and_small_children_none()
    {
        var adults = People.Where(p => p.Birthday.AddYears(18) <= Today).ToList();
        var small = People.Where(p => p.Birthday.AddYears(11) > Today);

        Assert.InRange(adults.Count(p => p.Phone is not null) / (double)adults.Count, 0.8, 0.97);
        Assert.All(small, p => Assert.Null(p.Phone));
    }

    [Fact]
    public void Nine_in_ten_are_Miao() =>
        Assert.InRange(People.Count(p => p.Ethnicity == "苗族") / (double)People.Count, 0.85, 0.96);

    private static IEnumerable<(SyntheticPerson Parent, SyntheticPerson Child)> ParentsAndChildren(SyntheticHousehold h)
    {
        var head = h.Members[0];
        var couple = h.Members.Where(m => m.Relation is Relation.Head or Relation.Spouse).ToList();
        var young = h.Members.Where(m => m.Relation is Relation.Child).ToList();
        var middle = h.Members.Where(m => m.Relation is Relation.ChildInLaw).ToList();
        foreach (var child in young)
        foreach (var parent in couple)
            yield return (parent, child);
        foreach (var parent in h.Members.Where(m => m.Relation is Relation.Parent))
            yield return (parent, head);
        if (middle.Count == 0)
            yield break;
        foreach (var grandchild in h.Members.Where(m => m.Relation is Relation.Grandchild))
        foreach (var parent in young.Concat(middle))
            yield return (parent, grandchild);
    }

    private static List<SyntheticHousehold> Make(int seed, int count)
    {
        var people = new SyntheticPeople(seed, Today);
        return [.. Enumerable.Range(0, count).Select(_ => people.Next())];
    }
}
