using System.Net;
using Gulou.Kernel.Posts;
using Gulou.Storage.Posts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Gulou.BrowserTests;

/// <summary>Keys for programs, as their holder makes them and ends them.</summary>
public sealed class KeysJourneyTests(Browser browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task A_key_is_made_shown_once_and_ended(Screen screen)
    {
        await using var site = await Site.StartAsync();
        var page = await site.SignInAsync(browser, "county", screen);
        await page.GotoAsync($"{site.Address}/keys");
        await page.ClickAsync("td a");

        await MakeAsync(page, "  ", site.Today.AddDays(1));
        Assert.Contains("请写明密钥给哪个程序用", await page.InnerTextAsync("[role=alert]"));
        await MakeAsync(page, "县财务系统", site.Today.AddDays(MakeToken.MostDays + 1));
        Assert.Contains($"{MakeToken.MostDays} 天之内", await page.InnerTextAsync("[role=alert]"));
        Assert.Equal("县财务系统", await page.InputValueAsync("[name=label]"));
        Assert.Equal(0, await page.Locator("td").CountAsync());

        await MakeAsync(page, "县财务系统", site.Today.AddDays(1));
        var key = await page.InnerTextAsync("[role=alert] code");
        Assert.Contains("只显示这一次", await page.InnerTextAsync("[role=alert]"));
        Assert.Equal("", await page.InputValueAsync("[name=label]"));
        using var program = site.Program(key);
        Assert.Equal(HttpStatusCode.OK, await AsksAsync(program));

        await page.GotoAsync(page.Url);
        Assert.DoesNotContain(key[^20..], await page.ContentAsync());
        Assert.Contains("县财务系统", await page.InnerTextAsync("tbody"));
        await page.ClickAsync("tbody button");
        Assert.Contains("已作废", await page.InnerTextAsync("tbody"));
        Assert.Equal(HttpStatusCode.Unauthorized, await AsksAsync(program));
    }

    [Fact]
    public async Task With_a_new_password_one_sees_the_keys_that_live_on_and_ends_them()
    {
        await using var site = await Site.StartAsync();
        var keys = new List<string>();
        foreach (var label in new[] { "县财务系统", "旧电脑" })
            keys.Add($"{await site.KeyAsync(await PostOfAsync(site, "county"), label)}");
        using var mine = site.Program(keys[1]);
        using var theirs = site.Program($"{await site.KeyAsync(await PostOfAsync(site, "township"), "乡里的")}");

        var page = await site.SignInAsync(browser, "county", Screen.Phone);
        await page.GotoAsync($"{site.Address}/my/password");
        await page.FillAsync("[name=name]", "county");
        await page.FillAsync("[name=old]", Site.Password);
        await page.FillAsync("[name=new]", "鼓楼下面晒谷子呢");
        await page.FillAsync("[name=again]", "鼓楼下面晒谷子呢");
        await page.ClickAsync("text=改成新密码");
        Assert.Contains("密码改好了", await page.InnerTextAsync("[role=status]"));
        Assert.Contains("旧电脑", await page.InnerTextAsync("[data-keys='2']"));
        Assert.Equal(HttpStatusCode.OK, await AsksAsync(mine));

        await page.ClickAsync("text=全部作废（2 个）");
        Assert.Contains("程序密钥已全部作废", await page.InnerTextAsync("[role=status]"));
        Assert.Equal(0, await page.Locator("[data-keys]").CountAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await AsksAsync(mine));
        Assert.Equal(HttpStatusCode.OK, await AsksAsync(theirs));
    }

    [Fact]
    public async Task A_key_ends_with_the_post()
    {
        await using var site = await Site.StartAsync();
        var post = await PostOfAsync(site, "county");
        using var program = site.Program($"{await site.KeyAsync(post, "县财务系统")}");
        Assert.Equal(HttpStatusCode.OK, await AsksAsync(program));
        await site.DoAsync(
            Actor.System,
            new EndAppointment
            {
                Id = Site.NewId(),
                Cell = site.Cell,
                AppointmentId = post,
                On = site.Today,
            }
        );
        Assert.Equal(HttpStatusCode.Unauthorized, await AsksAsync(program));
    }

    /// <summary>Fills in the form as a browser that checks nothing by itself would send it.</summary>
    private static async Task MakeAsync(IPage page, string label, DateOnly until)
    {
        var form = page.Locator("form:has([name=until])");
        await form.EvaluateAsync("form => form.noValidate = true");
        await form.Locator("[name=label]").FillAsync(label);
        await form.Locator("[name=until]").FillAsync($"{until:O}");
        await form.Locator("button[type=submit]").ClickAsync();
    }

    private static async Task<HttpStatusCode> AsksAsync(HttpClient program) =>
        (await program.GetAsync("/api/places?q=tj", Cancel)).StatusCode;

    private static async Task<long> PostOfAsync(Site site, string login)
    {
        var person = (await new ActorReader(site.Tower.Database, site.Tower.Vault).LoginAsync(login, Cancel))!.PersonId;
        await using var db = site.Tower.Read();
        return (await db.Appointments.SingleAsync(a => a.PersonId == person, Cancel)).Id;
    }
}
