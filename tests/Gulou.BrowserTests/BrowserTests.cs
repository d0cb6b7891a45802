namespace Gulou.BrowserTests;

public sealed class BrowserTests(Browser browser)
{
    [Theory]
    [InlineData(Screen.Desktop, 1440, 1.0, false)]
    [InlineData(Screen.Phone, 390, 2.0, true)]
    public async Task Opens_a_page_and_reads_its_Chinese_text(Screen screen, int width, double ratio, bool touch)
    {
        const string html = "<meta charset=utf-8><meta name=viewport content='width=device-width'><h1>鼓楼议事</h1>";
        var page = await browser.NewPage(screen);

        await page.GotoAsync("data:text/html;charset=utf-8," + Uri.EscapeDataString(html));

        Assert.Equal("鼓楼议事", await page.InnerTextAsync("h1"));
        Assert.Equal(width, await page.EvaluateAsync<int>("innerWidth"));
        Assert.Equal(ratio, await page.EvaluateAsync<double>("devicePixelRatio"));
        Assert.Equal(touch, await page.EvaluateAsync<bool>("navigator.maxTouchPoints > 0"));
        await page.Context.CloseAsync();
    }
}
