using System.Globalization;
using System.Security.Cryptography;
using Gulou.Kernel.Posts;
using Microsoft.AspNetCore.DataProtection;

namespace Gulou.App.Web.Visits;

/// <summary>
/// A cookie by which a login knows a browser in which its person signed in before. It opens nothing; it only keeps
/// strangers' wrong tries from making the person wait. Another password ends it.
/// </summary>
internal static class KnownBrowser
{
    private const string Name = "browser";
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(180);

    public static bool Is(HttpContext context, Login login)
    {
        if (context.Request.Cookies[Name] is not { Length: > 0 } cookie)
            return false;
        try
        {
            return Protector(context).Unprotect(cookie) == Mark(login);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public static void Remember(HttpContext context, Login login) =>
        context.Response.Cookies.Append(
            Name,
            Protector(context).Protect(Mark(login)),
            new CookieOptions
            {
                MaxAge = Lasts,
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
            }
        );

    private static string Mark(Login login) =>
        string.Create(CultureInfo.InvariantCulture, $"{login.Cell}.{login.PersonId}.{login.Stamp}");

    private static IDataProtector Protector(HttpContext context) =>
        context.RequestServices.GetDataProtector("known-browser");
}
