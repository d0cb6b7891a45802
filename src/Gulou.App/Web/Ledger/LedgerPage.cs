using Gulou.App.Web.Visits;
using Gulou.Areas.Governance;
using Gulou.Areas.Governance.Points;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Ledger;
using Gulou.Storage.People;
using Microsoft.AspNetCore.Components;

namespace Gulou.App.Web.Ledger;

/// <summary>What the pages of the ledger share: whose an account is, in words that the reader may see.</summary>
public abstract class LedgerPage : OfficePage
{
    private const int ShortBatch = 10_000;

    private Owners owners = new(
        new Dictionary<long, Gulou.Kernel.People.Household>(),
        new Dictionary<long, Gulou.Areas.Governance.Shop.PointsShop>(),
        new Dictionary<long, Place>(),
        new Dictionary<long, Gulou.Areas.Governance.Shop.Good>()
    );

    [Inject]
    protected Text Words { get; set; } = default!;

    [Inject]
    protected Display Shown { get; set; } = default!;

    protected LedgerReader Ledger => new(Tower.Database);

    /// <summary>Learns whose these accounts are.</summary>
    protected async Task KnowOwnersAsync(IEnumerable<Account> accounts) =>
        owners = await new OwnerReader(Tower.Database).OfAsync(accounts);

    /// <summary>Learns in which goods amounts are counted.</summary>
    protected Task KnowUnitsAsync(IEnumerable<long> units) =>
        KnowOwnersAsync(units.Select(unit => new Account { Unit = unit }));

    /// <summary>
    /// Whether the reader may open the account: those of places and shops by the ledger, those of households only
    /// where points are open to the reader too.
    /// </summary>
    protected bool MayOpen(Account account)
    {
        var here = new Target(account.Scope, account.Kind == AccountKind.Points ? account.Owner : null);
        return Visitor.May(LedgerCapabilities.See, here)
            && (account.Kind != AccountKind.Points || Visitor.May(PointsCapabilities.See, here));
    }

    /// <summary>Whose it is; a household by its head's name as the reader may see it, else without a name.</summary>
    protected string OwnerOf(Account account) =>
        account.Kind == AccountKind.Points ? HouseholdOf(account)
        : owners.Shops.TryGetValue(account.Owner, out var shop) ? shop.Name
        : owners.Places.TryGetValue(account.Owner, out var place) ? place.ShortName
        : "";

    /// <summary>What it is for; of points with the year in which they expire, of goods with the batch.</summary>
    protected string KindOf(Account account)
    {
        var kind = Words[$"ledger.kind-{(int)account.Kind}"];
        return account switch
        {
            { Lot: 0 } => kind,
            { Kind: AccountKind.Points } => Words["ledger.kind-of-year", kind, account.Lot],
            _ => Words["ledger.kind-of-batch", kind, $"{account.Lot % ShortBatch:D4}"],
        };
    }

    /// <summary>The good's name; empty for points.</summary>
    protected string GoodOf(long unit) => owners.Goods.TryGetValue(unit, out var good) ? good.Name : "";

    /// <summary>An amount in its unit's words.</summary>
    protected string Amount(long unit, long amount) =>
        unit switch
        {
            Unit.CivicPoints or Unit.MemberPoints => Shown.Points(amount),
            Unit.Yuan => Shown.Money(amount),
            _ when owners.Goods.TryGetValue(unit, out var good) => Words[
                "ledger.pieces",
                Shown.Count(amount),
                good.Measure
            ],
            _ => Shown.Count(amount),
        };

    protected string ReasonOf(string reason) => Words.Find($"ledger.reason-{reason.Replace('.', '-')}") ?? reason;

    /// <summary>The end of an entry's hash or id: enough to compare by eye.</summary>
    protected static string Short(ReadOnlySpan<byte> hash) => Convert.ToHexStringLower(hash)[..12];

    private string HouseholdOf(Account account)
    {
        var here = new Target(account.Scope, account.Owner);
        if (
            !owners.Households.TryGetValue(account.Owner, out var household)
            || !Visitor.May(PointsCapabilities.See, here)
        )
            return Words["ledger.a-household"];
        var name = Visitor.May(PeopleCapabilities.SeeNames, here)
            ? household.HeadName
            : PersonName.Mask(household.HeadName);
        return Words["people.of", name];
    }
}
