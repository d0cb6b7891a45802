using System.Net;
using System.Text.RegularExpressions;
using Gulou.BrowserTests.Walk;

namespace Gulou.BrowserTests;

/// <summary>A reader without a browser: cookies, and redirects told rather than followed.</summary>
public sealed partial class HttpVisitor : IDisposable
{
    private const int MostRedirects = 3;

    private readonly HttpClient client;
    private string? token;

    private HttpVisitor(string address)
    {
        var handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        client = new HttpClient(handler) { BaseAddress = new Uri(address) };
    }

    public static HttpVisitor Anonymous(Site site) => new(site.Address);

    public static async Task<HttpVisitor> SignInAsync(Site site, string login)
    {
        var visitor = new HttpVisitor(site.Address);
        Assert.Equal(HttpStatusCode.Redirect, await visitor.KnockAsync(login));
        return visitor;
    }

    public async Task<(HttpStatusCode Status, string Text)> GetAsync(string path)
    {
        using var answer = await client.GetAsync(path);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>Opens an address as a browser does, redirects followed; but not to the sign-in.</summary>
    public async Task<(HttpStatusCode Status, string Html)> OpenAsync(string path)
    {
        for (var i = 0; ; i++)
        {
            using var answer = await client.GetAsync(path);
            var next = answer.StatusCode == HttpStatusCode.Redirect ? answer.Headers.Location : null;
            path = next is null ? path : new Uri(client.BaseAddress!, next).PathAndQuery;
            if (next is null || i == MostRedirects || path.StartsWith("/sign-in", StringComparison.Ordinal))
                return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    /// <summary>Sends a form with a token of the sender's own that is known to be taken.</summary>
    public async Task<HttpStatusCode> SendAsync(PostedForm form)
    {
        token ??= await TokenAsync();
        var fields = new Dictionary<string, string>(form.Fields) { [PostedForm.Token] = token };
        using var answer = await client.PostAsync(form.Action, new FormUrlEncodedContent(fields));
        return answer.StatusCode;
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation = default) =>
        client.SendAsync(request, cancellation);

    public void Dispose() => client.Dispose();

    /// <summary>The token of a form open to all, after it was seen to pass there.</summary>
    private async Task<string> TokenAsync()
    {
        Assert.Equal(HttpStatusCode.OK, await KnockAsync("nobody-of-this-name"));
        return HiddenField(await client.GetStringAsync("/sign-in"), PostedForm.Token);
    }

    private async Task<HttpStatusCode> KnockAsync(string login) => (await TrySignInAsync(login)).Status;

    /// <summary>Sends the form of the sign-in: the answer, redirect or page.</summary>
    public async Task<(HttpStatusCode Status, string Text)> TrySignInAsync(string login)
    {
        var form = await client.GetStringAsync("/sign-in");
        var fields = new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["name"] = login,
            ["password"] = Site.Password,
        };
        foreach (var hidden in new[] { PostedForm.Token, "key" })
            fields[hidden] = HiddenField(form, hidden);
        using var answer = await client.PostAsync("/sign-in", new FormUrlEncodedContent(fields));
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    private static string HiddenField(string html, string name) =>
        Hidden().Matches(html).First(m => m.Groups["name"].Value == name).Groups["value"].Value;

    [GeneratedRegex("name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Hidden();
}
