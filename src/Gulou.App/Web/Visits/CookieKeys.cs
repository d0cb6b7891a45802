using System.Security.Cryptography;
using System.Xml.Linq;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Keys;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Gulou.App.Web.Visits;

/// <summary>
/// The keys that protect cookies and forms, in the database and sealed under the key file: all processes share them,
/// and neither a disk nor a backup shows them.
/// </summary>
internal sealed class CookieKeys(Tower tower) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = tower.Read();
        var found = new List<XElement>();
        foreach (var key in db.CookieKeys.OrderBy(k => k.Id).ToList())
        {
            if (Open(key.Content) is { } xml)
                found.Add(XElement.Parse(xml));
        }
        return found;
    }

    public void StoreElement(XElement element, string friendlyName) =>
        tower
            .Commands.RunAsync(
                Actor.System,
                new KeepCookieKey
                {
                    Id = ClientId.New(TimeProvider.System),
                    Cell = 0,
                    Xml = element.ToString(SaveOptions.DisableFormatting),
                }
            )
            .GetAwaiter()
            .GetResult();

    /// <summary>Null for one sealed under a key file that is no more: its cookies are worth nothing.</summary>
    private string? Open(byte[] content)
    {
        try
        {
            return tower.Vault.Open(Purpose.CookieKey, content);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
