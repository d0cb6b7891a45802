using System.Diagnostics;
using Gulou.Kernel.Ledger;
using Gulou.Storage;
using Gulou.Storage.Model;
using Gulou.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Bench.Ledger;

internal sealed class SqliteSubject(DirectoryInfo folder) : ISubject
{
    private readonly string prepared = Path.Combine(folder.FullName, "prepared.db");
    private int copies;

    public double CpuSeconds => Environment.CpuUsage.TotalTime.TotalSeconds;

    public static async Task<SqliteSubject> PrepareAsync(Load load)
    {
        var subject = new SqliteSubject(Directory.CreateTempSubdirectory("gulou-bench-"));
        await using var database = Database.Open(subject.prepared, App.Model.Parts);
        await database.MigrateAsync();
        await using var db = database.NewContext();
        var statements = load.Statements(below =>
            $"(WITH RECURSIVE k(n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM k WHERE n + 1 < {below}) SELECT n FROM k)"
        );
        foreach (var sql in statements)
            await db.Database.ExecuteSqlRawAsync(sql);
        return subject;
    }

    public async Task<ICopy> CopyAsync()
    {
        var file = Path.Combine(folder.FullName, $"copy-{++copies}.db");
        await using (var connection = new SqliteConnection($"Data Source={prepared};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
        }
        File.Copy(prepared, file);
        return new Copy(file);
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private sealed class Copy(string file) : ICopy
    {
        public Database Database { get; } = Database.Open(file, App.Model.Parts);

        public Task<long> SizeAsync()
        {
            using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE); ";
            command.ExecuteNonQuery();
            return Task.FromResult(new FileInfo(file).Length);
        }

        public Task<double> BareAsync(Load load, int entries, int batch) =>
            Task.Run(() =>
            {
                using var bare = new Bare(file);
                var random = new Random(1);
                for (var i = 0; i < 4; i++)
                    bare.Write(load, random, batch);
                var clock = Stopwatch.StartNew();
                for (var written = 0; written < entries; written += batch)
                    bare.Write(load, random, Math.Min(batch, entries - written));
                return clock.Elapsed.TotalSeconds;
            });

        public async ValueTask DisposeAsync()
        {
            await Database.DisposeAsync();
            foreach (var part in (string[])["", "-wal", "-shm"])
                File.Delete(file + part);
        }
    }

    /// <summary>The straight loop: balances moved in place, rows added, heads set, committed.</summary>
    private sealed class Bare : IDisposable
    {
        private readonly SqliteConnection connection;
        private readonly SqliteStatements sql;
        private readonly Statement begin;
        private readonly Statement commit;
        private readonly Statement move;
        private readonly long[] seqs = new long[Load.Cells + 1];
        private readonly byte[] hash = new byte[32];

        // With the number of its key in front.
        private readonly byte[] content = new byte[33];

        public Bare(string file)
        {
            connection = new SqliteConnection($"Data Source={file};Pooling=False");
            connection.Open();
            SqliteDatabase.Prepare(connection);
            sql = new SqliteStatements(connection);
            begin = new Statement(connection, "BEGIN IMMEDIATE");
            commit = new Statement(connection, "COMMIT");
            move = new Statement(
                connection,
                """
                UPDATE account SET balance = balance + ?, version = version + 1 WHERE cell = ? AND id = ?
                RETURNING balance, version
                """
            );
            Random.Shared.NextBytes(hash);
        }

        public void Write(Load load, Random random, int count)
        {
            var now = DateTime.UtcNow.Ticks / 10;
            var cells = new HashSet<int>();
            begin.Run();
            for (var i = 0; i < count; i++)
            {
                var award = load.Next(random);
                var seq = ++seqs[award.Cell];
                cells.Add(award.Cell);
                sql.AddEntry.Set(award.Cell)
                    .Set(award.Id)
                    .Set(now)
                    .Set(Day.ToNumber(Load.Day))
                    .Set((int)EntryKind.Post)
                    .Set("points.award")
                    .Set("")
                    .Set(award.Issuance)
                    .Set(Load.Scope.Value)
                    .Set((long?)null)
                    .Set(award.Household)
                    .Set((long?)null)
                    .Set((long?)null)
                    .Set((long?)null)
                    .Set(1)
                    .Set(seq)
                    .Set(hash)
                    .Run();
                Move(award, 0, award.Issuance, -Load.Points);
                Move(award, 1, award.Household, Load.Points);
                sql.AddAudit.Set(award.Cell)
                    .Set(1)
                    .Set(seq)
                    .Set(now)
                    .Set(0)
                    .Set(0)
                    .Set("ledger.post")
                    .Set(Load.Scope.Value)
                    .Set(0)
                    .Set(award.Id)
                    .Set(content)
                    .Set(hash)
                    .Set(hash)
                    .Run();
            }
            foreach (var cell in cells)
                sql.SetHead.Set(cell).Set(1).Set(seqs[cell]).Set(hash).Set(now).Run();
            commit.Run();
        }

        private void Move(Award award, int n, long account, long amount)
        {
            move.Set(amount).Set(award.Cell).Set(account).Step();
            var (balance, version) = (move.Long(0), move.Long(1));
            move.Run();
            sql.AddPosting.Set(award.Cell)
                .Set(award.Id)
                .Set(n)
                .Set(account)
                .Set(1)
                .Set(amount)
                .Set(0)
                .Set(balance)
                .Set(version)
                .Run();
        }

        public void Dispose()
        {
            begin.Dispose();
            commit.Dispose();
            move.Dispose();
            sql.Dispose();
            connection.Dispose();
        }
    }
}
