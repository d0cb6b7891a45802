using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;

namespace Gulou.Storage.Posts;

public static class LoginName
{
    public static byte[] Hash(Vault vault, string name) => vault.Hash(Purpose.LoginName, name.Trim());
}

public static class Passwords
{
    public static bool Check(string? hash, string password) => hash == password;
}

public enum RecordSignInOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
}

public sealed record RecordSignIn : Command<RecordSignInOutcome>
{
    public required byte[] NameHash { get; init; }
    public required bool Succeeded { get; init; }
    public override string Verb => "posts.sign-in";
    public override string Capability => Capabilities.None;

    public override void Needs(World w) { }

    public override Target? Target(World w) => null;

    public override RecordSignInOutcome Decide(World w) => default;
}
