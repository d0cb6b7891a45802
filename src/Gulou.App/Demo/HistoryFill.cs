using Gulou.App.Jobs;
using Gulou.Areas.Governance.Points;
using Gulou.Areas.Governance.Shop;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Gulou.Storage.Posts;
using Microsoft.EntityFrameworkCore;

namespace Gulou.App.Demo;

/// <summary>Makes up the months before today, day by day, by the verbs that people use.</summary>
internal sealed class HistoryFill(Tower tower, HistoryClock clock, DateOnly today, Action<FillProgress> report)
{
    /// <summary>Hundredths of points with which it is worth going to the shop.</summary>
    private const long CheapestBasket = 600;

    private const long VisitorsSavings = 150_00;

    private readonly Random random = new(522630202);
    private readonly List<Claim> inReview = [];
    private readonly NoticeJob notices = new(tower);
    private int cell;

    public async Task RunAsync(IReadOnlyList<DemoVillage> villages, DemoVillage main)
    {
        cell = main.Place.Cell;
        var lives = new LifeFill(tower);
        foreach (var village in villages)
        {
            await AdoptRulesAsync(village);
            await OpenShopAsync(village);
        }
        for (var ago = TownshipFill.HistoryDays; ago >= 0; ago--)
        {
            report(new FillProgress("demo.fill-history", TownshipFill.HistoryDays - ago, TownshipFill.HistoryDays));
            var day = today.AddDays(-ago);
            await LiveAsync(day, villages, main);
            if (day < today)
                await lives.LiveAsync(villages, day);
        }
        await lives.DoubleAsync(main);
        await ObjectAsync(main);
    }

    private async Task LiveAsync(DateOnly day, IReadOnlyList<DemoVillage> villages, DemoVillage main)
    {
        // Today's own hours are still to come.
        clock.Set(day, 0.5);
        await notices.RunOnceAsync();
        if (day == today)
            return;
        clock.Set(day, 9);
        foreach (var village in villages)
            await FileAsync(village, day, village == main ? 7 : 1);
        clock.Set(day, 15);
        await ReviewAsync(villages, day);
        clock.Set(day, 17);
        if (day.DayNumber % 3 == 0)
        {
            foreach (var village in villages)
                await RedeemAsync(village, village == main ? 9 : 3);
        }
        if (day.Day == 15)
        {
            foreach (var village in villages)
                await CountAsync(village);
        }
    }

    private async Task AdoptRulesAsync(DemoVillage village)
    {
        var policy = tower.Definitions.Get<PointsPolicy>();
        foreach (var rule in policy.Rules.Where(r => !r.Off))
        {
            village.Rules[rule.Code] = await tower.MustAsync(
                Actor.System,
                new AdoptRule
                {
                    Id = NewId(),
                    Cell = cell,
                    PlaceId = village.Place.Id,
                    Code = rule.Code,
                    Name = rule.Name,
                    Per = rule.Per,
                    Evidence = rule.Evidence,
                    MinPoints = rule.MinPoints * 100,
                    MaxPoints = rule.MaxPoints * 100,
                    Cap = rule.Cap * 100,
                    CapPeriod = rule.CapPeriod,
                    From = clock.GetUtcNow().Day(),
                    Document = $"{village.Place.ShortName}村民代表会议决议〔{today.Year}〕3号",
                }
            );
        }
    }

    private async Task OpenShopAsync(DemoVillage village)
    {
        village.Shop = await tower.MustAsync(
            Actor.System,
            new OpenShop
            {
                Id = NewId(),
                Cell = cell,
                PlaceId = village.Place.Id,
                Name = $"{village.Place.ShortName}积分超市",
            }
        );
        foreach (var (name, measure, price, cost, low) in DemoData.Goods)
        {
            var good = await tower.MustAsync(
                village.Shopkeeper,
                new SetGood
                {
                    Id = NewId(),
                    Cell = cell,
                    ShopId = village.Shop,
                    Name = name,
                    Measure = measure,
                    Price = price * 100,
                    LowStock = low,
                }
            );
            village.Prices[good] = price * 100;
            foreach (var batch in Enumerable.Range(0, low == DemoData.NeverStocked ? 0 : 2))
                await ReceiveAsync(village, good, cost, (low / 2) + random.Next(low) + (price < 10 ? 40 : 0), batch);
        }
    }

