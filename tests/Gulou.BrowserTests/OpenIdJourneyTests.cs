using Microsoft.Playwright;

namespace Gulou.BrowserTests;

/// <summary>Signing in with a real identity provider.</summary>
public sealed class OpenIdJourneyTests(Browser browser)
{
    [Fact]
    public async Task An_account_is_tied_by_its_person_opens_the_login_and_is_left_on_both_sides()
    {
        await using var provider = await Provider.StartAsync();
        await using var site = await Site.StartAsync(provider: provider.Settings);
        await provider.KnowAsync(site.Address);

        var page = await browser.NewPage();
        await EnterAsync(site, page, "#plain");
        Assert.Contains("还没有绑定登录名", await page.InnerTextAsync("main"));
        Assert.Contains("u-1", await page.InnerTextAsync("main code"));
        await page.GotoAsync($"{site.Address}/");
        Assert.Equal("/sign-in", new Uri(page.Url).AbsolutePath);

        var secretary = await site.SignInAsync(browser, "secretary", Screen.Phone);
        await secretary.GotoAsync($"{site.Address}/my/sign-in");
        await secretary.ClickAsync("text=绑定州统一认证账号");
        await secretary.ClickAsync("#plain");
        Assert.Contains("州统一认证说您是 u-1", await secretary.InnerTextAsync("main"));
        await secretary.ClickAsync("main button:has-text('绑定')");
        Assert.Contains("绑定好了", await secretary.InnerTextAsync("[role=status]"));

        await EnterAsync(site, page, "#plain");
        Assert.Contains("刘桂英", await page.InnerTextAsync(".g-who"));
        await EnterAsync(site, await browser.NewPage(), "#other");
        await page.GotoAsync($"{site.Address}/my/sign-in");
        Assert.Equal("2", await page.GetAttributeAsync("[data-sessions]", "data-sessions"));
        await page.ClickAsync(".g-who >> text=退出");
        await page.ClickAsync("text=在州统一认证那边也退出");
        Assert.Equal($"{site.Address}/sign-in", page.Url);
        await page.GotoAsync($"{site.Address}/");
        Assert.Equal("/sign-in", new Uri(page.Url).AbsolutePath);
    }

    [Fact]
    public async Task The_provider_may_vouch_for_the_second_factor()
    {
        await using var provider = await Provider.StartAsync();
        await using var site = await Site.StartAsync(askSecondFactor: true, provider.Settings);
        await provider.KnowAsync(site.Address);
        await site.BindAsync("admin", provider.Settings.Authority, "u-1");

        var page = await browser.NewPage();
        await EnterAsync(site, page, "#plain");
        Assert.Equal("/my/second-factor", new Uri(page.Url).AbsolutePath);
        var strong = await browser.NewPage();
        await EnterAsync(site, strong, "#strong");
        Assert.Equal("/", new Uri(strong.Url).AbsolutePath);
        var denied = await browser.NewPage();
        await EnterAsync(site, denied, "#deny");
        Assert.Contains("用州统一认证登录没有成功", await denied.InnerTextAsync("[role=alert]"));
    }

    [Fact]
    public async Task A_provider_out_of_reach_leaves_the_password()
    {
        await using var provider = await Provider.StartAsync();
        var gone = provider.Settings with { Authority = "http://127.0.0.1:9/" };
        await using var site = await Site.StartAsync(provider: gone);
        var page = await browser.NewPage(Screen.Phone);
        await page.GotoAsync($"{site.Address}/sign-in");
        await page.ClickAsync("text=用州统一认证登录");
        Assert.Contains("用州统一认证登录没有成功", await page.InnerTextAsync("[role=alert]"));
        Assert.Equal(1, await page.Locator("[name=password]").CountAsync());
    }

    private static async Task EnterAsync(Site site, IPage page, string who)
    {
        await page.GotoAsync($"{site.Address}/sign-in");
        await page.ClickAsync("text=用州统一认证登录");
        await page.ClickAsync(who);
    }
}
