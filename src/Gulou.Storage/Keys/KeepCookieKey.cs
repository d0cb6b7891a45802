using System.Text.Json.Serialization;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Gulou.Storage.Settings;

namespace Gulou.Storage.Keys;

public enum KeepCookieKeyOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
}

/// <summary>Keeps a key of the web front for all its processes, sealed. Only the system does.</summary>
public sealed record KeepCookieKey : Command<KeepCookieKeyOutcome>
{
    /// <summary>The key as XML.</summary>
    [JsonIgnore]
    public required string Xml { get; init; }

    public override string Verb => "settings.cookie-key";

    public override string Capability => SetSetting.Set;

    public override void Needs(World w) { }

    public override Target? Target(World w) => new(PlaceKey.Everywhere);

    public override KeepCookieKeyOutcome Decide(World w)
    {
        var key = new CookieKey { Id = w.NewId(), Content = w.Vault.Seal(Purpose.CookieKey, Xml) };
        w.Add(key);
        w.Subject = key.Id;
        return KeepCookieKeyOutcome.Done;
    }
}
