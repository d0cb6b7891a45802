using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.People;

namespace Gulou.Storage.Posts;

public enum ResetSecondFactorOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,

    /// <summary>Nobody takes away his or her own: another does, or the operator at the machine.</summary>
    Oneself,
    ReasonMissing,
    NoLogin,
    NoFactor,
}

/// <summary>
/// Takes away the second factor of someone who lost phone and recovery codes. All sessions end, and the person is told
/// at the next sign-in.
/// </summary>
public sealed record ResetSecondFactor : Command<ResetSecondFactorOutcome>
{
    public required long PersonId { get; init; }

    /// <summary>Why, and how it was made sure who asked; at most 200 characters.</summary>
    public required string Reason { get; init; }

    public override string Verb => "posts.reset-second-factor";

    public override string Capability => PostsCapabilities.ResetFactor;

    public override string? Remark => Reason.Trim();

    public override void Needs(World w)
    {
        w.All(new LoginsOf(Cell, PersonId));
        w.One<Person>(Cell, PersonId);
        w.All(new SessionsOf(Cell, PersonId));
        w.One<SecondFactor>(Cell, PersonId);
    }

    public override Target? Target(World w) => w.One<Person>(Cell, PersonId)?.AsTarget();

    public override ResetSecondFactorOutcome Decide(World w)
    {
        if (w.Actor.PersonId == PersonId)
            return ResetSecondFactorOutcome.Oneself;
        if (Reason.Trim().Length is 0 or > 200)
            return ResetSecondFactorOutcome.ReasonMissing;
        if (OwnDoor.Login(w, Cell, PersonId) is not { } login)
            return ResetSecondFactorOutcome.NoLogin;
        if (w.One<SecondFactor>(Cell, PersonId) is not { } factor)
            return ResetSecondFactorOutcome.NoFactor;
        w.Remove(factor);
        OwnDoor.EndSessions(w, Cell, PersonId, keep: null);
        login.FactorResetAt = w.Now;
        w.Subject = PersonId;
        return ResetSecondFactorOutcome.Done;
    }
}
