using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Gulou.Storage.Watch;

/// <summary>
/// Sees every statement of EF Core: how long it ran, and, since SQLite works while its rows are read, how long they
/// were read. A statement slow in both is told twice.
/// </summary>
internal sealed class QueryWatch(Signals signals, string system) : DbCommandInterceptor
{
    public override DbDataReader ReaderExecuted(
        DbCommand command,
        CommandExecutedEventData eventData,
        DbDataReader result
    ) => Seen(command, eventData, result);

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        DbDataReader result,
        CancellationToken cancellationToken = default
    ) => new(Seen(command, eventData, result));

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result) =>
        Seen(command, eventData, result);

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    ) => new(Seen(command, eventData, result));

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result) =>
        Seen(command, eventData, result);

    public override ValueTask<object?> ScalarExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        object? result,
        CancellationToken cancellationToken = default
    ) => new(Seen(command, eventData, result));

    public override InterceptionResult DataReaderDisposing(
        DbCommand command,
        DataReaderDisposingEventData eventData,
        InterceptionResult result
    )
    {
        signals.Queried(command.CommandText, eventData.Duration);
        return result;
    }

    private T Seen<T>(DbCommand command, CommandExecutedEventData ran, T result)
    {
        signals.Queried(command.CommandText, ran.Duration);
        if (Signals.Source.HasListeners())
            Trace(command.CommandText, ran);
        return result;
    }

    /// <summary>The span is told when it is over, so that nothing has to be kept between two calls.</summary>
    private void Trace(string statement, CommandExecutedEventData ran)
    {
        using var span = Signals.Source.StartActivity(
            "query",
            ActivityKind.Client,
            default(ActivityContext),
            [new("db.system.name", system), new("db.query.text", Signals.WithoutTexts(statement))],
            startTime: ran.StartTime
        );
        span?.SetEndTime((ran.StartTime + ran.Duration).UtcDateTime);
    }
}
