using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;

namespace Gulou.App.Web;

/// <summary>How a reader wants pages to look, in cookies: it works before signing in and without script.</summary>
/// <param name="Theme"><c>light</c>, <c>dark</c>, or <c>auto</c>: as the device is set.</param>
/// <param name="Big">Large text.</param>
public sealed record Preferences(string Theme, bool Big)
{
    public const string LanguageCookie = "lang";
    private const string ThemeCookie = "theme";
    private const string BigCookie = "big";
    private static readonly string[] Themes = ["auto", "dark", "light"];

    /// <summary>The preferences sent with a request.</summary>
    public static Preferences Of(HttpRequest request) =>
        new(
            Themes.Contains(request.Cookies[ThemeCookie]) ? request.Cookies[ThemeCookie]! : Themes[0],
            request.Cookies[BigCookie] == "1"
        );

    /// <summary>The theme that the switch leads to: auto, dark, light and round again.</summary>
    public string NextTheme => Themes[(Array.IndexOf(Themes, Theme) + 1) % Themes.Length];

    /// <summary>The language of the switch: the other one.</summary>
    public static string OtherLanguage =>
        Languages.All.First(language => language != CultureInfo.CurrentUICulture.Name);

    /// <summary>Where the reader is, for coming back: the address asked for, also on an error page.</summary>
    public static string Here(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is { } failed
            ? failed.OriginalPath + failed.OriginalQueryString
        : context.Features.Get<IExceptionHandlerPathFeature>() is { } thrown ? thrown.Path
        : context.Request.Path + context.Request.QueryString;

    /// <summary>The link that sets one preference and comes back.</summary>
    public static string Link(HttpContext context, string name, string value) =>
        name == LanguageCookie
            ? $"/lang?to={value}&back={Uri.EscapeDataString(Here(context))}"
            : $"/look?{name}={value}&back={Uri.EscapeDataString(Here(context))}";

    /// <summary>The two addresses that set preferences.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/lang", SetLanguage).ExcludeFromDescription().AllowAnonymous();
        routes.MapGet("/look", SetLook).ExcludeFromDescription().AllowAnonymous();
    }

    private static IResult SetLanguage(HttpContext context, string? to, string? back)
    {
        if (Languages.All.Contains(to))
        {
            Keep(context, LanguageCookie, to!);
        }

        return Results.LocalRedirect(LocalPath.OrHome(back));
    }

    private static IResult SetLook(HttpContext context, string? theme, string? big, string? back)
    {
        if (Themes.Contains(theme))
        {
            Keep(context, ThemeCookie, theme!);
        }

        if (big is "0" or "1")
        {
            Keep(context, BigCookie, big);
        }

        return Results.LocalRedirect(LocalPath.OrHome(back));
    }

    private static void Keep(HttpContext context, string name, string value) =>
        context.Response.Cookies.Append(
            name,
            value,
            new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
            }
        );
}
