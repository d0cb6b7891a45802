using System.Globalization;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Microsoft.Playwright;

namespace Gulou.BrowserTests;

/// <summary>Coming in and going out: second factor, recovery codes, sessions, passwords.</summary>
public sealed class SignInJourneyTests(Browser browser)
{
    [Fact]
    public async Task An_office_sets_up_its_second_factor_before_anything_else()
    {
        await using var site = await Site.StartAsync(askSecondFactor: true);
        var page = await browser.NewPage(Screen.Phone);
        await SignInAsync(site, page);
        foreach (var path in new[] { "/", "/places", "/posts", "/my/sign-in", "/my/password" })
        {
            await page.GotoAsync(site.Address + path);
            Assert.Equal("/my/second-factor", new Uri(page.Url).AbsolutePath);
        }
        Assert.Equal(401, (await page.APIRequest.GetAsync($"{site.Address}/api/places?q=tj")).Status);

        var secret = Secret(await page.InnerTextAsync(".g-secret"));
        await page.FillAsync("[name=code]", "000000");
        await page.ClickAsync("main button[type=submit]");
        Assert.Contains("验证码不对", await page.InnerTextAsync("main"));
        Assert.Equal(secret, Secret(await page.InnerTextAsync(".g-secret")));
        await page.FillAsync("[name=code]", Code(site, secret));
        await page.ClickAsync("main button[type=submit]");
        var recovery = await page.Locator(".g-codes code").AllInnerTextsAsync();
        Assert.Equal(RecoveryCode.Count, recovery.Distinct().Count());
        await page.ClickAsync("text=收好了");
        Assert.Equal("/", new Uri(page.Url).AbsolutePath);

        await page.GotoAsync($"{site.Address}/my/second-factor");
        Assert.DoesNotContain("停用", await page.InnerTextAsync("main"));
        await SignOutAsync(site, page);
        await SignInAsync(site, page);
        Assert.Equal("/sign-in/code", new Uri(page.Url).AbsolutePath);
        await GiveAsync(page, Code(site, secret));
        Assert.Contains("已经用过", await page.InnerTextAsync("[role=alert]"));
        site.Wait(TimeSpan.FromSeconds(Totp.StepSeconds));
        await GiveAsync(page, Code(site, secret));
        Assert.Equal("/", new Uri(page.Url).AbsolutePath);

        await SignOutAsync(site, page);
        foreach (var (code, enters) in new[] { (recovery[3], true), (recovery[3], false), (recovery[7], true) })
        {
            await SignInAsync(site, page);
            await GiveAsync(page, code.ToUpperInvariant());
            Assert.Equal(enters ? "/" : "/sign-in/code", new Uri(page.Url).AbsolutePath);
            if (!enters)
                await page.ClickAsync("text=换一个人登录");
            else if (code == recovery[3])
                await SignOutAsync(site, page);
        }
        await page.GotoAsync($"{site.Address}/my/sign-in");
        Assert.Contains("还有 8 个恢复码", await page.InnerTextAsync("main"));
    }

    [Fact]
    public async Task A_lost_phone_is_reset_by_an_administrator_and_the_person_is_told()
    {
        await using var site = await Site.StartAsync();
        var clerk = await site.SignInAsync(browser, "township", Screen.Phone);
        await clerk.GotoAsync($"{site.Address}/my/second-factor");
        await clerk.FillAsync("[name=code]", Code(site, Secret(await clerk.InnerTextAsync(".g-secret"))));
        await clerk.ClickAsync("main button[type=submit]");
        Assert.Contains("二次验证已启用", await clerk.InnerTextAsync("main"));

        var admin = await site.SignInAsync(browser, "admin");
        await admin.GotoAsync($"{site.Address}/posts?post=township-clerk");
        await admin.ClickAsync("td a >> nth=0");
        await site.KeyAsync(long.Parse(new Uri(admin.Url).Segments[^1], CultureInfo.InvariantCulture), "旧电脑");
        await admin.FillAsync("[name=reason]", "手机掉河里了，当面核对过身份证");
        await admin.CheckAsync("form:has([name=reason]) [name=confirm]");
        await admin.ClickAsync("button:has-text('重置')");
        Assert.Contains("二次验证已重置", await admin.InnerTextAsync("[role=status]"));
        Assert.Contains("旧电脑", await admin.InnerTextAsync("[data-keys='1']"));

        await clerk.GotoAsync($"{site.Address}/");
        Assert.Equal("/sign-in", new Uri(clerk.Url).AbsolutePath);
        await SignInAsync(site, clerk, "township");
        Assert.Equal("/sign-in/told", new Uri(clerk.Url).AbsolutePath);
        await clerk.GotoAsync($"{site.Address}/households");
        Assert.Equal("/sign-in/told", new Uri(clerk.Url).AbsolutePath);
        Assert.Contains("旧电脑", await clerk.InnerTextAsync("[data-keys='1']"));
        await clerk.ClickAsync("button:has-text('全部作废')");
        Assert.Equal("/sign-in/told", new Uri(clerk.Url).AbsolutePath);
        Assert.Equal(0, await clerk.Locator("[data-keys]").CountAsync());
        await clerk.ClickAsync("text=知道了");
        Assert.Equal("/", new Uri(clerk.Url).AbsolutePath);
    }

