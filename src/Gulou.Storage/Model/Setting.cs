namespace Gulou.Storage.Model;

/// <summary>A fact about the database as a whole, such as that it is a demo for ever.</summary>
public sealed class Setting
{
    public const string Demo = "demo";
    public const string ClockAhead = "clock-ahead";

    public required string Name { get; set; }
    public required string Value { get; set; }
}
