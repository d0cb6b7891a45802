using Gulou.Kernel.People;
using Gulou.Kernel.Values;
using Gulou.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace Gulou.App.Demo;

/// <summary>
/// Births, deaths and moves of the made-up past, recorded by the village secretaries. Heads stay, since posts, sign-ins
/// and shopping hang on them.
/// </summary>
internal sealed class LifeFill(Tower tower)
{
    private readonly Random random = new(529901);

    /// <summary>What happens in a village on about every fourth day.</summary>
    public async Task LiveAsync(IReadOnlyList<DemoVillage> villages, DateOnly day)
    {
        foreach (var village in villages.Where(_ => random.Next(4) == 0))
        {
            // The first households are those of the sign-ins.
            var home = village.Households[2 + random.Next(village.Households.Count - 2)];
            switch (random.Next(10))
            {
                case < 4:
                    await BirthAsync(village, home, day);
                    break;
                case < 6:
                    await BrideAsync(village, home, day);
                    break;
                default:
                    await LeaveAsync(village, home, day);
                    break;
            }
        }
    }

    /// <summary>Someone entered twice, for the page that finds doubles.</summary>
    public async Task DoubleAsync(DemoVillage village)
    {
        var (home, other) = (village.Households[5], village.Households[9]);
        var person = (await MembersAsync(village, home)).FirstOrDefault(p => p.Relation != Relation.Head);
        if (person is null)
            return;
        await tower.MustAsync(
            village.Secretary,
            new MoveIn
            {
                Id = NewId(),
                Cell = village.Place.Cell,
                HouseholdId = other.Id,
                On = Today,
                Members =
                [
                    new NewMember
                    {
                        Name = person.Name,
                        Relation = Relation.Other,
                        Birthday = person.Birthday,
                        IsMale = person.IsMale,
                    },
                ],
            }
        );
    }

    private DateOnly Today => tower.Now.Day;

    private async Task BirthAsync(DemoVillage village, DemoHousehold home, DateOnly day)
    {
        var isMale = random.Next(100) < 52;
        var members = await MembersAsync(village, home);
        await tower.MustAsync(
            village.Secretary,
            new RecordBirth
            {
                Id = NewId(),
                Cell = village.Place.Cell,
                HouseholdId = home.Id,
                On = day.AddDays(-random.Next(12)),
                Name = PersonName.Surname(home.HeadName) + SyntheticNames.Given(isMale, day.Year, random),
                IsMale = isMale,
                Ethnicity = members[0].Ethnicity,
                Relation = members.Any(m => m.Relation == Relation.Child) ? Relation.Grandchild : Relation.Child,
            }
        );
    }

    private async Task BrideAsync(DemoVillage village, DemoHousehold home, DateOnly day) =>
        await tower.MustAsync(
            village.Secretary,
            new MoveIn
            {
                Id = NewId(),
                Cell = village.Place.Cell,
                HouseholdId = home.Id,
                On = day,
                From = random.Next(2) == 0 ? "湖南怀化" : "广西三江",
                Members =
                [
                    new NewMember
                    {
                        Name = SyntheticNames.Surname(random) + SyntheticNames.Given(false, day.Year - 24, random),
                        Relation = Relation.ChildInLaw,
                        Birthday = day.AddYears(-24).AddDays(random.Next(365)),
                        IsMale = false,
                    },
                ],
            }
        );

    /// <summary>The old die, the young move away.</summary>
    private async Task LeaveAsync(DemoVillage village, DemoHousehold home, DateOnly day)
    {
        var going = (await MembersAsync(village, home)).Where(p => p.Relation != Relation.Head).ToList();
        if (going.Count == 0)
            return;
        var person = going[random.Next(going.Count)];
        var on = day.AddDays(-random.Next(3)) is var back && back >= person.From ? back : day;
        if (person.Birthday < day.AddYears(-60))
            await tower.MustAsync(
                village.Secretary,
                new RecordDeath
                {
                    Id = NewId(),
                    Cell = person.Cell,
                    PersonId = person.Id,
                    On = on,
                }
            );
        else
            await tower.MustAsync(
                village.Secretary,
                new MoveOut
                {
                    Id = NewId(),
                    Cell = person.Cell,
                    PersonId = person.Id,
                    On = on,
                    To = random.Next(2) == 0 ? "广东东莞" : "浙江义乌",
                }
            );
    }

    private async Task<IReadOnlyList<Person>> MembersAsync(DemoVillage village, DemoHousehold home)
    {
        await using var db = tower.Read();
        return await db
            .People.Where(p => p.Cell == village.Place.Cell && p.HouseholdId == home.Id && p.To == null)
            .OrderBy(p => p.Id)
            .ToListAsync();
    }

    private static ClientId NewId() => ClientId.New(TimeProvider.System);
}
