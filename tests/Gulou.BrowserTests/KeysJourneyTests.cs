using System.Net;
using System.Net.Http.Headers;
using Gulou.Kernel.Posts;
using Gulou.Storage.Posts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Gulou.BrowserTests;

/// <summary>A program's key from its making to its end.</summary>
public sealed class KeysJourneyTests(Browser browser)
{
    private const string Label = "县财务系统";

    [Fact]
    public async Task A_key_is_shown_once_and_ends_with_all_others_when_the_password_was_changed()
    {
        await using var site = await Site.StartAsync();
        var page = await site.SignInAsync(browser, "county");
        await page.GotoAsync($"{site.Address}/my/sign-in");
        Assert.Equal(0, await page.Locator("[data-keys]").CountAsync());
        var first = await MakeAsync(site, page);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(site, first));
        await page.GotoAsync(page.Url);
        Assert.DoesNotContain(first, await page.ContentAsync());
        Assert.Contains(Label, await page.InnerTextAsync("tbody"));
        var second = await MakeAsync(site, page);

        const string chosen = "鼓楼下面晒谷子呢";
        await page.GotoAsync($"{site.Address}/my/password");
        await page.FillAsync("[name=name]", "county");
        await page.FillAsync("[name=old]", Site.Password);
        await page.FillAsync("[name=new]", chosen);
        await page.FillAsync("[name=again]", chosen);
        await page.ClickAsync("main button[type=submit]");
        Assert.Contains("密码改好了", await page.InnerTextAsync("[role=status]"));
        Assert.Equal("2", await page.GetAttributeAsync("[data-keys]", "data-keys"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(site, first));
        await page.ClickAsync("text=全部作废（2 个）");
        Assert.Contains("全部作废", await page.InnerTextAsync("[role=status]"));
        Assert.Equal(0, await page.Locator("[data-keys]").CountAsync());
        foreach (var key in new[] { first, second })
            Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(site, key));
    }

    [Fact]
    public async Task A_form_with_faults_says_so_and_the_end_of_the_appointment_is_the_key_s()
    {
        await using var site = await Site.StartAsync();
        var page = await site.SignInAsync(browser, "county", Screen.Phone);
        await OpenAsync(site, page);
        await page.FillAsync("[name=label]", "  ");
        await page.ClickAsync("text=做密钥");
        Assert.Contains("请写明密钥给哪个程序用", await page.InnerTextAsync("[role=alert]"));
        Assert.Equal(0, await page.Locator("tbody tr").CountAsync());
        var key = await MakeAsync(site, page);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(site, key));
        await using var db = site.Tower.Read();
        var post = await db.Appointments.SingleAsync(
            a => a.Post == "county-office",
            TestContext.Current.CancellationToken
        );
        await site.DoAsync(
            Actor.System,
            new EndAppointment
            {
                Id = Site.NewId(),
                Cell = post.Cell,
                AppointmentId = post.Id,
                On = site.Today,
            }
        );
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(site, key));
    }

    private static async Task OpenAsync(Site site, IPage page)
    {
        await page.GotoAsync($"{site.Address}/keys");
        await page.ClickAsync("td a");
    }

    private static async Task<string> MakeAsync(Site site, IPage page)
    {
        await OpenAsync(site, page);
        await page.FillAsync("[name=label]", Label);
        await page.ClickAsync("text=做密钥");
        return await page.InnerTextAsync("[role=alert] code");
    }

    private static async Task<HttpStatusCode> AskAsync(Site site, string key)
    {
        using var client = new HttpClient { BaseAddress = new Uri(site.Address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.GetAsync("/api/ledger/periods", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
