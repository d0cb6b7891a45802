using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Definitions;

namespace Gulou.Storage.Posts;

/// <summary>A session that a sign-in begins. Its token goes into the cookie; only the hash comes here.</summary>
/// <param name="Id">The session's id, made by the caller so that the cookie can name it.</param>
/// <param name="TokenHash">SHA-256 of the token.</param>
/// <param name="Device">Browser and system in words.</param>
/// <param name="At">The machine's time.</param>
public sealed record NewSession(long Id, byte[] TokenHash, string Device, Instant At)
{
    /// <summary>Adds it, and clears away those of the person that are over.</summary>
    internal void Begin(World w, int cell, long person, bool verified, bool byProvider)
    {
        var limits = w.Definitions.Get<SignInRules>().LimitsOf(w.Actor, w.Today);
        var open = new List<Session>();
        foreach (var session in w.All(new SessionsOf(cell, person)))
        {
            if (session.IsOpen(limits, At))
                open.Add(session);
            else
                w.Remove(session);
        }
        open.SkipLast(Session.Most - 1).ToList().ForEach(w.Remove);
        w.Add(
            new Session
            {
                Cell = cell,
                Id = Id,
                PersonId = person,
                TokenHash = TokenHash,
                Device = Device,
                Since = At,
                LastSeen = At,
                IsVerified = verified,
                ByProvider = byProvider,
            }
        );
    }
}
