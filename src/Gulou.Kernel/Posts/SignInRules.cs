namespace Gulou.Kernel.Posts;

/// <summary>How people sign in, as the definitions say: who needs a second factor, how long sessions last.</summary>
/// <param name="SecondFactor">The posts that need a second factor.</param>
/// <param name="ByPost">The limits of sessions of those in a post.</param>
/// <param name="Villager">The limits for everyone else.</param>
public sealed record SignInRules(
    IReadOnlySet<string> SecondFactor,
    IReadOnlyDictionary<string, SessionLimits> ByPost,
    SessionLimits Villager
)
{
    /// <summary>Whether a post the actor holds on that day needs a second factor.</summary>
    public bool NeedsSecondFactor(Actor actor, DateOnly day) =>
        actor.Appointments.Any(a => a.InForce(day) && SecondFactor.Contains(a.Post));

    /// <summary>The shortest limits among the posts the actor holds on that day.</summary>
    public SessionLimits LimitsOf(Actor actor, DateOnly day)
    {
        var limits = Villager;
        foreach (var appointment in actor.Appointments.Where(a => a.InForce(day)))
        {
            if (ByPost.TryGetValue(appointment.Post, out var post))
                limits = new SessionLimits(Shorter(limits.Idle, post.Idle), Shorter(limits.Length, post.Length));
        }
        return limits;
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
