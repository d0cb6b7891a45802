using System.Collections;
using Gulou.Kernel.Audit;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Gulou.Storage.Places;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gulou.Storage.Postgres;

/// <summary>Rows of the ledger as PostgreSQL gives them.</summary>
internal static class PostgresRows
{
    public static Account Account(NpgsqlDataReader row) =>
        new()
        {
            Cell = row.GetInt32(0),
            Id = row.GetInt64(1),
            Owner = row.GetInt64(2),
            Kind = (AccountKind)row.GetInt32(3),
            Unit = row.GetInt64(4),
            Lot = row.GetInt64(5),
            Scope = new PlaceKey(row.GetInt64(6)),
            Limits = (Limits)row.GetInt32(7),
            Balance = row.GetInt64(8),
            HeldOut = row.GetInt64(9),
            HeldIn = row.GetInt64(10),
            Version = row.GetInt64(11),
            NextExpiry = row.IsDBNull(12) ? null : new Instant(row.GetInt64(12)),
        };

    /// <summary>Entries come with one row for each posting, in order.</summary>
    public static async Task EntriesAsync(NpgsqlDataReader row, Book book)
    {
        var postings = new List<Posting>();
        while (await row.ReadAsync())
        {
            if (row.GetInt32(0) == 0)
            {
                postings = [];
                var entry = Entry(row);
                var closedBy = row.IsDBNull(14) ? (ClientId?)null : new ClientId(row.GetGuid(14));
                book.Load(
                    entry.Cell,
                    entry.Id,
                    new RecordedEntry(entry, new Instant(row.GetInt64(13)), postings, closedBy)
                );
            }
            postings.Add(
                new Posting(
                    row.GetInt64(15),
                    row.GetInt64(16),
                    row.GetInt64(17),
                    row.GetInt64(18),
                    row.GetInt64(19),
                    row.GetInt64(20)
                )
            );
        }
    }

    private static Entry Entry(NpgsqlDataReader row) =>
        new()
        {
            Cell = row.GetInt32(1),
            Id = new ClientId(row.GetGuid(2)),
            EffectiveOn = Day.FromNumber(row.GetInt32(3)),
            Kind = (EntryKind)row.GetInt32(4),
            Reason = row.GetString(5),
            Memo = row.GetString(6),
            Place = row.GetInt64(7),
            Scope = new PlaceKey(row.GetInt64(8)),
            Party = row.IsDBNull(9) ? null : row.GetInt64(9),
            Subject = row.GetInt64(10),
            Target = row.IsDBNull(11) ? null : new ClientId(row.GetGuid(11)),
            Bearer = row.IsDBNull(21) ? null : row.GetInt64(21),
            Until = row.IsDBNull(12) ? null : new Instant(row.GetInt64(12)),
        };
}
