using Microsoft.Playwright;

namespace Gulou.BrowserTests;

/// <summary>
/// Step 2: a villager sees the household's points and what is held, contests an entry, and is answered.
/// </summary>
public sealed class VillagerJourneyTests(Browser browser)
{
    [Theory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task An_upheld_objection_takes_the_entry_back(Screen screen)
    {
        await using var site = await Site.StartAsync();
        await site.PublishClaimAsync("villager", "修整寨门步道", 4_00);
        Assert.Equal(1, await site.PassDaysAsync(6));
        await site.PublishClaimAsync("villager", "打扫鼓楼坪", 6_00);

        var villager = await site.SignInAsync(browser, "villager", screen);
        await villager.GotoAsync($"{site.Address}/my");
        Assert.Equal("4", await villager.InnerTextAsync(".g-num"));
        Assert.Equal("+6 分", await villager.InnerTextAsync(".g-held"));
        await villager.ClickAsync("text=积分账");
        Assert.Contains($"用到 {site.Today.Year + 1}年12月31日", await villager.InnerTextAsync("main"));
        await villager.ClickAsync("text=修整寨门步道");
        Assert.Contains("评议小组成员", await villager.InnerTextAsync(".g-timeline"));
        Assert.DoesNotContain("龙胜文", await villager.InnerTextAsync("main"));
        await villager.FillAsync("[name=reason]", "那天去的是我弟弟家，不是我家。");
        await villager.ClickAsync("text=提交意见");
        Assert.Contains("意见收到了", await villager.InnerTextAsync("main"));
        Assert.Equal(0, await villager.Locator("[name=reason]").CountAsync());

        await AnswerAsync(site, screen, "核对过，确实记错了户。", upheld: true);
        await villager.ReloadAsync();
        Assert.Contains("核对过，确实记错了户。", await villager.InnerTextAsync("main"));
        await villager.GotoAsync($"{site.Address}/my/points");
        Assert.Equal("0", await villager.InnerTextAsync(".g-num"));
        var entries = await villager.InnerTextAsync("main");
        Assert.Contains("撤回：修整寨门步道", entries);
        Assert.Contains("−4 分", entries);
    }

    [Theory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task A_declined_objection_lets_the_notice_go_on(Screen screen)
    {
        await using var site = await Site.StartAsync();
        await site.PublishClaimAsync("villager", "打扫鼓楼坪", 6_00);
        var neighbour = await site.SignInAsync(browser, "neighbour", screen);
        await neighbour.GotoAsync($"{site.Address}/notices");
        await neighbour.ClickAsync("text=打扫鼓楼坪");
        await neighbour.FillAsync("[name=reason]", "那天我没看见有人打扫。");
        await neighbour.ClickAsync("text=提交意见");
        Assert.Contains("意见收到了", await neighbour.InnerTextAsync("main"));
        Assert.Equal(0, await site.PassDaysAsync(6));

        await AnswerAsync(site, screen, "组织者有签到表，属实。", upheld: false);
        await neighbour.GotoAsync($"{site.Address}/my/points");
        Assert.Contains("组织者有签到表，属实。", await neighbour.InnerTextAsync("main"));
        Assert.Equal(1, await site.PassDaysAsync(1));
        var villager = await site.SignInAsync(browser, "villager", screen);
        await villager.GotoAsync($"{site.Address}/my");
        Assert.Equal("6", await villager.InnerTextAsync(".g-num"));
    }

    [Fact]
    public async Task What_the_panel_refused_is_shown_with_its_reason()
    {
        await using var site = await Site.StartAsync();
        var claim = await site.FileClaimAsync("villager", "护林防火巡山", 6_00);
        await site.ReviewClaimAsync("panel1", claim, approves: false, "没有组织者签字");
        await site.ReviewClaimAsync("panel2", claim, approves: false, "没有组织者签字");
        var villager = await site.SignInAsync(browser, "villager");
        await villager.GotoAsync($"{site.Address}/my/points");
        Assert.Contains("理由：没有组织者签字", await villager.InnerTextAsync("main"));
    }

    [Fact]
    public async Task A_villager_sees_no_other_household_and_no_office()
    {
        await using var site = await Site.StartAsync();
        var claim = await site.PublishClaimAsync("villager", "打扫鼓楼坪", 6_00);
        var neighbour = await site.SignInAsync(browser, "neighbour");
        foreach (var path in new[] { $"/my/claims/{site.Cell}/{claim}", "/claims", "/claims/new", "/rules/adopt" })
        {
            var answer = await neighbour.GotoAsync(site.Address + path);
            Assert.Equal(403, answer!.Status);
        }
        await neighbour.GotoAsync($"{site.Address}/claims/{site.Cell}/{claim}");
        Assert.DoesNotContain("打扫鼓楼坪", await neighbour.InnerTextAsync("main"));
    }

    [Fact]
    public async Task A_new_password_takes_the_old_one_and_ends_all_other_sessions()
    {
        await using var site = await Site.StartAsync();
        var elsewhere = await site.SignInAsync(browser, "villager");
        var villager = await site.SignInAsync(browser, "villager", Screen.Phone);
        await villager.GotoAsync($"{site.Address}/my/password");
        await ChangePasswordAsync(villager, "a wrong one");
        Assert.Contains("密码没有改", await villager.InnerTextAsync("[role=alert]"));
        await ChangePasswordAsync(villager, Site.Password);
        Assert.Contains("密码改好了", await villager.InnerTextAsync("[role=status]"));
        Assert.Equal("1", await villager.GetAttributeAsync("[data-sessions]", "data-sessions"));
        await elsewhere.GotoAsync($"{site.Address}/my");
        Assert.Equal("/sign-in", new Uri(elsewhere.Url).AbsolutePath);
    }

    private static async Task ChangePasswordAsync(IPage page, string old)
    {
        await page.FillAsync("[name=name]", "villager");
        await page.FillAsync("[name=old]", old);
        await page.FillAsync("[name=new]", "山里的鼓楼八层高");
        await page.FillAsync("[name=again]", "山里的鼓楼八层高");
        await page.ClickAsync("text=改成新密码");
    }

    private async Task AnswerAsync(Site site, Screen screen, string words, bool upheld)
    {
        var secretary = await site.SignInAsync(browser, "secretary", screen);
        await secretary.GotoAsync($"{site.Address}/claims");
        await secretary.ClickAsync("text=去答复");
        await secretary.FillAsync("[name=answer]", words);
        await secretary.ClickAsync($"button[name=upheld][value='{(upheld ? 1 : 0)}']");
        Assert.Contains("答复好了", await secretary.InnerTextAsync("[role=status]"));
    }
}
