using System.Security.Cryptography;

namespace Gulou.App.Web.Posts;

/// <summary>A first password that can be read out and typed: no letter that is mistaken for another.</summary>
internal static class InitialPassword
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Group = 4;
    private const int Groups = 3;

    /// <summary>Three groups of four, about 59 bits.</summary>
    public static string Make() =>
        string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters, Group)));
}
