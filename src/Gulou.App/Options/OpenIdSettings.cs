namespace Gulou.App.Options;

/// <summary>
/// An identity provider people may sign in with, from the configuration's section <c>OpenId</c>.
/// </summary>
public sealed record OpenIdSettings
{
    /// <summary>The provider's address, as its own description names it; https, but for one on this machine.</summary>
    public required string Authority { get; init; }

    public required string ClientId { get; init; }

    /// <summary>The client's secret; read from the file that <c>SecretFile</c> names, never from an argument.</summary>
    public required string Secret { get; init; }

    /// <summary>Which claim names the person at the provider.</summary>
    public string Claim { get; init; } = "sub";

    /// <summary>What to ask for besides <c>openid</c>, if the claim takes it.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>What people call the provider.</summary>
    public string Name { get; init; } = "OpenID";

    /// <summary>
    /// Values of <c>amr</c> or <c>acr</c> by which the provider vouches for a second factor; none are trusted unless
    /// named.
    /// </summary>
    public IReadOnlyList<string> TrustedFactors { get; init; } = [];

    /// <exception cref="OptionException">The section is there but incomplete.</exception>
    public static OpenIdSettings? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("OpenId");
        if (!section.Exists())
            return null;
        return new OpenIdSettings
        {
            Authority = Needed(section, "Authority"),
            ClientId = Needed(section, "ClientId"),
            Secret = Secretly(Needed(section, "SecretFile")),
            Claim = section["Claim"] ?? "sub",
            Scopes = ProgramOptions.Words(configuration, "OpenId:Scopes"),
            Name = section["Name"] ?? "OpenID",
            TrustedFactors = ProgramOptions.Words(configuration, "OpenId:TrustedFactors"),
        };
    }

    /// <summary>What a file holds; one that cannot be read is a setting that is wrong.</summary>
    private static string Secretly(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new OptionException("OpenId:SecretFile", file);
        }
    }

    private static string Needed(IConfigurationSection section, string key) =>
        section[key] is { Length: > 0 } value ? value : throw new OptionException($"OpenId:{key}", "");
}
