using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;

namespace Gulou.Tests.Kernel.Posts;

public sealed class SignInRulesTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly SessionLimits Days = new(TimeSpan.FromDays(30), TimeSpan.FromDays(90));
    private static readonly SessionLimits Office = new(TimeSpan.FromHours(1), TimeSpan.FromHours(12));
    private static readonly SessionLimits Admin = new(TimeSpan.FromHours(2), TimeSpan.FromHours(8));

    private static readonly SignInRules Rules = new(
        new HashSet<string> { "administrator" },
        new Dictionary<string, SessionLimits> { ["clerk"] = Office, ["administrator"] = Admin },
        Days
    );

    [Fact]
    public void The_shortest_limits_of_all_posts_in_force_count()
    {
        Assert.Equal(Days, Rules.LimitsOf(Holder(), Today));
        Assert.Equal(Office, Rules.LimitsOf(Holder("clerk"), Today));
        Assert.Equal(
            new SessionLimits(Office.Idle, Admin.Length),
            Rules.LimitsOf(Holder("clerk", "administrator"), Today)
        );
        Assert.Equal(Days, Rules.LimitsOf(Holder("panel-member"), Today));
        Assert.Equal(Days, Rules.LimitsOf(Holder("clerk"), Today.AddDays(-1)));
    }

    [Fact]
    public void A_post_in_force_needs_a_second_factor_and_one_to_come_does_not()
    {
        Assert.True(Rules.NeedsSecondFactor(Holder("clerk", "administrator"), Today));
        Assert.False(Rules.NeedsSecondFactor(Holder("administrator"), Today.AddDays(-1)));
        Assert.False(Rules.NeedsSecondFactor(Holder("clerk"), Today));
    }

    [Fact]
    public void A_session_ends_for_idling_and_for_length()
    {
        var start = Instant.StartOf(Today);
        var session = new Session
        {
            TokenHash = [],
            Device = "",
            Since = start,
            LastSeen = start,
        };
        Assert.True(session.IsOpen(Office, new Instant(start.Plus(Office.Idle).Micros - 1)));
        Assert.False(session.IsOpen(Office, start.Plus(Office.Idle)));
        session.LastSeen = start.Plus(TimeSpan.FromHours(11.5));
        Assert.True(session.IsOpen(Office, new Instant(start.Plus(Office.Length).Micros - 1)));
        Assert.False(session.IsOpen(Office, start.Plus(Office.Length)));
    }

    private static Actor Holder(params string[] posts) =>
        new()
        {
            PersonId = 5,
            Appointments =
            [
                .. posts.Select(post => new Appointment
                {
                    Post = post,
                    Scope = PlaceKey.FromCode("522630"),
                    From = Today,
                }),
            ],
        };
}
