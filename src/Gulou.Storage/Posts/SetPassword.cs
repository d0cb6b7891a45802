using System.Text.Json.Serialization;
using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.People;

namespace Gulou.Storage.Posts;

public enum SetPasswordOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    NoLogin,
}

/// <summary>Gives a login another password; all its sessions end, and a lock with them.</summary>
public sealed record SetPassword : Command<SetPasswordOutcome>
{
    public required long PersonId { get; init; }

    /// <summary>As in <see cref="CreateLogin"/>.</summary>
    [JsonIgnore]
    public required string PasswordHash { get; init; }

    public override string Verb => "posts.set-password";

    public override string Capability => PostsCapabilities.Password;

    public override void Needs(World w)
    {
        w.One<Person>(Cell, PersonId);
        w.All(new LoginsOf(Cell, PersonId));
    }

    public override Target? Target(World w) => w.One<Person>(Cell, PersonId)?.AsTarget();

    public override SetPasswordOutcome Decide(World w)
    {
        if (w.All(new LoginsOf(Cell, PersonId)) is not [var login, ..])
            return SetPasswordOutcome.NoLogin;
        login.PasswordHash = PasswordHash;
        login.Stamp = w.NewId();
        (login.Failures, login.LockedUntil) = (0, null);
        w.Subject = PersonId;
        return SetPasswordOutcome.Done;
    }
}
