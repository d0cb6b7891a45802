using Gulou.Bench.Crash;

namespace Gulou.StorageTests;

/// <summary>
/// A few rounds of what <c>./do bench crash</c> does by the hundred: the program is killed under load, every second
/// time its PostgreSQL too. The message of a lost answer names the seed that repeats the kills.
/// </summary>
public sealed class CrashTests
{
    [Fact]
    public Task Nothing_answered_is_lost_on_SQLite() => CrashAsync(null);

    [Fact]
    public Task Nothing_answered_is_lost_on_PostgreSQL() =>
        CrashAsync(Requirement.Need(PostgresCluster.FindBinaries(), "PostgreSQL 15: apt-get install postgresql-15"));

    private static async Task CrashAsync(string? postgres)
    {
        var report = await CrashRounds.RunAsync(
            rounds: 2,
            seed: Random.Shared.Next(),
            postgres,
            TestContext.Current.SendDiagnosticMessage
        );
        Assert.Equal(postgres is null ? 0 : 1, report.ServerKills);
        Assert.True(report.Answered > report.Rounds);
        Assert.True(report.Recorded >= report.Answered);
    }
}