    private Task<long> ReceiveAsync(DemoVillage village, long good, long cost, int quantity, int batch)
    {
        var (supplier, source) = DemoData.Suppliers[random.Next(DemoData.Suppliers.Length)];
        return tower.MustAsync(
            village.Shopkeeper,
            new ReceiveStock
            {
                Id = NewId(),
                Cell = cell,
                ShopId = village.Shop,
                GoodId = good,
                Supplier = supplier,
                Source = source,
                Quantity = quantity,
                UnitCost = source == FundSource.Donation ? 0 : cost,
                ArrivedOn = clock.GetUtcNow().Day(),
                BestBefore = today.AddDays(batch == 0 ? 20 + random.Next(200) : 150 + random.Next(300)),
            }
        );
    }

    private async Task FileAsync(DemoVillage village, DateOnly day, int most)
    {
        for (var i = day == today.AddDays(-5) ? 1 : random.Next(most + 1); i > 0; i--)
        {
            // The family that a visitor signs in as does its part, and has points on notice.
            var visitors = random.Next(9) == 0 || day == today.AddDays(-5);
            var household = visitors ? village.Households[1] : Somebody(village);
            var worker = village.GridWorkers[household.Hamlet];
            var (code, _, deeds) = Pick();
            var rule = tower.Definitions.Get<PointsPolicy>().Rules.First(r => r.Code == code);
            var points =
                rule.MinPoints == rule.MaxPoints
                    ? rule.MinPoints
                    : rule.MinPoints + (random.Next((int)(rule.MaxPoints - rule.MinPoints) / 2) / 2 * 2);
            var answer = await tower.Commands.RunAsync(
                worker,
                new FileClaim
                {
                    Id = NewId(),
                    Cell = cell,
                    HouseholdId = household.Id,
                    RuleId = village.Rules[code],
                    On =
                        day.AddDays(-random.Next(4)) is var on && on < today.AddDays(-TownshipFill.HistoryDays)
                            ? day
                            : on,
                    Points = points * 100,
                    Deed = deeds[random.Next(deeds.Length)],
                }
            );
            if (answer.Outcome == FileClaimOutcome.CapReached)
                continue;
            if (!answer.IsDone)
                throw new InvalidOperationException($"{answer.Outcome}");
            await using var db = tower.Read();
            inReview.Add(await db.Set<Claim>().SingleAsync(c => c.Cell == cell && c.Id == answer.Subject));
        }
    }

    /// <summary>Some families do more than others.</summary>
    private DemoHousehold Somebody(DemoVillage village) =>
        village.Households[(int)(random.NextDouble() * random.NextDouble() * village.Households.Count)];

    private (string Code, int Weight, string[] Deeds) Pick()
    {
        var roll = random.Next(DemoData.Rules.Sum(r => r.Weight));
        return DemoData.Rules.First(r => (roll -= r.Weight) < 0);
    }

    private async Task ReviewAsync(IReadOnlyList<DemoVillage> villages, DateOnly day)
    {
        // What was filed in the last two days still waits for the panel.
        var ready = inReview
            .Where(c => c.FiledAt.Day <= (day < today.AddDays(-3) ? day.AddDays(-1) : day.AddDays(-2)))
            .ToList();
        foreach (var claim in ready)
        {
            inReview.Remove(claim);
            var village = villages.First(v => v.Place.Id == claim.PlaceId);
            var approves = random.Next(100) < 93;
            var members = village
                .Panel.Where(p => p.HouseholdId != claim.HouseholdId && p.PersonId != claim.FiledBy)
                .Take(2);
            foreach (var member in members)
            {
                await tower.MustAsync(
                    member,
                    new ReviewClaim
                    {
                        Id = NewId(),
                        Cell = cell,
                        ClaimId = claim.Id,
                        Approves = approves,
                        Reason = approves ? "" : DemoData.RefusalReasons[random.Next(DemoData.RefusalReasons.Length)],
                    }
                );
            }
        }
    }

