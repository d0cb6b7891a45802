using Gulou.Kernel.Posts;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Posts;

/// <summary>A session with what decides which gate it stands before.</summary>
public sealed record OpenedSession(Session Session, Login? Login, bool HasFactor);

/// <summary>Reads how a person comes in: sessions, second factor, bindings.</summary>
public sealed class SessionReader(Database database, Vault vault)
{
    /// <summary>A session by its id, in one read; null when it ended.</summary>
    public async Task<OpenedSession?> FindAsync(int cell, long id, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        return await db
            .Sessions.Where(s => s.Cell == cell && s.Id == id)
            .Select(s => new OpenedSession(
                s,
                db.Logins.FirstOrDefault(l => l.PersonId == s.PersonId && l.Cell == s.Cell),
                db.SecondFactors.Any(f => f.Cell == s.Cell && f.Id == s.PersonId)
            ))
            .SingleOrDefaultAsync(cancellation);
    }

    /// <summary>A person's sessions, the newest first.</summary>
    public async Task<IReadOnlyList<Session>> ListAsync(int cell, long person, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        return await db
            .Sessions.Where(s => s.Cell == cell && s.PersonId == person)
            .OrderByDescending(s => s.Id)
            .ToListAsync(cancellation);
    }

    /// <summary>A person's second factor, if any.</summary>
    public async Task<SecondFactor?> FactorAsync(int cell, long person, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        return await db.SecondFactors.SingleOrDefaultAsync(f => f.Cell == cell && f.Id == person, cancellation);
    }

    /// <summary>The secret of a second factor.</summary>
    public byte[] SecretOf(SecondFactor factor) =>
        Convert.FromBase64String(vault.Open(Purpose.SecondFactor, factor.Secret));

    /// <summary>Whose a provider's name is; null when it is tied to nobody.</summary>
    public async Task<Binding?> BindingAsync(string issuer, string subject, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        return await BindingOf.For(vault, issuer, subject).On(db).SingleOrDefaultAsync(cancellation);
    }

    /// <summary>A person's tie to a provider, if any.</summary>
    public async Task<Binding?> BindingAsync(
        int cell,
        long person,
        string issuer,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        return await new BindingsOf(cell, person).On(db).FirstOrDefaultAsync(b => b.Issuer == issuer, cancellation);
    }
}
