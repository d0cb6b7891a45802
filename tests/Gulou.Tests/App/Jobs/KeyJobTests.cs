using Gulou.App;
using Gulou.App.Jobs;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gulou.Tests.App.Jobs;

/// <summary>
/// What was made with an earlier key is made anew once another has begun, and looked for again later.
/// </summary>
public sealed class KeyJobTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("gulou-keys-").FullName;
    private readonly FakeTimeProvider machine = new();
    private Tower tower = null!;
    private KeyJob job = null!;

    private string Keys => Path.Combine(folder, "village.keys");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var settings = new TowerSettings
        {
            Db = Path.Combine(folder, "village.db"),
            Keys = Keys,
            MayMakeKeys = true,
            MachineClock = machine,
        };
        tower = Tower.Open(settings, out _);
        await tower.Database.MigrateAsync(Cancel);
        job = new KeyJob(tower, NullLogger<KeyJob>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await tower.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task After_another_key_has_begun_all_is_made_anew_once()
    {
        var first = new Vault([.. KeyFile.Read(Keys)], () => null, TimeProvider.System);
        await KeepAsync(tower.Vault);
        Assert.Equal(0, await job.RunOnceAsync(Cancel));

        KeyFile.Add(Keys, Instant.Now(TimeProvider.System).Plus(TimeSpan.FromHours(1)));
        tower.Vault.Reread();
        Assert.Equal(0, await job.RunOnceAsync(Cancel));

        KeyFile.Add(Keys, Instant.Now(TimeProvider.System));
        tower.Vault.Reread();
        Assert.Equal(1, await job.RunOnceAsync(Cancel));
        Assert.Equal([3], await VersionsAsync());

        // Another process had not yet heard of the key.
        await KeepAsync(first);
        machine.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(0, await job.RunOnceAsync(Cancel));
        machine.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await job.RunOnceAsync(Cancel));
        Assert.Equal([3, 3], await VersionsAsync());
    }

    private async Task KeepAsync(Vault vault)
    {
        await using var db = tower.Read();
        db.Add(new CookieKey { Id = tower.Tools.Ids.Next(), Content = vault.Seal(Purpose.CookieKey, "<key />") });
        await db.SaveChangesAsync(Cancel);
    }

    private async Task<List<int>> VersionsAsync()
    {
        await using var db = tower.Read();
        var contents = await db.Set<CookieKey>().Select(k => k.Content).ToListAsync(Cancel);
        return [.. contents.Select(c => (int)Vault.VersionOf(c))];
    }
}
