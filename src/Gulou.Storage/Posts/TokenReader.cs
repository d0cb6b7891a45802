using System.Security.Cryptography;
using Gulou.Kernel.Posts;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Posts;

/// <summary>Reads the keys of programs.</summary>
public sealed class TokenReader(Database database)
{
    /// <summary>The keys of an appointment, newest first.</summary>
    public async Task<IReadOnlyList<ApiToken>> OfAsync(
        int cell,
        long appointment,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        return await new TokensOf(cell, appointment).On(db).ToListAsync(cancellation);
    }

    /// <summary>The key with this id and secret, if it is good on that day; null else.</summary>
    public async Task<ApiToken?> FindAsync(
        int cell,
        long id,
        ReadOnlyMemory<byte> secret,
        DateOnly day,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var token = await db.ApiTokens.SingleOrDefaultAsync(t => t.Cell == cell && t.Id == id, cancellation);
        return
            token is not null
            && CryptographicOperations.FixedTimeEquals(token.SecretHash, SHA256.HashData(secret.Span))
            && token.IsGood(day)
            ? token
            : null;
    }

    /// <summary>The appointments of a person that are in force, with how many good keys each has.</summary>
    public async Task<IReadOnlyList<(Appointment Appointment, int Tokens)>> AppointmentsAsync(
        long person,
        DateOnly day,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var appointments = await db
            .Appointments.Where(a => a.PersonId == person && a.From <= day && (a.To == null || a.To > day))
            .OrderBy(a => a.Id)
            .ToListAsync(cancellation);
        var found = new List<(Appointment, int)>();
        foreach (var appointment in appointments)
        {
            var (cell, id) = (appointment.Cell, appointment.Id);
            var good = await db.ApiTokens.CountAsync(
                t => t.Cell == cell && t.AppointmentId == id && t.RevokedAt == null && t.Until > day,
                cancellation
            );
            found.Add((appointment, good));
        }
        return found;
    }
}
