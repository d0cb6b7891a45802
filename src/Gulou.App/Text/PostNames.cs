using System.Globalization;
using Gulou.Kernel.Posts;

namespace Gulou.App;

/// <summary>Posts by their names in the reader's language; the definitions bring both.</summary>
public static class PostNames
{
    /// <summary>A post's name; an empty key is the villager's, one no longer defined shows itself.</summary>
    public static string NameOf(this PostCatalog posts, string key) =>
        posts.Find(key.Length == 0 ? PostCatalog.Villager : key) is not { } post ? key
        : CultureInfo.CurrentUICulture.Name == Languages.English ? post.NameEn
        : post.NameZh;
}
