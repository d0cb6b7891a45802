using System.Text;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Gulou.BrowserTests;

/// <summary>People move into a village: a whole family by hand, and from the rows of a list.</summary>
public sealed class MoveJourneyTests(Browser browser)
{
    /// <summary>From a row to the form; the sentence beside it has the same words.</summary>
    private const string MoveLink = "main a:has-text('办理迁入')";

    /// <summary>Milliseconds after which a journey that waits has failed.</summary>
    private const int Longest = 180_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = Longest)]
    public async Task A_family_moves_in_and_each_refusal_stands_at_its_row()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var site = await Site.StartAsync();
        var (head, wife) = (Number(1), Number(2));
        await RegisterElsewhereAsync(site, ("龙志强", head), ("吴秀兰", wife));
        var page = await site.SignInAsync(browser, "secretary", Screen.Phone);
        await page.GotoAsync($"{site.Address}/households");
        await page.ClickAsync("text=整户迁入");
        await page.FillAsync("[name=name-1]", "龙志强");
        await page.FillAsync("[name=number-1]", head);
        await page.FillAsync("[name=name-2]", "吴秀花");
        await page.FillAsync("[name=number-2]", wife);
        await page.SelectOptionAsync("[name=relation-2]", $"{(int)Relation.Spouse}");
        await page.ClickAsync("text=再加几行");
        Assert.Equal(1, await page.Locator("[name=name-8]").CountAsync());
        await page.FillAsync("[name=name-8]", "龙小妹");
        await page.FillAsync("[name=birthday-8]", "2020-05-01");
        await page.SelectOptionAsync("[name=relation-8]", $"{(int)Relation.Child}");
        await page.FillAsync("[name=from]", "阳芳村");
        await page.ClickAsync("main button.btn-primary");
        Assert.Contains("吴秀花", await page.InputValueAsync("[name=name-2]"));
        Assert.Equal(1, await page.Locator("#field-name-2-error").CountAsync());
        await FitsAsync(page);
        await page.FillAsync("[name=name-2]", "吴秀兰");
        await page.ClickAsync("main button.btn-primary");
        var told = await page.InnerTextAsync("main [role=alert]");
        Assert.Contains("龙志强：台江县 · 台盘乡 · 阳芳村", told);
        Assert.Contains("吴秀兰：台江县 · 台盘乡 · 阳芳村", told);
        Assert.Equal("阳芳村", await page.InputValueAsync("[name=from]"));
        await page.ClickAsync("main button.btn-primary:has-text('把他们从那里迁过来')");
        Assert.Equal("龙志强家", await page.InnerTextAsync("h1"));
        await using var db = site.Tower.Read();
        var household = await db.Households.SingleAsync(h => h.HeadName == "龙志强" && h.To == null, cancel);
        Assert.Equal((site.Village.Key, 3), (household.Scope.At(PlaceLevel.Village), household.Members));
        Assert.Equal(2, await db.Identities.CountAsync(cancel));
    }

    [Fact(Timeout = Longest)]
    public async Task A_row_of_a_list_leads_to_the_form_filled_in()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var site = await Site.StartAsync();
        var (head, wife, guest) = (Number(1), Number(2), Number(3));
        await RegisterElsewhereAsync(site, ("龙志强", head), ("吴秀兰", wife));
        await RegisterElsewhereAsync(site, ("石开明", guest));
        var list = $"""
            户号,姓名,与户主关系,身份证号,联系电话,门牌号
            1,龙志强,户主,{head},13800000001,9
            1,吴秀兰,配偶,{wife},,
            2,潘银花,户主,{Number(4)},,12
            2,石开明,女婿,{guest},,
            """;
        var page = await site.SignInAsync(browser, "secretary");
        await page.GotoAsync($"{site.Address}/people/import");
        await page.SetInputFilesAsync(
            "[name=file]",
            new FilePayload
            {
                Name = "名册.csv",
                MimeType = "text/csv",
                Buffer = Encoding.UTF8.GetBytes(list),
            }
        );
        await page.ClickAsync("text=上传 >> visible=true");
        await page.ClickAsync("text=开始试查");
        // The page asks again by itself until the job has done its work.
        await page.WaitForSelectorAsync("text=第二步");
        var address = page.Url;
        // One who comes to a household of the list waits until it is entered.
        Assert.Equal(2, await page.Locator(MoveLink).CountAsync());
        await page.ClickAsync("main button:has-text('开始录入')");
        while (!(await page.InnerTextAsync("main")).Contains("已录入 1 人", StringComparison.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            await page.GotoAsync(address);
        }
        Assert.Equal(3, await page.Locator(MoveLink).CountAsync());
        Assert.DoesNotContain(head, await page.ContentAsync());

        await page.ClickAsync($"{MoveLink}[href*='row=5']");
        await MoveOneAsync(page, guest);
        await page.GotoAsync(address);
        await page.ClickAsync($"{MoveLink}[href*='row=3']");
        Assert.DoesNotContain(head, page.Url);
        Assert.Equal(head, await page.InputValueAsync("[name=number-1]"));
        Assert.Equal("13800000001", await page.InputValueAsync("[name=phone-1]"));
        Assert.Equal("吴秀兰", await page.InputValueAsync("[name=name-2]"));
        Assert.Equal("9", await page.InputValueAsync("[name=door]"));
        await page.ClickAsync("main button.btn-primary");
        await page.ClickAsync("main button.btn-primary:has-text('把他们从那里迁过来')");
        Assert.Equal("龙志强家", await page.InnerTextAsync("h1"));
        await using var db = site.Tower.Read();
        var mine = await db.Households.Where(h => h.Scope == site.Village.Key && h.To == null).ToListAsync(cancel);
        Assert.Equal([2, 2], mine.Where(h => h.HeadName is "龙志强" or "潘银花").Select(h => h.Members));

        async Task MoveOneAsync(IPage form, string number)
        {
            Assert.Equal("石开明", await form.InputValueAsync("[name=name]"));
            Assert.Equal(number, await form.InputValueAsync("[name=number]"));
            await form.ClickAsync("main button.btn-primary");
            Assert.Contains("阳芳村", await form.InnerTextAsync("main [role=alert]"));
            await form.ClickAsync("main button.btn-primary:has-text('从那里迁过来')");
            Assert.Equal("潘银花家", await form.InnerTextAsync("h1"));
        }
    }

    private static string Number(int n) => CitizenId.Make(CitizenId.SyntheticRegion, new DateOnly(1980, 5, 1), n).Value;

    private static Task<long> RegisterElsewhereAsync(Site site, params (string Name, string Number)[] members) =>
        site.DoAsync(
            Actor.System,
            new RegisterHouseholds
            {
                Id = Site.NewId(),
                Cell = site.OtherVillage.Cell,
                PlaceId = site.OtherVillage.Id,
                Households =
                [
                    new NewHousehold
                    {
                        PlaceId = site.OtherVillage.Id,
                        Members =
                        [
                            .. members.Select(
                                (m, i) =>
                                    new NewMember
                                    {
                                        Name = m.Name,
                                        Relation = i == 0 ? Relation.Head : Relation.Spouse,
                                        CitizenId = CitizenId.TryParse(m.Number, out var number, out _) ? number : null,
                                    }
                            ),
                        ],
                    },
                ],
            }
        );

    private static async Task FitsAsync(IPage page) =>
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
}
