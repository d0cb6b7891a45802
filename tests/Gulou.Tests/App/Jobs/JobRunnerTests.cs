using Gulou.App;
using Gulou.App.Jobs;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gulou.Tests.App.Jobs;

/// <summary>Jobs fare each on its own.</summary>
public sealed class JobRunnerTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gulou-jobs-").FullName;
    private readonly Tower tower;

    public JobRunnerTests() =>
        tower = Tower.Open(
            new TowerSettings
            {
                Db = Path.Combine(folder, "jobs.db"),
                Keys = Path.Combine(folder, "jobs.keys"),
                MayMakeKeys = true,
            },
            out _
        );

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await tower.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task One_that_fails_is_counted_and_stops_no_other()
    {
        var (bad, good) = (new TestJob("bad") { Fault = new InvalidOperationException() }, new TestJob("good"));
        using var runner = new JobRunner(tower, [bad, good], NullLogger<JobRunner>.Instance);
        await runner.StartAsync(Cancel);
        await Task.WhenAll(bad.Ran.Task, good.Ran.Task).WaitAsync(Cancel);
        await runner.StopAsync(Cancel);
        Assert.Equal(["bad", "good"], runner.States.Select(s => s.Job));
        Assert.NotNull(runner.States[1].LastDone);
        Assert.Null(runner.States[0].LastDone);
    }

    [Fact]
    public async Task One_that_keeps_failing_shows_in_the_health_until_it_succeeds()
    {
        var job = new TestJob("moody") { Fault = new IOException() };
        using var runner = new JobRunner(tower, [job], NullLogger<JobRunner>.Instance);
        var check = new JobsCheck(runner);
        for (var i = 1; i <= 3; i++)
        {
            Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync(new(), Cancel)).Status);
            Assert.False(await runner.RunAsync(job, Cancel));
            Assert.Equal(i, runner.States[0].Failures);
        }
        var worried = await check.CheckHealthAsync(new(), Cancel);
        Assert.Equal((HealthStatus.Degraded, "moody"), (worried.Status, worried.Description));
        job.Fault = null;
        Assert.True(await runner.RunAsync(job, Cancel));
        Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync(new(), Cancel)).Status);
    }

    [Theory]
    [InlineData(2, 0, 2)]
    [InlineData(2, 1, 4)]
    [InlineData(2, 3, 16)]
    [InlineData(2, 5, 60)]
    [InlineData(2, 100_000, 60)]
    [InlineData(600, 3, 600)]
    public void What_fails_again_and_again_is_tried_less_often(int interval, int failures, int pause) =>
        Assert.Equal(TimeSpan.FromSeconds(pause), JobRunner.Pause(TimeSpan.FromSeconds(interval), failures));

    [Fact]
    public async Task Disposed_without_being_stopped_it_ends_in_peace()
    {
        var job = new TestJob("calm");
        var runner = new JobRunner(tower, [job], NullLogger<JobRunner>.Instance);
        await runner.StartAsync(Cancel);
        await job.Ran.Task.WaitAsync(Cancel);
        var work = runner.ExecuteTask!;
        runner.Dispose();
        await work.WaitAsync(Cancel);
        Assert.True(work.IsCompletedSuccessfully);
    }

    private sealed class TestJob(string name) : Job
    {
        public TaskCompletionSource Ran { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Exception? Fault { get; set; }

        public override string Name => name;

        public override TimeSpan Interval => TimeSpan.FromHours(1);

        public override Task<int> RunOnceAsync(CancellationToken cancellation = default)
        {
            Ran.TrySetResult();
            return Fault is null ? Task.FromResult(1) : throw Fault;
        }
    }
}
