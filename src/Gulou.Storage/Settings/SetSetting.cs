using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Storage.Settings;

public enum SetSettingOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    DemoIsForEver,
}

/// <summary>Sets a fact about the database as a whole. Only the system does.</summary>
public sealed record SetSetting : Command<SetSettingOutcome>
{
    /// <summary>Given to no post.</summary>
    public const string Set = "settings.set";

    public required string Name { get; init; }
    public required string Value { get; init; }

    public override string Verb => Set;

    public override string Capability => Set;

    public override void Needs(World w) => w.All(new SettingNamed(Name));

    public override Target? Target(World w) => new(PlaceKey.Everywhere);

    public override SetSettingOutcome Decide(World w)
    {
        if (w.All(new SettingNamed(Name)) is not [var setting])
            w.Add(new Setting { Name = Name, Value = Value });
        else if (Name == Setting.Demo)
            return SetSettingOutcome.DemoIsForEver;
        else
            setting.Value = Value;
        return SetSettingOutcome.Done;
    }
}

/// <summary>One setting.</summary>
public sealed record SettingNamed(string Name) : Query<Setting>
{
    public override IQueryable<Setting> On(GulouDb db) => db.Settings.Where(s => s.Name == Name);
}
