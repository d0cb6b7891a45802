using Gulou.Areas.Governance.Shop;
using Gulou.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Gulou.BrowserTests;

/// <summary>A shopkeeper's day at the counter, on the office PC and on a phone.</summary>
public sealed class ShopJourneyTests(Browser browser, ShopSite shop) : IClassFixture<ShopSite>
{
    private readonly Site site = shop.Site;

    private Task<IPage> OpenAsync(Screen screen = Screen.Desktop) => site.SignInAsync(browser, "shop", screen);

    [Theory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task Finds_a_household_fills_the_basket_and_hands_out_the_receipt(Screen screen)
    {
        var page = await OpenAsync(screen);
        var household = await shop.AddHouseholdAsync("欧阳秀英", 126);
        var rice = await shop.AddGoodAsync("大米", 50, 36);
        var soap = await shop.AddGoodAsync("肥皂", 5, 210);

        await page.GotoAsync(site.Address + "/shop");
        await Expect(page).ToHaveURLAsync(shop.Url);
        await page.FillAsync("#find", "oyxy");
        await page.PressAsync("#find", "Enter");
        var row = page.Locator($".g-found a[href*='household={household.Id}']");
        await Expect(row).ToContainTextAsync("欧阳*英 家（2 人）");
        await Expect(row).ToContainTextAsync($"大寨 · 十联户 07 · 门牌 {household.Door}");
        await Expect(row).Not.ToContainTextAsync("126");
        await row.ClickAsync();
        await Expect(page.Locator(".g-chosen .g-num")).ToHaveTextAsync("126");

        await page.ClickAsync($".g-good[value='{rice.Id}']");
        await page.ClickAsync($".g-good[value='{soap.Id}']");
        await page.FillAsync($".g-stepper [name=n{soap.Id}]", "3");
        await page.PressAsync($".g-stepper [name=n{soap.Id}]", "Enter");
        await page.ClickAsync($"[name=minus][value='{soap.Id}']");
        await Expect(page.Locator("#basket .g-list")).ToContainTextAsync("66 分");
        await page.ClickAsync("#basket button:has-text('确认兑换 60 分')");

        await Expect(page.Locator(".g-receipt")).ToContainTextAsync("欧阳*英 家");
        await Expect(page.Locator(".g-receipt")).ToContainTextAsync("积分超市管理员");
        await Expect(page.Locator(".g-receipt tfoot")).ToContainTextAsync("60 分");
        await Expect(page.Locator(".g-receipt tfoot")).ToContainTextAsync("66 分");
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
        await page.ClickAsync("text=下一户");
        await Expect(page).ToHaveURLAsync(shop.Url);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Works_without_script()
    {
        var signedIn = await OpenAsync();
        var household = await shop.AddHouseholdAsync("龙秀兰", 20);
        var salt = await shop.AddGoodAsync("食盐", 3, 9);
        var context = await signedIn.Context.Browser!.NewContextAsync(
            new() { JavaScriptEnabled = false, Locale = "zh-CN" }
        );
        await context.AddCookiesAsync(
            (await signedIn.Context.CookiesAsync()).Select(c => new Cookie
            {
                Name = c.Name,
                Value = c.Value,
                Url = site.Address,
            })
        );
        var page = await context.NewPageAsync();

        await page.GotoAsync($"{shop.Url}?household={household.Id}");
        await page.ClickAsync($".g-good[value='{salt.Id}']");
        await page.ClickAsync($".g-stepper [name=plus][value='{salt.Id}']");
        await page.ClickAsync("#basket button");

        await Expect(page.Locator(".g-receipt tfoot")).ToContainTextAsync("14 分");
        await context.CloseAsync();
        await signedIn.Context.CloseAsync();
    }

    [Fact]
    public async Task A_household_is_found_by_name_phone_tail_door_and_card()
    {
        var page = await OpenAsync();
        var serial = 7000 + shop.Next();
        var household = await shop.AddHouseholdAsync("潘阿娇", 1, MobilePhone.Synthetic(serial));
        foreach (var terms in new[] { "阿娇", "paj", $"{serial:D4}", household.Door, $"pa {serial:D4}" })
        {
            await page.GotoAsync(shop.Url);
            await page.FillAsync("#find", terms);
            await page.ClickAsync(".g-find .btn-primary");
            await Expect(page.Locator($".g-found a[href*='household={household.Id}']")).ToBeVisibleAsync();
        }

        await page.GotoAsync(shop.Url);
        await page.FillAsync("#find", $"https://cun.example/h/{site.Cell}.{household.CardToken}");
        await page.PressAsync("#find", "Enter");
        await Expect(page).ToHaveURLAsync($"{shop.Url}?household={household.Id}");

        await page.GotoAsync($"{site.Address}/h/{site.Cell}.{household.CardToken}");
        await Expect(page).ToHaveURLAsync($"{shop.Url}?household={household.Id}");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_card_tells_strangers_and_other_shops_nothing()
    {
        var household = await shop.AddHouseholdAsync("杨再兴", 9);
        var card = $"{site.Address}/h/{site.Cell}.{household.CardToken}";

        var stranger = await browser.NewPage(Screen.Phone);
        await stranger.GotoAsync(card);
        await Expect(stranger.Locator("main")).ToContainTextAsync("这是村里发的户卡");
        await Expect(stranger.Locator("main")).Not.ToContainTextAsync("杨");
        await stranger.GotoAsync(shop.Url);
        await Expect(stranger).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));

        var other = await site.SignInAsync(browser, "stranger");
        await other.GotoAsync(card);
        await Expect(other.Locator("main")).ToContainTextAsync("查不到");
        var refused = await other.GotoAsync($"{shop.Url}?household={household.Id}");
        Assert.Equal(403, refused!.Status);
        await stranger.Context.CloseAsync();
        await other.Context.CloseAsync();
    }

    [Fact]
    public async Task Too_few_points_are_said_before_anything_is_sent()
    {
        var page = await OpenAsync();
        var household = await shop.AddHouseholdAsync("吴秀花", 40);
        var oil = await shop.AddGoodAsync("菜油", 85, 5);

        await page.GotoAsync(shop.Counter(household, oil));

        await Expect(page.Locator("#why")).ToHaveTextAsync("积分不够：能用 40 分，要 85 分，还差 45 分。请拿掉一些。");
        await Expect(page.Locator("#basket button")).ToBeDisabledAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_new_price_is_shown_and_asked_again()
    {
        var page = await OpenAsync();
        var household = await shop.AddHouseholdAsync("石老生", 100);
        var towel = await shop.AddGoodAsync("毛巾", 8, 5);
        await page.GotoAsync(shop.Counter(household, towel, 2));
        await shop.SetAsync(towel.Name, 9, towel.Id);

        await page.ClickAsync("#basket button");

        await Expect(page.Locator(".g-alert")).ToContainTextAsync("价格刚改成 9 分");
        await Expect(page.Locator("#basket .g-mend")).ToContainTextAsync("原来 8 分，现在 9 分");
        await page.ClickAsync("#basket button:has-text('确认兑换 18 分')");
        await Expect(page.Locator(".g-receipt tfoot")).ToContainTextAsync("18 分");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Goods_withdrawn_meanwhile_are_taken_out_with_one_tap()
    {
        var page = await OpenAsync();
        var household = await shop.AddHouseholdAsync("张老四", 100);
        var kept = await shop.AddGoodAsync("牙膏", 10, 5);
        var gone = await shop.AddGoodAsync("锄头", 40, 5);
        await page.GotoAsync(shop.Counter(household, kept) + $"&n{gone.Id}=1");
        await shop.SetAsync(gone.Name, 40, gone.Id, withdrawn: true);

        await page.ClickAsync("#basket button");

        await Expect(page.Locator(".g-alert")).ToContainTextAsync($"“{gone.Name}”已经下架");
        await Expect(page.Locator("#basket button")).ToBeDisabledAsync();
        await page.ClickAsync(".g-mend a");
        await page.ClickAsync("#basket button:has-text('确认兑换 10 分')");
        await Expect(page.Locator(".g-receipt")).Not.ToContainTextAsync(gone.Name);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Too_little_stock_offers_what_is_left()
    {
        var page = await OpenAsync();
        var household = await shop.AddHouseholdAsync("姜秀莲", 100);
        var paper = await shop.AddGoodAsync("抽纸", 18, 2);

        await page.GotoAsync(shop.Counter(household, paper, 4));
        await Expect(page.Locator("#basket button")).ToBeDisabledAsync();
        await page.ClickAsync("text=改成 2 袋");

        await page.ClickAsync("#basket button:has-text('确认兑换 36 分')");
        await Expect(page.Locator(".g-receipt tfoot")).ToContainTextAsync("64 分");
        await page.GotoAsync(shop.Url);
        await Expect(page.Locator($".g-good[value='{paper.Id}']")).ToBeDisabledAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_same_basket_sent_twice_counts_once()
    {
        var page = await OpenAsync();
        var household = await shop.AddHouseholdAsync("罗正祥", 100);
        var soy = await shop.AddGoodAsync("酱油", 8, 9);
        await page.GotoAsync(shop.Counter(household, soy));
        var send = await ShopSite.FormAsync(page);

        var first = await send();
        var second = await send();

        Assert.Equal(302, first.Status);
        Assert.Equal(first, second);
        Assert.Equal(1, await shop.ReceiptsOfAsync(household));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_last_piece_goes_to_one_of_two_shopkeepers()
    {
        var page = await OpenAsync();
        var other = await site.SignInAsync(browser, "secretary");
        var household = await shop.AddHouseholdAsync("雷公平", 100);
        var neighbour = await shop.AddHouseholdAsync("雷公正", 100);
        var last = await shop.AddGoodAsync("解放鞋", 28, 1);
        await page.GotoAsync(shop.Counter(household, last));
        await other.GotoAsync(shop.Counter(neighbour, last));
        var (mine, theirs) = (await ShopSite.FormAsync(page), await ShopSite.FormAsync(other));

        var answers = await Task.WhenAll(mine(), theirs());

        Assert.Single(answers, a => a.Status == 302);
        var refused = Assert.Single(answers, a => a.Status == 200);
        Assert.Contains($"“{last.Name}”只剩 0 袋", refused.Body, StringComparison.Ordinal);
        Assert.Equal(1, await shop.ReceiptsOfAsync(household) + await shop.ReceiptsOfAsync(neighbour));
        await page.Context.CloseAsync();
        await other.Context.CloseAsync();
    }

    [Theory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task Lists_a_good_receives_it_and_counts_it(Screen screen)
    {
        var page = await OpenAsync(screen);
        var name = $"作业本{shop.Next()}";
        await page.GotoAsync(shop.Url + "/goods/new");
        await page.FillAsync("[name=name]", name);
        await page.FillAsync("[name=measure]", "套");
        await page.FillAsync("[name=price]", "很多");
        await page.ClickAsync("main form button");
        await Expect(page.Locator("#field-price-error")).ToContainTextAsync("请填数字");
        await Expect(page.Locator("[name=name]")).ToHaveValueAsync(name);
        await page.FillAsync("[name=price]", "12.5");
        await page.ClickAsync("main form button");

        await page.ClickAsync("text=去登记到货");
        await page.FillAsync("[name=quantity]", "30");
        await page.FillAsync("[name=cost]", "7.80");
        await page.FillAsync("[name=supplier]", "县供销社");
        await page.SelectOptionAsync("[name=source]", "1");
        await page.ClickAsync("main form button");
        await Expect(page.Locator(".g-alert")).ToContainTextAsync($"{name} 30 套 已入账");

        await using var db = site.Tower.Read();
        var good = await db.Set<Good>().SingleAsync(g => g.Name == name, TestContext.Current.CancellationToken);
        await page.GotoAsync(shop.Url + "/counts");
        await page.FillAsync($"[name=c{good.Id}]", "28");
        await page.ClickAsync("text=记下盘点");
        await Expect(page.Locator($"#p{good.Id}")).ToContainTextAsync("请写明原因");
        await Expect(page.Locator($"[name=c{good.Id}]")).ToHaveValueAsync("28");
        await page.SelectOptionAsync($"[name=r{good.Id}]", "破损");
        await page.ClickAsync("text=记下盘点");
        await Expect(page.Locator(".g-alert")).ToContainTextAsync("1 样盘点记好了");
        await page.GotoAsync(shop.Url + "/ledger");
        await Expect(page.Locator($"tr:has-text('{name}')")).ToContainTextAsync("28");
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Receipts_are_found_by_number_and_by_household()
    {
        var page = await OpenAsync();
        var household = await shop.AddHouseholdAsync("田茂林", 30);
        var soap = await shop.AddGoodAsync("香皂", 6, 9);
        await page.GotoAsync(shop.Counter(household, soap));
        await page.ClickAsync("#basket button");
        var number = await page.InnerTextAsync(".g-receipt dd >> nth=0");

        foreach (var terms in new[] { number, "茂林" })
        {
            await page.GotoAsync($"{shop.Url}/receipts?q={Uri.EscapeDataString(terms)}");
            await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
            await Expect(page.Locator("tbody tr")).ToContainTextAsync("田*林 家");
        }
        await page.Context.CloseAsync();
    }
}
