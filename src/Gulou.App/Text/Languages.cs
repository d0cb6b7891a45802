using Microsoft.Net.Http.Headers;

namespace Gulou.App;

/// <summary>The two languages of the program and the choice between them.</summary>
public static class Languages
{
    public const string Chinese = "zh-CN";
    public const string English = "en";

    /// <summary>All languages, the default first.</summary>
    public static IReadOnlyList<string> All { get; } = [Chinese, English];

    /// <summary>The reader's own choice, else the first language of the browser that we have, else Chinese.</summary>
    public static string Choose(string? chosen, string? acceptLanguage)
    {
        if (All.Contains(chosen))
        {
            return chosen!;
        }

        if (!StringWithQualityHeaderValue.TryParseList([acceptLanguage ?? ""], out var wishes))
        {
            return Chinese;
        }

        return wishes
                .Where(wish => wish.Quality is not 0)
                .OrderByDescending(wish => wish.Quality ?? 1)
                .Select(wish => Match(wish.Value.Value ?? ""))
                .FirstOrDefault(match => match is not null)
            ?? Chinese;
    }

    private static string? Match(string tag) =>
        All.FirstOrDefault(language =>
            tag.Split('-')[0].Equals(language.Split('-')[0], StringComparison.OrdinalIgnoreCase)
        );
}
