using Gulou.App;
using Gulou.App.Jobs;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Backups;
using Gulou.Storage.Settings;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

namespace Gulou.Tests.App.Jobs;

/// <summary>The day's backup is taken once, verified, and only then do older ones go.</summary>
public sealed class BackupJobTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("gulou-job-").FullName;
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 2, 4, 0, 0, TimeSpan.FromHours(8)));
    private Tower tower = null!;

    private BackupPlan Plan => new(Path.Combine(folder, "backups"), new TimeOnly(2, 30), new Retention(2, 0, 0));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private BackupJob Job => new(tower, Plan);

    public async ValueTask InitializeAsync()
    {
        var settings = new TowerSettings
        {
            Db = Path.Combine(folder, "village.db"),
            Keys = Path.Combine(folder, "village.keys"),
            MayMakeKeys = true,
            Clock = clock,
        };
        tower = Tower.Open(settings, out _);
        await tower.Database.MigrateAsync(Cancel);
        await tower.Commands.RunAsync(
            Actor.System,
            new SetSetting
            {
                Id = ClientId.New(clock),
                Cell = 0,
                Name = "x",
                Value = "1",
            },
            Cancel
        );
    }

    public async ValueTask DisposeAsync()
    {
        await tower.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Each_day_one_is_taken_and_only_the_wanted_stay()
    {
        await IsHealthy(false);
        Assert.Equal(1, await Job.RunOnceAsync(Cancel));
        Assert.Equal(0, await Job.RunOnceAsync(Cancel));
        Assert.True(Backup.IsVerified(Path.Combine(Plan.Folder, "gulou-20260302-0230")));
        await IsHealthy(true);
        for (var day = 3; day <= 5; day++)
        {
            clock.Advance(TimeSpan.FromDays(1));
            Assert.Equal(1, await Job.RunOnceAsync(Cancel));
        }
        Assert.Equal([5, 4], Plan.Taken().Select(at => at.Day));
        // Before the hour yesterday's is the newest there can be.
        clock.Advance(TimeSpan.FromHours(22));
        Assert.Equal(0, await Job.RunOnceAsync(Cancel));
        await IsHealthy(true);
        // Missed for hours, it is seen.
        clock.Advance(TimeSpan.FromHours(5));
        await IsHealthy(false);
    }

    [Fact]
    public async Task A_copy_with_faults_lets_nothing_older_go()
    {
        for (var day = 0; day < 2; day++)
        {
            await Job.RunOnceAsync(Cancel);
            clock.Advance(TimeSpan.FromDays(1));
        }
        await using (var db = tower.Read())
        {
            db.Add(
                new Gulou.Kernel.People.Identity
                {
                    IdHash = [1],
                    Cell = 7,
                    PersonId = 42,
                }
            );
            await db.SaveChangesAsync(Cancel);
        }
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Job.RunOnceAsync(Cancel));
        Assert.Contains("identity.person", refused.Message, StringComparison.Ordinal);
        Assert.Equal([4, 3, 2], Plan.Taken().Select(at => at.Day));
        Assert.False(Backup.IsVerified(Plan.PathOf(Plan.Taken()[0])));
        await IsHealthy(false);
    }

    private async Task IsHealthy(bool healthy)
    {
        var found = await Job.CheckHealthAsync(new HealthCheckContext(), Cancel);
        Assert.Equal(healthy ? HealthStatus.Healthy : HealthStatus.Unhealthy, found.Status);
    }
}
