using System.Net;
using System.Net.Sockets;

namespace Gulou.App.Doctor;

/// <summary>Whether the addresses to be served can be had.</summary>
internal static class PortsCheck
{
    public static void Run(Patient patient, List<Finding> findings)
    {
        foreach (var url in patient.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            // Kestrel takes a star for every address.
            var plain = url.Replace("*", "0.0.0.0").Replace("+", "0.0.0.0");
            findings.Add(
                Uri.TryCreate(plain, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                    ? Try(uri, url)
                    : Finding.Fault("url-wrong", url)
            );
        }
    }

    private static Finding Try(Uri uri, string url)
    {
        var address = IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) ? ip : IPAddress.Loopback;
        using var listener = new TcpListener(address, uri.Port);
        try
        {
            listener.Start();
            return Finding.Ok("port-free", url);
        }
        catch (SocketException taken)
        {
            return taken.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => Finding.Warning("port-taken", url),
                SocketError.AccessDenied => Finding.Fault("port-denied", url),
                _ => Finding.Fault("port-wrong", url, taken.Message),
            };
        }
    }
}
