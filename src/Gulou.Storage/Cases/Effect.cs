using Gulou.Kernel.Cases;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

/// <summary>
/// Something a flow does in the registers or the ledger when an answer is given: named in definitions, written in C#,
/// registered by an area's manifest. It is part of the command that gives the answer: its needs are loaded with the
/// command's, and what it refuses refuses the command.
/// </summary>
public abstract class Effect
{
    /// <summary>Its name and what it takes, by which definitions are checked.</summary>
    public abstract EffectShape Shape { get; }

    /// <summary>Asks for all that <see cref="Apply"/> will read; called again until it asks for nothing new.</summary>
    public virtual void Needs(World w, EffectCall call) { }

    /// <summary>Does it; null when done, else why not.</summary>
    public abstract EffectRefusal? Apply(World w, EffectCall call);
}

/// <summary>One call of an effect.</summary>
/// <param name="Case">The case; when filing, as it will be.</param>
/// <param name="With">The arguments.</param>
/// <param name="Id">An id of its own for what it records, the same again when the command is sent again.</param>
public sealed record EffectCall(CaseRecord Case, IReadOnlyDictionary<string, FormValue> With, ClientId Id)
{
    /// <summary>A fixed word or a chosen one.</summary>
    public string? Word(string name) => With.GetValueOrDefault(name)?.Word;

    /// <summary>A number, or yuan.</summary>
    public decimal? Number(string name) => With.GetValueOrDefault(name)?.Size;

    /// <summary>A day.</summary>
    public DateOnly? Day(string name) => (With.GetValueOrDefault(name) as DateValue)?.Day;

    /// <summary>A person, household, place or rule.</summary>
    public long? Thing(string name) => (With.GetValueOrDefault(name) as IdValue)?.Id;
}

/// <summary>Why an effect was not done.</summary>
/// <param name="Text">The key of a sentence that says so and what to do.</param>
/// <param name="Args">What it needs.</param>
public sealed record EffectRefusal(string Text, params object[] Args);

/// <summary>All effects by name.</summary>
public sealed class Effects
{
    private readonly Dictionary<string, Effect> byName;

    /// <param name="effects">The kernel's are added to these.</param>
    public Effects(IEnumerable<Effect> effects) =>
        byName = effects.Append(new SetLimit()).ToDictionary(effect => effect.Shape.Name);

    /// <summary>What definitions may name, by name.</summary>
    public IReadOnlyDictionary<string, EffectShape> Shapes =>
        byName.ToDictionary(pair => pair.Key, pair => pair.Value.Shape);

    /// <exception cref="InvalidOperationException">There is none; definitions are checked first.</exception>
    public Effect this[string name] =>
        byName.GetValueOrDefault(name) ?? throw new InvalidOperationException($"there is no effect {name}");
}
