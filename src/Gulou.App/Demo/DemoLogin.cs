namespace Gulou.App.Demo;

/// <summary>A sign-in the demo offers for a post.</summary>
/// <param name="Name">The sign-in name.</param>
/// <param name="Post">The post's key; empty for a villager.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="Place">Where.</param>
public sealed record DemoLogin(string Name, string Post, string Person, string Place)
{
    /// <summary>The same for all: the demo listens on this machine alone and holds no real person.</summary>
    public const string Password = "gulou-demo";
}
