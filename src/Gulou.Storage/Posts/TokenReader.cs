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

    /// <summary>
    /// The key with this id and secret, if it is good on that day and its appointment in force; null else.
    /// </summary>
    public async Task<ApiToken?> FindAsync(
        int cell,
        long id,
        ReadOnlyMemory<byte> secret,
        DateOnly day,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var tokens = db.ApiTokens.Where(t => t.Cell == cell && t.Id == id);
        var found = await Held(db.Appointments, tokens).SingleOrDefaultAsync(cancellation);
        return
            found is { Token: var token, Appointment: var appointment }
            && CryptographicOperations.FixedTimeEquals(token.SecretHash, SHA256.HashData(secret.Span))
            && token.IsGood(day)
            && appointment.InForce(day)
            ? token
            : null;
    }

    /// <summary>The keys that are good for a person on a day, in all appointments, the oldest first.</summary>
    public async Task<IReadOnlyList<HeldToken>> GoodAsync(
        long person,
        DateOnly day,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var held = await Held(
                db.Appointments.Where(a => a.PersonId == person),
                db.ApiTokens.Where(t => t.RevokedAt == null && t.Until > day)
            )
            .OrderBy(h => h.Token.Id)
            .ToListAsync(cancellation);
        return [.. held.Where(h => h.Appointment.InForce(day))];
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

    private static IQueryable<HeldToken> Held(IQueryable<Appointment> appointments, IQueryable<ApiToken> tokens) =>
        appointments.Join(
            tokens,
            a => new { a.Cell, a.Id },
            t => new { t.Cell, Id = t.AppointmentId },
            (a, t) => new HeldToken { Token = t, Appointment = a }
        );
}

/// <summary>A key with the appointment for which it acts.</summary>
public sealed record HeldToken
{
    public required ApiToken Token { get; init; }
    public required Appointment Appointment { get; init; }
}
