using System.Collections;
using System.Diagnostics;
using Gulou.Kernel.Ledger;
using Gulou.Storage;
using Gulou.Storage.Model;
using Gulou.Storage.Postgres;
using Gulou.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gulou.Bench.Ledger;

internal sealed class PostgresSubject(PostgresCluster cluster) : ISubject
{
    private int copies;

    public double CpuSeconds => Environment.CpuUsage.TotalTime.TotalSeconds + cluster.CpuSeconds();

    public static async Task<PostgresSubject> PrepareAsync(Load load)
    {
        var binaries = PostgresCluster.FindBinaries() ?? throw new InvalidOperationException("no PostgreSQL installed");
        var subject = new PostgresSubject(PostgresCluster.Start(binaries));
        await subject.AdminAsync("CREATE DATABASE prepared");
        await using var database = Database.Open(subject.At("prepared"), App.Model.Parts);
        await database.MigrateAsync();
        await using var db = database.NewContext();
        db.Database.SetCommandTimeout(600);
        foreach (var sql in load.Statements(below => $"generate_series(0::bigint, {below} - 1) n"))
            await db.Database.ExecuteSqlRawAsync(sql);
        // Only what is filled: a table known to be empty is planned for as if it stayed so.
        await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE account");
        return subject;
    }

    public async Task<ICopy> CopyAsync()
    {
        NpgsqlConnection.ClearAllPools();
        var name = $"copy_{++copies}";
        await AdminAsync($"CREATE DATABASE {name} TEMPLATE prepared");
        await AdminAsync("CHECKPOINT");
        return new Copy(this, name);
    }

