using Gulou.Kernel.Audit;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Ledger;

namespace Gulou.StorageTests.Ledger;

public enum StepOutcome
{
    Done,
    NotAllowed,
    IdUsedWithOtherContent,
    LaterEffectRefused,
}

/// <summary>Moves an amount and adds a row, and is refused after that.</summary>
internal sealed record MoveThenFail(Entry Entry) : Command<StepOutcome>
{
    public override string Verb => "test.move-then-fail";

    public override string Capability => "test";

    public override void Needs(World w) => PostEntry.Needs(w, Entry);

    public override Target? Target(World w) => new(House.Scope);

    public override StepOutcome Decide(World w)
    {
        w.Add(
            new Remark
            {
                Cell = Cell,
                CommandId = Id,
                Text = "a trace",
            }
        );
        return w.Post(Entry).Outcome == PostOutcome.Done ? StepOutcome.LaterEffectRefused : StepOutcome.Done;
    }
}

/// <summary>A door that a command waits at, so that others gather behind it.</summary>
internal sealed class Slow
{
    private readonly TaskCompletionSource door = new();

    public void Open() => door.SetResult();

    public void Pass() => door.Task.Wait(TimeSpan.FromMinutes(1));
}

/// <summary>Waits at a door while it decides.</summary>
internal sealed record Blocked(Slow Door) : Command<StepOutcome>
{
    public override string Verb => "test.blocked";

    public override string Capability => "test";

    public override byte[] Content() => [];

    public override void Needs(World w) { }

    public override Target? Target(World w) => new(House.Scope);

    public override StepOutcome Decide(World w)
    {
        Door.Pass();
        return StepOutcome.Done;
    }
}

/// <summary>Moves an amount and then breaks.</summary>
internal sealed record Buggy(long From, long To) : Command<StepOutcome>
{
    public override string Verb => "test.buggy";

    public override string Capability => "test";

    public override void Needs(World w)
    {
        w.Account(Cell, From);
        w.Account(Cell, To);
    }

    public override Target? Target(World w) => new(House.Scope);

    public override StepOutcome Decide(World w)
    {
        var entry = new Entry
        {
            Id = Id,
            Cell = Cell,
            Reason = "test.buggy",
            EffectiveOn = w.Today,
            Place = 1,
            Scope = House.Scope,
            Legs = [new Leg(From, 1, -100), new Leg(To, 1, 100)],
        };
        w.Post(entry);
        var zero = (int)(w.Book.Find(Cell, From)!.HeldIn);
        return (StepOutcome)(1 / zero);
    }
}
