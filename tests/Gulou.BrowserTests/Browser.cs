using Gulou.BrowserTests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Gulou.BrowserTests;

/// <summary>The screens the pages are made for: an office PC and a phone.</summary>
public enum Screen
{
    Desktop,
    Phone,
}

/// <summary>
/// The machine's own Chromium, without a window, started at the first wish for a page and closed when the run ends.
/// Playwright's driver comes with its package; no browser is downloaded. CHROME names another Chromium.
/// </summary>
public sealed class Browser : IAsyncDisposable
{
    private const string HowToInstall =
        "Chromium is not installed: apt-get install chromium fonts-noto-cjk, or set CHROME to the path of one";

    private static readonly string[] Known =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];

    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private readonly SemaphoreSlim gate = new(1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>A page in a context of its own (no cookies, no cache), closed at the latest with the run.</summary>
    public async Task<IPage> NewPage(Screen screen = Screen.Desktop)
    {
        var context = await (await Chromium()).NewContextAsync(
            screen == Screen.Phone
                ? new()
                {
                    ViewportSize = new() { Width = 390, Height = 844 },
                    DeviceScaleFactor = 2,
                    IsMobile = true,
                    HasTouch = true,
                    Locale = "zh-CN",
                    TimezoneId = "Asia/Shanghai",
                }
                : new()
                {
                    ViewportSize = new() { Width = 1440, Height = 900 },
                    Locale = "zh-CN",
                    TimezoneId = "Asia/Shanghai",
                }
        );
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        gate.Dispose();
    }

    private async Task<IBrowser> Chromium()
    {
        await gate.WaitAsync();
        try
        {
            if (browser is null)
            {
                var path = Requirement.Need(FindChromium(), HowToInstall);
                playwright ??= await Playwright.CreateAsync();
                browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Args = Arguments });
            }
            return browser;
        }
        finally
        {
            gate.Release();
        }
    }

    private static string? FindChromium()
    {
        var chosen = Environment.GetEnvironmentVariable("CHROME");
        return string.IsNullOrEmpty(chosen) ? Known.FirstOrDefault(File.Exists) : chosen;
    }
}
