using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gulou.BrowserTests;

/// <summary>What machines are told.</summary>
public sealed class ApiTests
{
    [Fact]
    public async Task Machines_are_told_why_and_hear_the_first_answer_again()
    {
        await using var site = await Site.StartAsync();
        using var grid = await HttpVisitor.SignInAsync(site, "grid");
        var claim = new
        {
            cell = site.Cell,
            household = $"{site.Households["villager"].Id}",
            rule = $"{site.Rule}",
            on = site.Today,
            points = 6_00,
            deed = "清河道志愿服务",
        };
        Assert.Equal("idempotency-key-missing", await CodeAsync(await PostAsync(grid, claim, null)));
        var key = Guid.CreateVersion7().ToString();
        var first = await PostAsync(grid, claim, key);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        var again = await PostAsync(grid, claim, key);
        Assert.Equal("true", again.Headers.GetValues("Gulou-Replayed").Single());
        Assert.Equal(await TextAsync(first), await TextAsync(again));
        var other = await PostAsync(grid, claim with { points = 8_00 }, key);
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Equal("id-used-with-other-content", await CodeAsync(other));
        var tooMany = await PostAsync(grid, claim with { points = 99_00 }, Guid.CreateVersion7().ToString());
        Assert.Equal("points-outside-rule", await CodeAsync(tooMany));
        using var villager = await HttpVisitor.SignInAsync(site, "villager");
        var refused = await PostAsync(villager, claim, Guid.CreateVersion7().ToString());
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpVisitor visitor, object body, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/points/claims")
        {
            Content = JsonContent.Create(body),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await visitor.SendAsync(request);
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();

    private static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await TextAsync(answer));
        return problem.RootElement.GetProperty("code").GetString();
    }
}
