using Gulou.Areas.Governance.Points;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Gulou.BrowserTests;

/// <summary>Step 1: a deed is recorded with a photo, reviewed, published with the points held, and entered.</summary>
public sealed class ClaimsJourneyTests(Browser browser)
{
    private const string Deed = "清河道志愿服务 3 小时";

    [Theory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task A_deed_becomes_points_by_record_review_notice_and_time(Screen screen)
    {
        await using var site = await Site.StartAsync();
        var grid = await site.SignInAsync(browser, "grid", screen);
        await OpenFormAsync(site, grid);
        await grid.FillAsync("[name=points]", "6");
        await grid.FillAsync("[name=deed]", Deed);
        await AttachPhotoAsync(grid);
        await grid.ClickAsync("text=记下来，交评议");
        Assert.Equal(Deed, await grid.InnerTextAsync("h1"));
        Assert.Contains("2 人同意就公示 5 天", await grid.InnerTextAsync("[role=status]"));
        var claim = new Uri(grid.Url).AbsolutePath;
        var photo = await grid.APIRequest.GetAsync(site.Address + claim.Replace("/claims/", "/photos/"));
        Assert.Equal("image/jpeg", photo.Headers["content-type"]);
        Assert.Contains("no-store", photo.Headers["cache-control"]);

        foreach (var login in new[] { "panel1", "panel2" })
        {
            var panel = await site.SignInAsync(browser, login, screen);
            await panel.GotoAsync($"{site.Address}/claims");
            Assert.Contains("待我评议 1", await panel.InnerTextAsync(".g-tabs"));
            Assert.DoesNotContain("杨秀英", await panel.InnerTextAsync("main"));
            await panel.ClickAsync($"text={Deed}");
            await panel.ClickAsync("button[name=approves][value='1']");
            Assert.Contains("您同意了这一件", await panel.InnerTextAsync("[role=status]"));
            Assert.Equal(0, await panel.Locator("button[name=approves]").CountAsync());
        }

        var neighbour = await site.SignInAsync(browser, "neighbour", screen);
        await neighbour.GotoAsync($"{site.Address}/notices");
        var board = await neighbour.InnerTextAsync("main");
        Assert.Contains(Deed, board);
        Assert.Contains("本村一户", board);
        Assert.DoesNotContain("杨", board);
        var villager = await site.SignInAsync(browser, "villager", screen);
        await villager.GotoAsync($"{site.Address}/my");
        Assert.Equal("0", await villager.InnerTextAsync(".g-num"));
        Assert.Equal("+6 分", await villager.InnerTextAsync(".g-held"));

        Assert.Equal(0, await site.PassDaysAsync(5));
        Assert.Equal(1, await site.PassDaysAsync(1));
        await villager.ReloadAsync();
        Assert.Equal("6", await villager.InnerTextAsync(".g-num"));
        Assert.Equal(0, await villager.Locator(".g-held").CountAsync());
        await neighbour.ReloadAsync();
        Assert.DoesNotContain(Deed, await neighbour.InnerTextAsync("main"));
    }

    [Fact]
    public async Task What_was_typed_stays_after_a_refusal_and_the_attempt_has_a_new_key()
    {
        await using var site = await Site.StartAsync();
        var grid = await site.SignInAsync(browser, "grid");
        await OpenFormAsync(site, grid);
        var first = await grid.InputValueAsync("form[enctype] [name=key]");
        await grid.EvaluateAsync("document.querySelectorAll('form').forEach(f => f.noValidate = true)");
        await grid.FillAsync("[name=points]", "99");
        await grid.FillAsync("[name=deed]", Deed);
        await grid.ClickAsync("text=记下来，交评议");
        Assert.Contains("2 到 16 分", await grid.InnerTextAsync("[role=alert]"));
        Assert.Equal(Deed, await grid.InputValueAsync("[name=deed]"));
        Assert.Equal("true", await grid.GetAttributeAsync("[name=points]", "aria-invalid"));
        Assert.NotEqual(first, await grid.InputValueAsync("form[enctype] [name=key]"));
    }

    [Fact]
    public async Task A_form_sent_twice_records_one_deed()
    {
        await using var site = await Site.StartAsync();
        var grid = await site.SignInAsync(browser, "grid");
        await OpenFormAsync(site, grid);
        await grid.FillAsync("[name=deed]", Deed);
        await grid.EvaluateAsync(
            """
            async () => {
              const sent = new FormData(document.querySelector('form[enctype]'));
              await fetch(location.href, { method: 'POST', body: sent });
              await fetch(location.href, { method: 'POST', body: sent });
            }
            """
        );
        await using var db = site.Tower.Read();
        Assert.Equal(1, await db.Set<Claim>().CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Another_villages_secretary_finds_neither_the_claim_nor_its_photo()
    {
        await using var site = await Site.StartAsync();
        var claim = await site.PublishClaimAsync("villager", Deed, 6_00);
        var stranger = await site.SignInAsync(browser, "stranger");
        var answer = await stranger.GotoAsync($"{site.Address}/claims/{site.Cell}/{claim}");
        Assert.Equal(403, answer!.Status);
        var missing = await stranger.GotoAsync($"{site.Address}/claims/{site.Cell}/{claim + 1}");
        Assert.Equal(403, missing!.Status);
        await stranger.GotoAsync($"{site.Address}/claims?list=all");
        Assert.DoesNotContain(Deed, await stranger.InnerTextAsync("main"));
        await stranger.GotoAsync($"{site.Address}/notices");
        Assert.DoesNotContain(Deed, await stranger.InnerTextAsync("main"));
        var photo = await stranger.APIRequest.GetAsync($"{site.Address}/photos/{site.Cell}/{claim}");
        Assert.Equal(404, photo.Status);
    }

    [Fact]
    public async Task A_panel_member_has_no_word_on_the_own_household()
    {
        await using var site = await Site.StartAsync();
        var claim = await site.FileClaimAsync("panel1", Deed, 6_00);
        var panel = await site.SignInAsync(browser, "panel1");
        await panel.GotoAsync($"{site.Address}/claims/{site.Cell}/{claim}");
        Assert.Contains("要回避", await panel.InnerTextAsync("main"));
        Assert.Equal(0, await panel.Locator("button[name=approves]").CountAsync());
    }

    /// <summary>Finds the villager's household by initials and takes the rule.</summary>
    private static async Task OpenFormAsync(Site site, IPage page)
    {
        await page.GotoAsync($"{site.Address}/claims/new");
        await page.FillAsync("[name=q]", "yxy");
        await page.ClickAsync("main .g-search button");
        await page.ClickAsync("text=杨秀英");
        await page.ClickAsync(".g-tile:has-text('志愿服务')");
    }

    private static async Task AttachPhotoAsync(IPage page) =>
        await page.SetInputFilesAsync(
            "[name=photo]",
            new FilePayload
            {
                Name = "deed.png",
                MimeType = "image/png",
                Buffer = await page.ScreenshotAsync(),
            }
        );
}
