using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Gulou.Kernel.Posts;
using Microsoft.AspNetCore.WebUtilities;

namespace Gulou.App.Web.Visits;

/// <summary>What a cookie carries: which session, and the token that only this browser holds.</summary>
internal sealed record Ticket(int Cell, long Session, byte[] Token)
{
    private const int TokenBytes = 32;
    private const string CellClaim = "cell";
    private const string SessionClaim = "session";
    private const string TokenClaim = "token";

    /// <summary>A ticket for a session that is about to begin.</summary>
    public static Ticket New(int cell, long session) => new(cell, session, RandomNumberGenerator.GetBytes(TokenBytes));

    /// <summary>What the session's row keeps of the token.</summary>
    public byte[] TokenHash => SHA256.HashData(Token);

    public static Ticket? Of(ClaimsPrincipal user) =>
        int.TryParse(user.FindFirstValue(CellClaim), CultureInfo.InvariantCulture, out var cell)
        && long.TryParse(user.FindFirstValue(SessionClaim), CultureInfo.InvariantCulture, out var session)
        && user.FindFirstValue(TokenClaim) is { } token
            ? new Ticket(cell, session, WebEncoders.Base64UrlDecode(token))
            : null;

    /// <summary>Whether it opens this session.</summary>
    public bool Opens(Session session) => CryptographicOperations.FixedTimeEquals(TokenHash, session.TokenHash);

    public ClaimsPrincipal ToPrincipal() =>
        new(
            new ClaimsIdentity(
                [
                    new Claim(CellClaim, Cell.ToString(CultureInfo.InvariantCulture)),
                    new Claim(SessionClaim, Session.ToString(CultureInfo.InvariantCulture)),
                    new Claim(TokenClaim, WebEncoders.Base64UrlEncode(Token)),
                    // By this the limit on writes tells one session from another.
                    new Claim(ClaimTypes.NameIdentifier, Session.ToString(CultureInfo.InvariantCulture)),
                ],
                Visitor.Scheme
            )
        );
}
