using Gulou.App;
using Gulou.Areas.Governance.Points;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.People;
using Gulou.Storage.Places;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Bench.Crash;

/// <summary>The smallest village in which deeds are recorded: one household and one rule.</summary>
public sealed record CrashScene(int Cell, long Household, long Rule)
{
    private const string Divisions = """
        code,name,level,parent_code,kind
        520000000000,贵州省,province,,
        522600000000,黔东南苗族侗族自治州,prefecture,520000000000,
        522630000000,台江县,county,522600000000,
        522630202000,台盘乡,township,522630000000,township
        522630202200,台盘村村民委员会,village,522630202000,village
        """;

    /// <summary>Brings the schema up to date and fills it, by the same verbs that people use.</summary>
    public static async Task<CrashScene> MakeAsync(Tower tower)
    {
        await tower.Database.MigrateAsync();
        using var table = new StringReader(Divisions);
        await DoAsync(
            tower,
            new ImportDivisions
            {
                Id = NewId(),
                Cell = 0,
                Table = DivisionTable.Read(table, 2023),
            }
        );
        await using var db = tower.Read();
        var village = (await db.Divisions.OrderBy(d => d.Key).ToListAsync())[^1];
        await DoAsync(
            tower,
            new RegisterHouseholds
            {
                Id = NewId(),
                Cell = village.Cell,
                PlaceId = village.Id,
                Households =
                [
                    new NewHousehold
                    {
                        PlaceId = village.Id,
                        Door = "1",
                        Members = [new NewMember { Name = "杨秀英", Relation = Relation.Head }],
                    },
                ],
            }
        );
        var rule = await DoAsync(
            tower,
            new AdoptRule
            {
                Id = NewId(),
                Cell = village.Cell,
                PlaceId = village.Id,
                Code = "V01",
                Name = "志愿服务",
                Per = "小时",
                MinPoints = 2_00,
                MaxPoints = 16_00,
                From = tower.Now.Day.AddDays(-90),
                Document = "村民代表会议决议〔2026〕3号",
            }
        );
        var household = await db.Households.SingleAsync();
        return new CrashScene(village.Cell, household.Id, rule);
    }

    public static ClientId NewId() => ClientId.New(TimeProvider.System);

    private static async Task<long> DoAsync<TOutcome>(Tower tower, Command<TOutcome> command)
        where TOutcome : struct, Enum
    {
        var answer = await tower.Commands.RunAsync(Actor.System, command);
        return answer.IsDone
            ? answer.Subject
            : throw new InvalidOperationException($"{command.Verb}: {answer.Outcome}");
    }
}
