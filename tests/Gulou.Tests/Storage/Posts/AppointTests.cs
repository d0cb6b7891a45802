using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Posts;

namespace Gulou.Tests.Storage.Posts;

public sealed class AppointTests
{
    private const long Township = 21;
    private const long Her = 31;

    private static Appoint Command { get; } =
        new()
        {
            Id = Worlds.NewId(),
            Cell = Worlds.Cell,
            PlaceId = Township,
            PersonCell = 9,
            PersonId = Her,
            Post = "township-clerk",
            From = Worlds.Today,
            Document = " 台委〔2026〕3号 ",
        };

    public static TheoryData<Appoint, AppointOutcome> Refusals =>
        new()
        {
            { Command with { PersonId = 44, Post = "king" }, AppointOutcome.PersonGone },
            { Command with { Post = "king", To = Worlds.Today }, AppointOutcome.PostUnknown },
            { Command with { Post = PostCatalog.Villager }, AppointOutcome.PostUnknown },
            { Command with { Post = "administrator", To = Worlds.Today }, AppointOutcome.NotAtThisLevel },
            { Command with { To = Worlds.Today }, AppointOutcome.EndsBeforeItBegins },
        };

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public void What_is_wrong_is_named(Appoint command, AppointOutcome outcome) =>
        Assert.Equal(outcome, command.DecideIn(World(command)));

    [Fact]
    public void Nobody_appoints_oneself()
    {
        var w = World(Command, new Actor { PersonId = Her });
        Assert.Equal(AppointOutcome.Oneself, Command.DecideIn(w));
    }

    [Theory]
    [InlineData(-60, -30, 0, null, true)]
    [InlineData(-60, 0, 0, null, true)]
    [InlineData(-60, 1, 0, null, false)]
    [InlineData(-60, null, 0, null, false)]
    [InlineData(30, null, 0, 30, true)]
    [InlineData(30, null, 0, 31, false)]
    [InlineData(30, null, 0, null, false)]
    public void The_same_post_is_not_held_twice_at_a_time(int from, int? to, int newFrom, int? newTo, bool possible)
    {
        var command = Command with { From = Day(newFrom)!.Value, To = Day(newTo) };
        var held = new Appointment
        {
            Post = "township-clerk",
            PlaceId = Township,
            From = Day(from)!.Value,
            To = Day(to),
        };
        Assert.Equal(
            possible ? AppointOutcome.Done : AppointOutcome.InPostAlready,
            command.DecideIn(World(command, null, held))
        );
    }

    [Fact]
    public void An_appointment_lies_in_the_cell_of_its_place()
    {
        var w = World(Command);
        Assert.Equal(AppointOutcome.Done, Command.DecideIn(w));
        var made = Assert.Single(w.Added<Appointment>());
        Assert.Equal((Worlds.Cell, Her, "台委〔2026〕3号"), (made.Cell, made.PersonId, made.Document));
        Assert.Equal(PlaceKey.FromCode("522630101000"), made.Scope);
    }

    private static DateOnly? Day(int? days) => days is { } d ? Worlds.Today.AddDays(d) : null;

    private static World World(Appoint command, Actor? actor = null, params Appointment[] held)
    {
        var w = Worlds.Of(command, actor);
        w.Given<Place>(Worlds.Cell, Township, Worlds.Division(Township, "522630101000", "台拱镇"));
        w.Given(9, command.PersonId, command.PersonId == Her ? new Person { Name = "杨秀英" } : null);
        w.Given(new AppointmentsOf(Worlds.Cell, command.PersonId), held);
        return w;
    }
}
