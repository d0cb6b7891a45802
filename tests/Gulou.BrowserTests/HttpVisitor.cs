using System.Net;
using System.Text.RegularExpressions;

namespace Gulou.BrowserTests;

/// <summary>A reader without a browser: cookies, and redirects told rather than followed.</summary>
public sealed partial class HttpVisitor : IDisposable
{
    private readonly HttpClient client;

    private HttpVisitor(string address)
    {
        var handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        client = new HttpClient(handler) { BaseAddress = new Uri(address) };
    }

    public static HttpVisitor Anonymous(Site site) => new(site.Address);

    public static async Task<HttpVisitor> SignInAsync(Site site, string login)
    {
        var visitor = new HttpVisitor(site.Address);
        var form = await visitor.client.GetStringAsync("/sign-in");
        var fields = new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["name"] = login,
            ["password"] = Site.Password,
        };
        foreach (var hidden in new[] { "__RequestVerificationToken", "key" })
            fields[hidden] = Hidden().Matches(form).First(m => m.Groups["name"].Value == hidden).Groups["value"].Value;
        var answer = await visitor.client.PostAsync("/sign-in", new FormUrlEncodedContent(fields));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return visitor;
    }

    public async Task<(HttpStatusCode Status, string Text)> GetAsync(string path)
    {
        using var answer = await client.GetAsync(path);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => client.SendAsync(request);

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Hidden();
}