    public ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        cluster.Dispose();
        return ValueTask.CompletedTask;
    }

    private string At(string name) =>
        new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Database = name }.ConnectionString;

    private async Task AdminAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString);
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Copy(PostgresSubject subject, string name) : ICopy
    {
        public Database Database { get; } = Database.Open(subject.At(name), App.Model.Parts);

        public async Task<long> SizeAsync()
        {
            await using var source = NpgsqlDataSource.Create(subject.At(name));
            await using var command = source.CreateCommand("SELECT pg_database_size(current_database())");
            return (long)(await command.ExecuteScalarAsync())!;
        }

        /// <summary>Two writers with half of the counties and half of the callers' entries each.</summary>
        public async Task<double> BareAsync(Load load, int entries, int batch)
        {
            await using var source = NpgsqlDataSource.Create(
                subject.At(name) + ";Max Auto Prepare=64;Auto Prepare Min Usages=2"
            );
            var writers = new[] { new Bare(source, load, 0), new Bare(source, load, 1) };
            await Task.WhenAll(writers.Select(w => Task.Run(() => w.WriteAsync(batch * 2, batch / 2))));
            var clock = Stopwatch.StartNew();
            await Task.WhenAll(writers.Select(w => Task.Run(() => w.WriteAsync(entries / 2, batch / 2))));
            return clock.Elapsed.TotalSeconds;
        }

        public async ValueTask DisposeAsync()
        {
            await Database.DisposeAsync();
            await subject.AdminAsync($"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    private readonly record struct Moved(Award Award, int N, long Id, long By);

    /// <summary>
    /// The straight loop: balances moved by one statement that gives them back, then all rows by one batch, committed.
    /// The two writers touch no common account, so that neither waits.
    /// </summary>
    private sealed class Bare(NpgsqlDataSource source, Load load, int half)
    {
        private const string MoveBalances = """
            UPDATE account a SET balance = a.balance + u.amount, version = a.version + u.n
            FROM unnest($1, $2, $3, $4) AS u (cell, id, amount, n)
            WHERE a.cell = u.cell AND a.id = u.id
            RETURNING a.id, a.balance, a.version
            """;

        private readonly Random random = new(half);
        private readonly long[] seqs = new long[Load.Cells + 1];
        private readonly byte[] hash = new byte[32];

        // With the number of its key in front.
        private readonly byte[] content = new byte[33];

        public async Task WriteAsync(int entries, int batch)
        {
            await using var connection = await source.OpenConnectionAsync();
            for (var written = 0; written < entries; written += batch)
                await WriteBatchAsync(connection, Math.Min(batch, entries - written));
        }

        private async Task WriteBatchAsync(NpgsqlConnection connection, int count)
        {
            var awards = Enumerable.Range(0, count).Select(_ => load.Next(random, half, 2)).ToArray();
            var legs = awards
                .SelectMany(a =>
                    new[] { new Moved(a, 0, a.Issuance, -Load.Points), new Moved(a, 1, a.Household, Load.Points) }
                )
                .ToArray();
            await using var transaction = await connection.BeginTransactionAsync();
            var after = await MoveAsync(connection, legs.GroupBy(l => l.Id).ToArray());
            // The statement gave the balances after the batch: each posting's own is found from the last one back.
            var balances = new long[legs.Length];
            var versions = new long[legs.Length];
            for (var i = legs.Length - 1; i >= 0; i--)
            {
                (balances[i], versions[i]) = after[legs[i].Id];
                after[legs[i].Id] = (balances[i] - legs[i].By, versions[i] - 1);
            }
            var now = DateTime.UtcNow.Ticks / 10;
            var auditSeqs = awards.Select(a => ++seqs[a.Cell]).ToArray();
            var cells = awards.Select(a => a.Cell).ToArray();
            var ids = awards.Select(a => a.Id.Value).ToArray();
            await using var rows = new NpgsqlBatch(connection, transaction);
            Add(
                rows,
                PostgresSql.AddEntries,
                cells,
                ids,
                Same(count, now),
                Same(count, Day.ToNumber(Load.Day)),
                Same(count, (int)EntryKind.Post),
                Same(count, "points.award"),
                Same(count, ""),
                awards.Select(a => a.Issuance).ToArray(),
                Same(count, Load.Scope.Value),
                new long?[count],
                awards.Select(a => a.Household).ToArray(),
                new Guid?[count],
                new long?[count],
                new long?[count],
                Same(count, half + 1),
                auditSeqs,
                Same(count, hash)
            );
            Add(
                rows,
                PostgresSql.AddPostings,
                legs.Select(l => l.Award.Cell).ToArray(),
                legs.Select(l => l.Award.Id.Value).ToArray(),
                legs.Select(l => l.N).ToArray(),
                legs.Select(l => l.Id).ToArray(),
                Same(legs.Length, 1L),
                legs.Select(l => l.By).ToArray(),
                Same(legs.Length, 0L),
                balances,
                versions
            );
            Add(
                rows,
                PostgresSql.AddAudit,
                cells,
                Same(count, half + 1),
                auditSeqs,
                Same(count, now),
                Same(count, 0L),
                Same(count, 0L),
                Same(count, "ledger.post"),
                Same(count, Load.Scope.Value),
                Same(count, 0L),
                ids,
                Same(count, content),
                Same(count, hash),
                Same(count, hash)
            );
            var heads = cells.Distinct().ToArray();
            Add(
                rows,
                PostgresSql.SetHeads,
                heads,
                Same(heads.Length, half + 1),
                heads.Select(cell => seqs[cell]).ToArray(),
                Same(heads.Length, hash),
                Same(heads.Length, now)
            );
            await rows.ExecuteNonQueryAsync();
            await transaction.CommitAsync();
        }

        private static async Task<Dictionary<long, (long Balance, long Version)>> MoveAsync(
            NpgsqlConnection connection,
            IGrouping<long, Moved>[] accounts
        )
        {
            await using var move = new NpgsqlBatch(connection);
            Add(
                move,
                MoveBalances,
                accounts.Select(a => a.First().Award.Cell).ToArray(),
                accounts.Select(a => a.Key).ToArray(),
                accounts.Select(a => a.Sum(l => l.By)).ToArray(),
                accounts.Select(a => a.LongCount()).ToArray()
            );
            var after = new Dictionary<long, (long, long)>();
            await using var row = await move.ExecuteReaderAsync();
            while (await row.ReadAsync())
                after[row.GetInt64(0)] = (row.GetInt64(1), row.GetInt64(2));
            return after;
        }

        private static T[] Same<T>(int count, T value)
        {
            var column = new T[count];
            Array.Fill(column, value);
            return column;
        }

        private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<IList> columns)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var column in columns)
                command.Parameters.Add(new NpgsqlParameter { Value = column });
            batch.BatchCommands.Add(command);
        }
    }
}
