using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Settings;
using Gulou.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gulou.BrowserTests;

/// <summary>
/// While the disk is full the site says so, stores nothing, and goes on by itself when there is room.
/// </summary>
public sealed class TroublePagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_is_a_sentence_and_passes_without_a_restart()
    {
        await using var site = await Site.StartAsync();
        var database = (SqliteDatabase)site.Tower.Database;
        using var grid = await HttpVisitor.SignInAsync(site, "grid");
        using var nobody = HttpVisitor.Anonymous(site);
        var body = new
        {
            cell = site.Cell,
            household = $"{site.Households["villager"].Id}",
            rule = $"{site.Rule}",
            on = site.Today,
            points = 2_00,
            deed = new string('清', 400),
        };
        await using (var db = site.Tower.Read())
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", Cancel);
        database.MostPages = (int)(new FileInfo(database.File).Length / 4096);
        while (await Record.ExceptionAsync(() => WriteAsync(site)) is null)
            // Until the last free page is full.
            continue;
        var key = Guid.CreateVersion7().ToString();
        var answer = await FileAsync(grid, body, key);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        using (var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)))
            Assert.Equal("disk-full", problem.RootElement.GetProperty("code").GetString());

        // A form: signing in is recorded, and cannot be.
        HttpStatusCode status;
        string page;
        do
        {
            (status, page) = await nobody.TrySignInAsync("secretary");
        } while (status == HttpStatusCode.Redirect);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("磁盘满了", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await nobody.GetAsync("/seals")).Status);

        database.MostPages = int.MaxValue - 1;
        Assert.Equal(HttpStatusCode.Created, (await FileAsync(grid, body, key)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await nobody.TrySignInAsync("secretary")).Status);
    }

    private static Task<Answer<SetSettingOutcome>> WriteAsync(Site site) =>
        site.Tower.Commands.RunAsync(
            Actor.System,
            new SetSetting
            {
                Id = Site.NewId(),
                Cell = site.Cell,
                Name = $"{Guid.NewGuid()}",
                Value = "x",
            }
        );

    private static Task<HttpResponseMessage> FileAsync(HttpVisitor visitor, object body, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/points/claims")
        {
            Content = JsonContent.Create(body),
        };
        request.Headers.Add("Idempotency-Key", key);
        return visitor.SendAsync(request);
    }
}
