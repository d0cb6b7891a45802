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

/// <summary>
/// Gives a login another password. All its sessions end but the one in which its own person changes it, and so does a
/// wait after wrong tries. What someone else gives is to be changed at the next sign-in.
/// </summary>
public sealed record SetPassword : Command<SetPasswordOutcome>
{
    public required long PersonId { get; init; }

    /// <summary>The session that stays: the person's own, in which the password is changed.</summary>
    public long? Keep { get; init; }

    /// <summary>As in <see cref="CreateLogin"/>.</summary>
    [JsonIgnore]
    public required string PasswordHash { get; init; }

    public override string Verb => "posts.set-password";

    public override string Capability => PostsCapabilities.Password;

    public override void Needs(World w)
    {
        w.All(new LoginsOf(Cell, PersonId));
        w.One<Person>(Cell, PersonId);
        w.All(new SessionsOf(Cell, PersonId));
    }

    public override Target? Target(World w) => w.One<Person>(Cell, PersonId)?.AsTarget();

    public override SetPasswordOutcome Decide(World w)
    {
        if (w.All(new LoginsOf(Cell, PersonId)) is not [var login, ..])
            return SetPasswordOutcome.NoLogin;
        var own = w.Actor.PersonId == PersonId;
        login.SetPassword(PasswordHash, mustChange: !own, w.NewId());
        OwnDoor.EndSessions(w, Cell, PersonId, own ? Keep : null);
        w.Subject = PersonId;
        return SetPasswordOutcome.Done;
    }
}
