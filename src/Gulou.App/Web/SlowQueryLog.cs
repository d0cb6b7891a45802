using Gulou.Storage.Watch;

namespace Gulou.App.Web;

/// <summary>
/// Writes each slow statement into the log: how long, for which route or verb, and its text without values.
/// </summary>
internal sealed partial class SlowQueryLog(Tower tower, ILogger<SlowQueryLog> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        tower.Database.Signals.Slow += Write;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        tower.Database.Signals.Slow -= Write;
        return Task.CompletedTask;
    }

    private void Write(SlowQuery query) => Slow(log, query.Took.TotalMilliseconds, query.Cause, query.Statement);

    [LoggerMessage(
        EventName = "SlowQuery",
        Level = LogLevel.Warning,
        Message = "Slow query: {Milliseconds:0} ms for {Cause}: {Statement}"
    )]
    private static partial void Slow(ILogger log, double milliseconds, string cause, string statement);
}
