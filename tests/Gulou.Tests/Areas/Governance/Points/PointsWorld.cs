using Gulou.Areas.Governance.Points;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Tests.Storage;

namespace Gulou.Tests.Areas.Governance.Points;

/// <summary>A village with one household, one rule and one claim, in memory.</summary>
internal static class PointsWorld
{
    public const long VillageId = 20;
    public const long HouseholdId = 100;
    public const long RuleId = 200;
    public const long ClaimId = 300;

    public static readonly PlaceKey Village = PlaceKey.FromCode("522630202200");
    public static readonly PlaceKey OwnUnit = Village.Child(1).Child(1);

    public static Household Household() =>
        new()
        {
            Cell = Worlds.Cell,
            Id = HouseholdId,
            Scope = OwnUnit,
            HeadName = "杨秀英",
            From = Worlds.Today.AddYears(-1),
        };

    /// <summary>2 to 16 points, at most 40 a month.</summary>
    public static PointsRule Rule() =>
        new()
        {
            Cell = Worlds.Cell,
            Id = RuleId,
            PlaceId = VillageId,
            Scope = Village,
            Code = "V01",
            Name = "志愿服务",
            Per = "小时",
            MinPoints = 200,
            MaxPoints = 1600,
            Cap = 4000,
            CapPeriod = CapPeriod.Month,
            From = Worlds.Today.AddMonths(-2),
            Document = "村民代表会议决议",
        };

    public static Claim Claim(ClaimState state = ClaimState.InReview) =>
        new()
        {
            Cell = Worlds.Cell,
            Id = ClaimId,
            PlaceId = VillageId,
            Scope = OwnUnit,
            HouseholdId = HouseholdId,
            RuleId = RuleId,
            Points = 600,
            On = Worlds.Today.AddDays(-1),
            Deed = "清河道",
            State = state,
            FiledBy = 9,
        };

    public static Actor Member(long person, long? household = null) =>
        new()
        {
            Cell = Worlds.Cell,
            PersonId = person,
            HouseholdId = household,
        };

    /// <summary>Says that the ledger has no account yet for the household's points or the village's issuance.</summary>
    public static World WithEmptyLedger(this World w)
    {
        w.Book.LoadLots(PointsAccounts.Of(Worlds.Cell, HouseholdId), []);
        w.Book.LoadLots(PointsAccounts.IssuedBy(Worlds.Cell, VillageId), []);
        w.Book.LoadLots(PointsAccounts.Fund(Worlds.Cell, VillageId), []);
        return w;
    }

    public static long HeldIn(this World w) =>
        w.Book.Lots(PointsAccounts.Of(Worlds.Cell, HouseholdId)).Sum(a => a.HeldIn);

    public static long Balance(this World w) =>
        w.Book.Lots(PointsAccounts.Of(Worlds.Cell, HouseholdId)).Sum(a => a.Balance);

    /// <summary>Approves the claim so that its points are held; gives the claim as it then stands.</summary>
    public static Claim Hold(this World w, Claim claim)
    {
        var from = w.Open(PointsAccounts.IssuedBy(Worlds.Cell, VillageId).Lot(0), Limits.None, Village);
        var to = w.Open(
            PointsAccounts.Of(Worlds.Cell, HouseholdId).Lot(Worlds.Today.Year + 1),
            Limits.NotBelowZero,
            OwnUnit
        );
        claim.Hold = Worlds.NewId();
        claim.NoticeUntil = Worlds.Today.AddDays(6);
        w.MustPost(
            new Entry
            {
                Id = claim.Hold.Value,
                Cell = Worlds.Cell,
                Kind = EntryKind.Hold,
                Reason = "points.award",
                EffectiveOn = Worlds.Today,
                Place = VillageId,
                Scope = Village,
                Subject = claim.Id,
                Legs =
                [
                    new Leg(from.Id, Unit.CivicPoints, -claim.Points),
                    new Leg(to.Id, Unit.CivicPoints, claim.Points),
                ],
            }
        );
        return claim;
    }
}
