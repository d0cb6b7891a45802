using Gulou.App;
using Gulou.Areas.Governance.Points;
using Gulou.Areas.Governance.Shop;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Notices;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.People.Import;
using Microsoft.EntityFrameworkCore;

namespace Gulou.BrowserTests.Walk;

/// <summary>
/// A site on which every kind of record is there, and people of every post inside its place, outside of it, and with
/// an appointment that has ended.
/// </summary>
public sealed class WalkSite : IAsyncDisposable
{
    /// <summary>Whose household the records are about.</summary>
    public const string HeadName = "杨秀英";
    public const string MaskedName = "杨*英";

    private const string InsideHamlet = "大寨";
    private const string OutsideHamlet = "小寨";

    private WalkSite(Site site) => Site = site;

    public Site Site { get; }

    public Spots Spots { get; private set; } = null!;

    public Post Villager { get; private set; } = null!;

    /// <summary>Each post once at a place that holds the records (as far as its level goes).</summary>
    public List<Walker> Inside { get; } = [];

    /// <summary>Each post once at the nearest place of its level that does not.</summary>
    public List<Walker> Outside { get; } = [];

    /// <summary>Each post once at the inside place, ended today.</summary>
    public List<Walker> Ended { get; } = [];

    /// <summary>The household's head, one of the same village, one of another.</summary>
    public List<Walker> Villagers { get; } = [];

    public Walker Nobody { get; } = new("", null, null, 0);

    /// <summary>All who can sign in.</summary>
    public IReadOnlyList<Walker> Everyone => [.. Inside, .. Outside, .. Ended, .. Villagers];

    /// <summary>
    /// What a post does not open inside its place is not asked for again outside of it or after its end.
    /// </summary>
    /// <param name="walker">Who would ask.</param>
    /// <param name="opens">Whether it opens to the one in the same post inside.</param>
    public bool IsWorthAsking(Walker walker, Func<Walker, bool> opens)
    {
        var twin = Outside.IndexOf(walker) is >= 0 and var at ? at : Ended.IndexOf(walker);
        return twin < 0 || opens(Inside[twin]);
    }

