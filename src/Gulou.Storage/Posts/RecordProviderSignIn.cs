using System.Text.Json.Serialization;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Posts;

public enum RecordProviderSignInOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,

    /// <summary>No login is tied to that name; none is made.</summary>
    Unknown,
}

/// <summary>Writes down a sign-in for which an identity provider vouches, and begins its session.</summary>
public sealed record RecordProviderSignIn : Command<RecordProviderSignInOutcome>
{
    public required long PersonId { get; init; }
    public required string Issuer { get; init; }
    public required string Subject { get; init; }

    /// <summary>The provider says that a second factor was given, and the configuration trusts it.</summary>
    public required bool Verified { get; init; }

    [JsonIgnore]
    public required NewSession Session { get; init; }

    public override string Verb => "posts.provider-sign-in";

    public override string Capability => PostsCapabilities.SignIn;

    public override void Needs(World w)
    {
        OwnDoor.Needs(w, Cell, PersonId);
        w.All(BindingOf.For(w.Vault, Issuer, Subject));
        w.All(new SessionsOf(Cell, PersonId));
    }

    public override Target? Target(World w) => OwnDoor.Target(w, Cell, PersonId);

    public override RecordProviderSignInOutcome Decide(World w)
    {
        if (w.All(BindingOf.For(w.Vault, Issuer, Subject)) is not [var binding] || binding.PersonId != PersonId)
            return RecordProviderSignInOutcome.Unknown;
        Session.Begin(w, Cell, PersonId, Verified, byProvider: true);
        w.Subject = PersonId;
        return RecordProviderSignInOutcome.Done;
    }
}