    [Fact]
    public async Task One_sees_where_one_is_signed_in_and_ends_one_or_all()
    {
        await using var site = await Site.StartAsync();
        var (here, there) = (
            await site.SignInAsync(browser, "villager", Screen.Phone),
            await site.SignInAsync(browser, "villager")
        );
        await site.SignInAsync(browser, "neighbour");
        await here.GotoAsync($"{site.Address}/my/self");
        await here.ClickAsync("text=登录与安全");
        Assert.Equal("2", await here.GetAttributeAsync("[data-sessions]", "data-sessions"));
        Assert.Contains("Chrome · Linux", await here.InnerTextAsync("main"));
        await here.ClickAsync("text=退出那里");
        Assert.Contains("那里已经退出", await here.InnerTextAsync("[role=status]"));
        await there.ReloadAsync();
        Assert.Equal("/sign-in", new Uri(there.Url).AbsolutePath);

        await SignInAsync(site, there, "villager");
        await there.GotoAsync($"{site.Address}/my/sign-in");
        await there.ClickAsync("text=所有地方都退出");
        Assert.Contains("所有地方都已退出", await there.InnerTextAsync("[role=status]"));
        await here.ReloadAsync();
        Assert.Equal("/sign-in", new Uri(here.Url).AbsolutePath);
    }

    [Fact]
    public async Task An_office_session_ends_for_idling_and_a_villager_s_lasts()
    {
        await using var site = await Site.StartAsync();
        var (clerk, villager) = (
            await site.SignInAsync(browser, "township"),
            await site.SignInAsync(browser, "villager", Screen.Phone)
        );
        for (var i = 0; i < 2; i++)
        {
            site.Wait(TimeSpan.FromMinutes(90));
            await clerk.GotoAsync($"{site.Address}/places");
            Assert.Equal("/places", new Uri(clerk.Url).AbsolutePath);
        }
        site.Wait(TimeSpan.FromMinutes(121));
        await clerk.GotoAsync($"{site.Address}/places");
        Assert.Equal("/sign-in", new Uri(clerk.Url).AbsolutePath);
        await villager.GotoAsync($"{site.Address}/my");
        Assert.Equal("/my", new Uri(villager.Url).AbsolutePath);
    }

    [Fact]
    public async Task A_password_that_was_handed_over_is_changed_first()
    {
        await using var site = await Site.StartAsync();
        var admin = await site.SignInAsync(browser, "admin");
        await admin.GotoAsync($"{site.Address}/posts?post=county-office");
        await admin.ClickAsync("td a >> nth=0");
        await admin.CheckAsync("form:has-text('重设') [name=confirm]");
        await admin.ClickAsync("button:has-text('重设')");
        var given = await admin.InnerTextAsync("[role=alert] .g-amount");

        var page = await browser.NewPage();
        await SignInAsync(site, page, "county", given);
        Assert.Equal("/my/password", new Uri(page.Url).AbsolutePath);
        await page.GotoAsync($"{site.Address}/ledger");
        Assert.Equal("/my/password", new Uri(page.Url).AbsolutePath);
        foreach (
            var (chosen, answer) in new[]
            {
                ("杨胜兰的密码1234", "姓名"),
                ("Password2026", "太常见"),
                ("鼓楼下面晒谷子呢", "密码改好了"),
            }
        )
        {
            await page.FillAsync("[name=name]", "county");
            await page.FillAsync("[name=old]", given);
            await page.FillAsync("[name=new]", chosen);
            await page.FillAsync("[name=again]", chosen);
            await page.ClickAsync("text=改成新密码");
            Assert.Contains(answer, await page.InnerTextAsync("main"));
        }
        await page.GotoAsync($"{site.Address}/ledger");
        Assert.Equal("/ledger", new Uri(page.Url).AbsolutePath);
    }

    [Fact]
    public async Task A_stranger_who_keeps_trying_does_not_keep_the_person_out()
    {
        await using var site = await Site.StartAsync();
        var own = await site.SignInAsync(browser, "villager", Screen.Phone);
        var stranger = await browser.NewPage();
        for (var i = 0; i <= Wait.FreeTries; i++)
            await SignInAsync(site, stranger, "villager", "a guess");
        await SignInAsync(site, stranger, "villager");
        Assert.Contains("分钟后再试", await stranger.InnerTextAsync("[role=alert]"));
        await SignOutAsync(site, own);
        await SignInAsync(site, own, "villager");
        Assert.Equal("/my", new Uri(own.Url).AbsolutePath);
        site.WaitElsewhere(Wait.First);
        await SignInAsync(site, stranger, "villager");
        Assert.Equal("/my", new Uri(stranger.Url).AbsolutePath);
    }

    private static async Task SignInAsync(
        Site site,
        IPage page,
        string login = "admin",
        string password = Site.Password
    )
    {
        await page.GotoAsync($"{site.Address}/sign-in");
        await page.FillAsync("[name=name]", login);
        await page.FillAsync("[name=password]", password);
        await page.ClickAsync("main button[type=submit]");
    }

    private static async Task SignOutAsync(Site site, IPage page)
    {
        await page.GotoAsync($"{site.Address}/my/sign-in");
        await page.ClickAsync("text=在这里退出");
        Assert.Equal("/sign-in", new Uri(page.Url).AbsolutePath);
    }

    private static async Task GiveAsync(IPage page, string code)
    {
        await page.FillAsync("[name=code]", code);
        await page.ClickAsync("main button[type=submit]");
    }

    private static byte[] Secret(string shown)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(
            shown.Where(letters.Contains).Select(c => Convert.ToString(letters.IndexOf(c), 2).PadLeft(5, '0'))
        );
        return [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }

    private static string Code(Site site, byte[] secret) => Totp.Code(secret, Totp.StepOf(site.MachineNow));
}