    public static async Task<WalkSite> StartAsync()
    {
        var walk = new WalkSite(await Site.StartAsync());
        await walk.Site.AddGridAsync(OutsideHamlet);
        walk.Spots = new Spots(await walk.SpotsAsync());
        await walk.AddPeopleAsync();
        return walk;
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    private async Task AddPeopleAsync()
    {
        var posts = Site.Tower.Definitions.Posts;
        Villager = posts.Find(PostCatalog.Villager)!;
        await using var db = Site.Tower.Read();
        var places = await db.Places.ToDictionaryAsync(p => p.ShortName);
        var inside = new[] { "黔东南苗族侗族自治州", "台江县", "台盘乡", "台盘村", InsideHamlet };
        var outside = new[] { "黔南布依族苗族自治州", "黎平县", "老屯乡", "阳芳村", OutsideHamlet };
        var hash = Passwords.Hash(Site.Password);
        foreach (var post in posts.All.Where(p => p.Key != PostCatalog.Villager))
        {
            var level = (int)post.Levels[0] - (int)PlaceLevel.Prefecture;
            Inside.Add(await AppointAsync($"in-{post.Key}", post, places[inside[level]], hash));
            Outside.Add(await AppointAsync($"out-{post.Key}", post, places[outside[level]], hash));
            Ended.Add(await AppointAsync($"ended-{post.Key}", post, places[inside[level]], hash, ended: true));
        }
        foreach (var login in new[] { "villager", "neighbour" })
            Villagers.Add(OfHousehold(login, Site.Households[login]));
        Villagers.Add(OfHousehold("far", await Site.VillagerAsync("far", "龙大山", Site.OtherVillage, hash)));
    }

    private async Task<Walker> AppointAsync(string login, Post post, Place place, string hash, bool ended = false)
    {
        var person = await Site.StaffAsync(login, post.Key, place, hash, ended ? Site.Today : null);
        return ended ? new Walker(login, null, null, person) : new Walker(login, post, place.Key, person);
    }

    private static Walker OfHousehold(string login, Kernel.People.Household household) =>
        new(login, null, null, household.HeadId, household.Id, household.Scope);

    /// <summary>
    /// A deed published, posted and spent, so that every kind of record is there; then each by the word it has in
    /// addresses. With a question mark: by its name in a query.
    /// </summary>
    private async Task<Dictionary<string, Spot>> SpotsAsync()
    {
        var posted = await Site.PublishClaimAsync("villager", "清河道志愿服务", 16_00);
        await Site.PassDaysAsync(8);
        var claim = await Site.PublishClaimAsync("villager", "帮邻居抢收稻谷", 6_00);
        var objection = await Site.DoAsync(
            await Site.ActorAsync("villager"),
            new ObjectTo
            {
                Id = Site.NewId(),
                Cell = Site.Cell,
                About = ObjectionTo.Claim,
                Subject = posted,
                Reason = "分数不对",
            }
        );
        await using var db = Site.Tower.Read();
        var shop = await db.Set<PointsShop>().SingleAsync();
        var good = await SellAsync(shop.Id);
        var receipt = await db.Set<Redemption>().SingleAsync();
        var notice = await db.Notices.OrderBy(n => n.Id).LastAsync();
        var issuance = await db.Accounts.FirstAsync(a => a.Kind == AccountKind.Issuance);
        var appointment = await db.Appointments.FirstAsync(a => a.Post == "shopkeeper");
        var home = Site.Households["villager"];
        var (household, person, village) = (home.Id, home.HeadId, Site.Village.Key);
        var first = await db.PersonEvents.FirstAsync(e => e.PersonId == person);
        var registered = await db.Acts.SingleAsync(a => a.Cell == first.Cell && a.Id == first.Act);
        Spot Of(PlaceKey place, object id, bool ofHousehold = false) =>
            new(Site.Cell, $"{id}", place, ofHousehold ? household : null, ofHousehold ? person : null);
        return new Dictionary<string, Spot>
        {
            ["key"] = Of(village, village),
            ["?at"] = Of(village, village),
            ["?place"] = Of(village, village),
            ["place"] = Of(village, village),
            ["?household"] = Of(home.Scope, household, ofHousehold: true),
            ["household"] = Of(home.Scope, household, ofHousehold: true),
            ["households"] = Of(home.Scope, household, ofHousehold: true),
            ["people"] = Of(home.Scope, person, ofHousehold: true),
            ["acts"] = Of(registered.Scope, registered.Id),
            ["posts"] = Of(appointment.Scope, appointment.Id),
            ["accounts"] = Of(issuance.Scope, issuance.Id),
            ["entries"] = Of(village, receipt.Entry),
            ["claims"] = Of(home.Scope, claim, ofHousehold: true),
            ["claim"] = Of(home.Scope, await WithPhotoAsync(), ofHousehold: true),
            ["objections"] = Of(village, objection),
            ["notices"] = Of(notice.Scope, notice.Id),
            ["shop"] = Of(shop.Scope, shop.Id),
            ["goodid"] = Of(shop.Scope, good),
            ["good"] = Of(shop.Scope, good),
            ["rule"] = Of(village, Site.Rule),
            ["import"] = Of(village, await WithListAsync()),
            ["receiptid"] = Of(home.Scope, receipt.Id, ofHousehold: true),
            ["receipts"] = Of(home.Scope, receipt.Id, ofHousehold: true),
        };
    }

    /// <summary>A list of people with a fault, checked.</summary>
    private async Task<long> WithListAsync()
    {
        var imports = Site.Tower.Imports;
        var id = Site.Tower.Tools.Ids.Next();
        using var list = new MemoryStream(System.Text.Encoding.UTF8.GetBytes("姓名,与户主关系\n杨*英,户主\n"));
        var secretary = await Site.ActorAsync("secretary");
        await Site.DoAsync(
            secretary,
            new StartImport
            {
                Id = Site.NewId(),
                Cell = Site.Cell,
                PlaceId = Site.Village.Id,
                ImportId = id,
                FileName = "花名册.csv",
                FileHash = (await imports.Files.KeepAsync(id, list, TestContext.Current.CancellationToken))!,
            }
        );
        await Site.DoAsync(
            secretary,
            new CheckImport
            {
                Id = Site.NewId(),
                Cell = Site.Cell,
                ImportId = id,
                Columns = "Name=0;Relation=1",
                Headings = 1,
                UpdateDetails = false,
            }
        );
        await imports.WorkAsync(Site.Cell, id, TestContext.Current.CancellationToken);
        return id;
    }

    /// <summary>A claim with a picture of one dot.</summary>
    private async Task<long> WithPhotoAsync()
    {
        using var dot = new MemoryStream(
            Convert.FromBase64String(
                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
            )
        );
        var stored = await Site.Tower.Attachments.SavePhotoAsync(dot, TestContext.Current.CancellationToken);
        return await Site.DoAsync(
            await Site.ActorAsync("grid"),
            new FileClaim
            {
                Id = Site.NewId(),
                Cell = Site.Cell,
                HouseholdId = Site.Households["villager"].Id,
                RuleId = Site.Rule,
                On = Site.Today,
                Points = 2_00,
                Deed = "护林巡山",
                Photo = stored.Hash,
            }
        );
    }

    private async Task<long> SellAsync(long shop)
    {
        var keeper = await Site.ActorAsync("secretary");
        var good = await Site.DoAsync(
            keeper,
            new SetGood
            {
                Id = Site.NewId(),
                Cell = Site.Cell,
                ShopId = shop,
                Name = "肥皂",
                Measure = "块",
                Price = 5_00,
                LowStock = 2,
            }
        );
        await Site.DoAsync(
            keeper,
            new ReceiveStock
            {
                Id = Site.NewId(),
                Cell = Site.Cell,
                GoodId = good,
                ShopId = shop,
                Supplier = "县供销社",
                Source = FundSource.Collective,
                Quantity = 10,
                UnitCost = 2_80,
                ArrivedOn = Site.Today,
            }
        );
        await Site.DoAsync(
            keeper,
            new Redeem
            {
                Id = Site.NewId(),
                Cell = Site.Cell,
                ShopId = shop,
                HouseholdId = Site.Households["villager"].Id,
                Lines = [new BasketLine(good, 1, 5_00)],
            }
        );
        return good;
    }
}
