using System.Security.Cryptography;
using System.Text;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Storage.Cases;

/// <summary>A definition's text as cases of a cell run by it; kept for as long as there is one.</summary>
public sealed class CaseText
{
    public int Cell { get; set; }

    /// <summary>SHA-256 of key and text.</summary>
    public byte[] Hash { get; set; } = [];

    /// <summary>The definition's key.</summary>
    public required string Type { get; set; }

    public required string Text { get; set; }

    public static byte[] HashOf(string type, string text) => SHA256.HashData(Encoding.UTF8.GetBytes($"{type}\n{text}"));
}

/// <summary>A text by the hexadecimal form of its hash.</summary>
internal sealed record TextWith(int Cell, string Hash) : Query<CaseText>
{
    public override IQueryable<CaseText> On(GulouDb db)
    {
        var hash = Convert.FromHexString(Hash);
        return db.Set<CaseText>().Where(t => t.Cell == Cell && t.Hash == hash);
    }
}
