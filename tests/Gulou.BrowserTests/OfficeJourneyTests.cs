using Microsoft.Playwright;

namespace Gulou.BrowserTests;

/// <summary>
/// Step 5: the secretary reads the village's books, the township its villages, and another township sees nothing of it.
/// </summary>
public sealed class OfficeJourneyTests(Browser browser)
{
    [Theory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task The_secretary_opens_each_figure_down_to_the_entry(Screen screen)
    {
        await using var site = await Site.StartAsync();
        await site.PublishClaimAsync("villager", "清河道志愿服务", 6_00);
        await site.PassDaysAsync(8);
        await site.FileClaimAsync("neighbour", "帮邻居抢收稻谷", 6_00);
        // The panel alone reviews; the secretary is not asked.
        var panel = await site.SignInAsync(browser, "panel1", screen);
        Assert.Contains("1 件申报等您评议", await panel.InnerTextAsync("main"));
        var page = await site.SignInAsync(browser, "secretary", screen);
        Assert.DoesNotContain("等您评议", await page.InnerTextAsync("main"));
        Assert.Contains("6 分", await page.InnerTextAsync(".g-stat:has-text('本月发放')"));
        await page.ClickAsync(".g-stat:has-text('本月发放')");
        Assert.Contains("好事得积分", await page.InnerTextAsync(".g-table"));
        await page.ClickAsync(".g-table a >> nth=0");
        Assert.Contains("谁记的", await page.InnerTextAsync("main"));
        await page.GotoAsync($"{site.Address}/ledger");
        var books = await page.InnerTextAsync("main");
        Assert.Contains("各户积分合计", books);
        Assert.DoesNotContain("杨秀英", books);
        Assert.Contains("平", await page.InnerTextAsync(".g-tag.g-ok"));
        await FitsAsync(page);
    }

    [Theory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task The_township_sees_its_villages_and_another_township_none_of_them(Screen screen)
    {
        await using var site = await Site.StartAsync();
        var page = await site.SignInAsync(browser, "township", screen);
        Assert.Contains("台盘村", await page.InnerTextAsync(".g-table"));
        Assert.Contains("阳芳村", await page.InnerTextAsync(".g-table"));
        await FitsAsync(page);
        await page.ClickAsync(".g-table a:has-text('台盘村')");
        Assert.Equal("台盘村", await page.InnerTextAsync("h1"));
        await page.GotoAsync($"{site.Address}/households");
        Assert.Contains("杨*英", await page.InnerTextAsync(".g-table"));
        Assert.DoesNotContain("杨秀英", await page.ContentAsync());
        var village = $"{site.Village.Key}";
        var other = await site.SignInAsync(browser, "township2", screen);
        Assert.DoesNotContain("台盘村", await other.InnerTextAsync("main"));
        foreach (var path in new[] { "places/" + village, "ledger?at=" + village, "households?at=" + village })
            Assert.Equal(403, (await other.GotoAsync($"{site.Address}/{path}"))!.Status);
        await other.GotoAsync($"{site.Address}/households");
        Assert.Contains("这里还没有登记的户", await other.InnerTextAsync("main"));
    }

    [Theory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task A_number_is_shown_once_for_a_reason_and_the_trace_tells_who_looked(Screen screen)
    {
        await using var site = await Site.StartAsync();
        var page = await site.SignInAsync(browser, "secretary", screen);
        var home = site.Households["villager"];
        var opened = await page.GotoAsync($"{site.Address}/households/{home.Cell}/{home.Id}");
        Assert.Contains("no-store", opened!.Headers["cache-control"]);
        await page.SelectOptionAsync("[name=person]", new SelectOptionValue { Label = "杨秀英" });
        await page.FillAsync("[name=reason]", "核对养老资格认证");
        await page.ClickAsync("text=记下并查看");
        Assert.Contains("只显示这一次", await page.InnerTextAsync("[role=alert]"));
        await page.GotoAsync($"{site.Address}/audit");
        var trace = await page.InnerTextAsync(".g-table");
        Assert.Contains("查看身份证号和手机号", trace);
        Assert.Contains("打开一户", trace);
        Assert.Contains("刘桂英 · 村党组织书记", trace);
        await FitsAsync(page);
    }

    [Theory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task A_household_is_registered_with_each_refusal_at_its_row(Screen screen)
    {
        await using var site = await Site.StartAsync();
        var page = await site.SignInAsync(browser, "secretary", screen);
        await page.GotoAsync($"{site.Address}/households/new");
        await page.FillAsync("[name=name-1]", "吴秀兰");
        await page.FillAsync("[name=number-1]", "52990119800101001");
        await page.ClickAsync("main button.btn-primary");
        Assert.Contains("18 位", await page.InnerTextAsync("#field-number-1-error"));
        Assert.Equal("吴秀兰", await page.InputValueAsync("[name=name-1]"));
        await page.FillAsync("[name=number-1]", "");
        await page.ClickAsync("text=再加几行");
        Assert.Equal("吴秀兰", await page.InputValueAsync("[name=name-1]"));
        Assert.Equal(1, await page.Locator("[name=name-8]").CountAsync());
        await page.ClickAsync("main button.btn-primary");
        Assert.Equal("吴秀兰家", await page.InnerTextAsync("h1"));
        await FitsAsync(page);
    }

    private static async Task FitsAsync(IPage page) =>
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
}
