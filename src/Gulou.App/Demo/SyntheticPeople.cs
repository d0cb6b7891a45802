using Gulou.Kernel.People;
using Gulou.Kernel.Values;

namespace Gulou.App.Demo;

/// <summary>
/// Invents the demo's households: the same seed and day give the same people in the same order, on every machine.
/// ID numbers lie in the unassigned region 529901 and phones in an unassigned segment; neither repeats. Not
/// thread-safe.
/// </summary>
/// <param name="seed">Any number. People of two seeds may share ID numbers and phones: use one seed a database.</param>
/// <param name="today">The day on which the ages hold; nobody is born after it.</param>
public sealed class SyntheticPeople(int seed, DateOnly today)
{
    // Parents are 20 to 40 years older than their children.
    private const int YoungestParent = 20;
    private const int OldestParent = 40;

    private readonly DateOnly today = today;
    private readonly Random random = new(seed);
    private readonly Dictionary<(DateOnly Birthday, bool IsMale), int> numbersUsed = [];
    private int phonesUsed;

    /// <summary>The next household. About 3.9 members in the mean, one to nine in each.</summary>
    public SyntheticHousehold Next()
    {
        var family = new Family(this);
        switch (random.Next(100))
        {
            case < 35:
                family.CoupleWithChildren();
                break;
            case < 52:
                family.ThreeGenerationsUnderTheMiddle();
                break;
            case < 62:
                family.ThreeGenerationsUnderTheEldest();
                break;
            case < 72:
                family.EldersWithGrandchildren();
                break;
            case < 81:
                family.OneParentWithChildren();
                break;
            case < 92:
                family.CoupleAlone();
                break;
            default:
                family.SingleElder();
                break;
        }
        return new SyntheticHousehold(family.Members);
    }

    private DateOnly DayBetween(DateOnly from, DateOnly to) =>
        from.AddDays(random.Next(to.DayNumber - from.DayNumber + 1));

    private DateOnly BornAged(int from, int to) =>
        DayBetween(today.AddYears(-to - 1).AddDays(1), today.AddYears(-from));

    private bool Chance(int percent) => random.Next(100) < percent;

    /// <summary>
    /// A number not given before; when a day's 500 numbers of one sex are used up, the next day's serve.
    /// </summary>
    private CitizenId NumberFor(ref DateOnly birthday, bool isMale)
    {
        int used;
        while ((used = numbersUsed.GetValueOrDefault((birthday, isMale))) >= 500)
            birthday = birthday.AddDays(-1);
        numbersUsed[(birthday, isMale)] = used + 1;
        return CitizenId.Make(CitizenId.SyntheticRegion, birthday, (used * 2) + (isMale ? 1 : 0));
    }

    private MobilePhone? PhoneFor(int age)
    {
        var percent = age switch
        {
            < 12 => 0,
            < 18 => 40,
            < 60 => 96,
            < 75 => 75,
            _ => 35,
        };
        return Chance(percent) ? MobilePhone.Synthetic(phonesUsed++) : null;
    }

    /// <summary>One household while it is being put together.</summary>
    private sealed class Family(SyntheticPeople people)
    {
        private readonly Random random = people.random;
        private readonly string surname = SyntheticNames.Surname(people.random);
        private readonly string spouseSurname = SyntheticNames.Surname(people.random);
        private readonly string ethnicity = SyntheticNames.Ethnicity(people.random);
        private readonly List<SyntheticPerson> members = [];

        public IReadOnlyList<SyntheticPerson> Members => members;

        public void CoupleWithChildren()
        {
            var head = Add(Relation.Head, people.BornAged(25, 54), isMale: people.Chance(88));
            AddChildren(head, AddSpouse(head), Relation.Child, FathersSurname(head), ChildrenWanted());
        }

        public void ThreeGenerationsUnderTheMiddle()
        {
            var head = Add(Relation.Head, people.BornAged(26, 52), isMale: people.Chance(92));
            AddChildren(head, AddSpouse(head), Relation.Child, FathersSurname(head), ChildrenWanted());
            AddParents(head);
            if (people.Chance(12))
                Add(Relation.Other, BornNear(head.Birthday, years: 6), people.Chance(60));
        }

        public void ThreeGenerationsUnderTheEldest()
        {
            var head = Add(Relation.Head, people.BornAged(54, 74), isMale: people.Chance(85));
            var spouse = people.Chance(80) ? AddSpouse(head) : null;
            var child = AddChildren(head, spouse, Relation.Child, FathersSurname(head), wanted: 1, isMale: true)
                .Single();
            var inLaw = Add(Relation.ChildInLaw, BornNear(child.Birthday, years: 4), isMale: false, AnotherSurname());
            AddChildren(child, inLaw, Relation.Grandchild, FathersSurname(head), ChildrenWanted());
        }

