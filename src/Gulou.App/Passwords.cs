using Gulou.Kernel.Posts;
using Microsoft.AspNetCore.Identity;

namespace Gulou.App;

/// <summary>Salted, slow hashes of passwords, by ASP.NET Identity's hasher.</summary>
public static class Passwords
{
    private static readonly PasswordHasher<Login> Hasher = new();

    /// <summary>Compared against when there is no such login, so that the answer takes as long.</summary>
    private static readonly Lazy<string> Nobody = new(() => Hash("nobody has this password"));

    /// <summary>What a new password must be.</summary>
    public static PasswordRule Rule => ReadRule.Value;

    private static readonly Lazy<PasswordRule> ReadRule = new(() =>
    {
        using var common = File.OpenText(Tower.Shipped("data/common-passwords.txt"));
        return PasswordRule.Load(common);
    });

    public static string Hash(string password) => Hasher.HashPassword(null!, password);

    /// <summary>Whether the password belongs to the hash; false for no hash.</summary>
    public static bool Check(string? hash, string password) =>
        Hasher.VerifyHashedPassword(null!, hash ?? Nobody.Value, password) != PasswordVerificationResult.Failed
        && hash is not null;
}
