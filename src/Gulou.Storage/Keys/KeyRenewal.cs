using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Keys;

/// <summary>
/// Goes once through all that was made with keys and makes it anew with the current one, a few rows at a time through
/// the command path, so that nobody else waits long. Stopped anywhere, it goes on from what is still old.
/// </summary>
public sealed class KeyRenewal(Database database, CommandPath commands, Vault vault)
{
    /// <summary>Rows of one command: about ten milliseconds of the writer.</summary>
    public const int Chunk = 200;

    /// <summary>Goes through every table.</summary>
    /// <param name="progress">Told after each chunk how many rows were made anew so far.</param>
    /// <param name="cancellation">Stops after the chunk at hand.</param>
    /// <returns>How many rows were made anew, and how many could not be.</returns>
    public async Task<(long Renewed, long Left)> RunAsync(
        Action<long>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var (renewed, left) = (0L, 0L);
        await using var db = database.NewContext();
        foreach (var table in KeyedTable.Of(db).Where(t => t.HasRenewed))
        {
            object[]? after = null;
            while (
                !cancellation.IsCancellationRequested
                && await table.NextAsync(db, vault.Current, after, Chunk, cancellation) is { Count: > 0 } keys
            )
            {
                foreach (var ofCell in keys.GroupBy(table.CellOf))
                {
                    var failed = await RenewAsync(table, [.. ofCell]);
                    renewed += ofCell.Count() - failed;
                    left += failed;
                }
                after = keys[^1];
                progress?.Invoke(renewed);
            }
        }
        return (renewed, left);
    }

    /// <summary>How many of the rows could not be made anew: alone, when not together.</summary>
    private async Task<int> RenewAsync(KeyedTable table, IReadOnlyList<object[]> keys)
    {
        try
        {
            return await SendAsync(table, keys[0], keys[^1]);
        }
        catch (Exception exception)
            when (exception is DbUpdateException or System.Security.Cryptography.CryptographicException)
        {
            if (keys.Count == 1)
                return 1;
            var failed = 0;
            foreach (var key in keys)
                failed += await RenewAsync(table, [key]);
            return failed;
        }
    }

    private Task<int> SendAsync(KeyedTable table, object[] first, object[] last) =>
        (Task<int>)
            typeof(KeyRenewal)
                .GetMethod(
                    nameof(RenewRowsAsync),
                    System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance
                )!
                .MakeGenericMethod(table.Row)
                .Invoke(this, [table, first, last])!;

    private async Task<int> RenewRowsAsync<T>(KeyedTable table, object[] first, object[] last)
        where T : class
    {
        var command = new RenewKeys<T>(table, first, last)
        {
            Id = ClientId.New(TimeProvider.System),
            Cell = table.CellOf(first),
        };
        var answer = await commands.RunAsync(Actor.System, command);
        if (!answer.IsDone)
            throw new InvalidOperationException($"{command.Verb}: {answer.Outcome}");
        return answer.Args is [int left] ? left : 0;
    }
}