        /// <summary>The parents work far away and are registered elsewhere.</summary>
        public void EldersWithGrandchildren()
        {
            var head = Add(Relation.Head, people.BornAged(52, 74), isMale: people.Chance(75));
            var spouse = people.Chance(75) ? AddSpouse(head) : null;
            // The parents who are away need no record, only an age that fits between.
            var away = BornOf(head, spouse, notBefore: DateOnly.MinValue)!.Value;
            var first = Later(away.AddYears(YoungestParent), people.today.AddYears(-17));
            for (var left = random.Next(1, 4); left > 0 && first <= people.today; left--)
            {
                var born = people.DayBetween(first, Earlier(first.AddYears(5), people.today));
                Add(Relation.Grandchild, born, people.Chance(52));
                first = born.AddYears(1);
            }
        }

        public void OneParentWithChildren()
        {
            var head = Add(Relation.Head, people.BornAged(28, 54), isMale: people.Chance(50));
            AddChildren(head, null, Relation.Child, FathersSurname(head), random.Next(1, 4));
        }

        public void CoupleAlone() => AddSpouse(Add(Relation.Head, people.BornAged(45, 80), isMale: people.Chance(90)));

        public void SingleElder() => Add(Relation.Head, people.BornAged(60, 92), isMale: people.Chance(45));

        private SyntheticPerson AddSpouse(SyntheticPerson head) =>
            Add(Relation.Spouse, BornNear(head.Birthday, years: 4), !head.IsMale, spouseSurname);

        private void AddParents(SyntheticPerson head)
        {
            var both = people.Chance(62);
            if (both || people.Chance(40))
                Add(Relation.Parent, BornBefore(head.Birthday), isMale: true);
            if (both || members[^1].Relation != Relation.Parent)
                Add(Relation.Parent, BornBefore(head.Birthday), isMale: false, AnotherSurname());
        }

        private List<SyntheticPerson> AddChildren(
            SyntheticPerson one,
            SyntheticPerson? other,
            Relation relation,
            string surname,
            int wanted,
            bool? isMale = null
        )
        {
            var children = new List<SyntheticPerson>();
            var notBefore = DateOnly.MinValue;
            while (children.Count < wanted && BornOf(one, other, notBefore) is { } born)
            {
                children.Add(Add(relation, born, isMale ?? people.Chance(52), surname));
                notBefore = born.AddYears(1);
            }
            return children;
        }

        /// <summary>
        /// A day on which two people could have had a child; null when they no longer, or not yet, could.
        /// </summary>
        private DateOnly? BornOf(SyntheticPerson one, SyntheticPerson? other, DateOnly notBefore)
        {
            var (elder, younger) = (one.Birthday, other?.Birthday ?? one.Birthday);
            if (elder > younger)
                (elder, younger) = (younger, elder);
            var from = Later(younger.AddYears(YoungestParent), notBefore);
            var to = Earlier(Earlier(elder.AddYears(OldestParent), from.AddYears(6)), people.today);
            return from <= to ? people.DayBetween(from, to) : null;
        }

        private DateOnly BornBefore(DateOnly child) =>
            people.DayBetween(child.AddYears(-33), child.AddYears(-YoungestParent));

        private DateOnly BornNear(DateOnly day, int years) =>
            people.DayBetween(day.AddYears(-years), day.AddYears(years));

        private SyntheticPerson Add(Relation relation, DateOnly birthday, bool isMale, string? surname = null)
        {
            var number = people.NumberFor(ref birthday, isMale);
            var person = new SyntheticPerson(
                NewName(surname ?? this.surname, isMale, birthday.Year),
                isMale,
                birthday,
                relation,
                relation is Relation.Spouse or Relation.ChildInLaw && people.Chance(12)
                    ? SyntheticNames.Ethnicity(random)
                    : ethnicity,
                number,
                people.PhoneFor((people.today.DayNumber - birthday.DayNumber) / 365)
            );
            members.Add(person);
            return person;
        }

        private string NewName(string surname, bool isMale, int bornIn)
        {
            string name;
            do name = surname + SyntheticNames.Given(isMale, bornIn, random);
            while (members.Exists(m => m.Name == name));
            return name;
        }

        private string FathersSurname(SyntheticPerson head) => head.IsMale ? surname : spouseSurname;

        private string AnotherSurname() => SyntheticNames.Surname(random);

        private int ChildrenWanted() =>
            random.Next(100) switch
            {
                < 22 => 1,
                < 74 => 2,
                < 95 => 3,
                _ => 4,
            };
    }

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}