    /// <summary>Households with enough points come and spend some.</summary>
    private async Task RedeemAsync(DemoVillage village, int most)
    {
        await using var db = tower.Read();
        var points = await db
            .Accounts.Where(a => a.Cell == cell && a.Kind == AccountKind.Points)
            .Within(village.Place.Key.Range, a => a.Scope)
            .GroupBy(a => a.Owner)
            .Select(g => new { Household = g.Key, Available = g.Sum(a => a.Balance - a.HeldOut) })
            .Where(p => p.Available >= CheapestBasket)
            // The visitor's family saves up.
            .Where(p => p.Household != village.Households[1].Id || p.Available >= VisitorsSavings)
            .OrderBy(p => p.Household)
            .ToListAsync();
        for (var i = random.Next(most + 1); i > 0 && points.Count > 0; i--)
        {
            var comes = points[random.Next(points.Count)];
            points.Remove(comes);
            var basket = village
                .Prices.Where(g => g.Value <= comes.Available / 2)
                .OrderBy(_ => random.Next())
                .Take(1 + random.Next(2))
                .ToList();
            // An empty shelf: the family goes home with nothing, as in life.
            await tower.Commands.RunAsync(
                village.Shopkeeper,
                new Redeem
                {
                    Id = NewId(),
                    Cell = cell,
                    ShopId = village.Shop,
                    HouseholdId = comes.Household,
                    Lines = [.. basket.Select(g => new BasketLine(g.Key, 1, g.Value))],
                }
            );
        }
    }

    /// <summary>Somebody of the village doubts a deed on the board; the secretary has it to answer.</summary>
    private async Task ObjectAsync(DemoVillage village)
    {
        await using var db = tower.Read();
        var visitor = village.Households[1].Id;
        var doubted = await db.Set<Claim>()
            .Where(c => c.Cell == cell && c.PlaceId == village.Place.Id && c.HouseholdId != visitor)
            .Where(c => c.State == ClaimState.Notified)
            .OrderBy(c => c.Id)
            .FirstOrDefaultAsync();
        if (doubted is null)
            return;
        var neighbour = village.Households.Last(h => h.Id != doubted.HouseholdId).HeadId;
        var found = await new ActorReader(tower.Database, tower.Vault).ActorAsync(cell, neighbour);
        await tower.MustAsync(
            found!.Value.Actor,
            new ObjectTo
            {
                Id = NewId(),
                Cell = cell,
                About = ObjectionTo.Claim,
                Subject = doubted.Id,
                Reason = DemoData.Doubt,
                OnBoard = true,
            }
        );
    }

    private async Task CountAsync(DemoVillage village)
    {
        var good = village.Prices.Keys.ElementAt(random.Next(village.Prices.Count));
        await using var db = tower.Read();
        var inBook = await db
            .Accounts.Where(a =>
                a.Cell == cell && a.Owner == village.Shop && a.Kind == AccountKind.Stock && a.Unit == good
            )
            .SumAsync(a => a.Balance);
        var missing = inBook > 0 && random.Next(2) == 0 ? 1 : 0;
        await tower.MustAsync(
            village.Shopkeeper,
            new CountStock
            {
                Id = NewId(),
                Cell = cell,
                ShopId = village.Shop,
                GoodId = good,
                Expected = (int)inBook,
                Counted = (int)inBook - missing,
                Reason = missing == 0 ? "" : "包装破损",
            }
        );
    }

    private static ClientId NewId() => ClientId.New(TimeProvider.System);
}
