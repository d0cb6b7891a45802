using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gulou.Kernel.Cases;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;

namespace Gulou.Storage.Commands;

/// <summary>
/// A change someone asks for. Page, API, CLI and clock all ask by handing one to <see cref="CommandPath"/>, which loads
/// what it <see cref="Needs"/>, lets it decide, and writes the result, its audit record and its idempotency record in
/// one transaction.
/// </summary>
public abstract record Command
{
    private static readonly JsonSerializerOptions Canonical = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepWhatIsGiven } },
        Converters =
        {
            new Plain<PlaceKey>(key => key.ToString()),
            new Plain<ClientId>(id => id.ToString()),
            new Plain<CitizenId>(number => number.Value),
            new Plain<MobilePhone>(phone => phone.Value),
            new Plain<FormValues>(FormJson.Write),
        },
    };

    /// <summary>Made by the caller, one per attempt: sent again, the first answer comes back.</summary>
    [JsonIgnore]
    public required ClientId Id { get; init; }

    /// <summary>The cell of everything it touches.</summary>
    public required int Cell { get; init; }

    /// <summary>What is done, as a stable word such as <c>shop.redeem</c>; the audit keeps it.</summary>
    [JsonIgnore]
    public abstract string Verb { get; }

    /// <summary>Which capability it takes; <see cref="Capabilities.None"/> for the few that anyone may use.</summary>
    [JsonIgnore]
    public abstract string Capability { get; }

    /// <summary>Words beside the audit record, such as a reason; may be personal and can be erased.</summary>
    [JsonIgnore]
    public virtual string? Remark => null;

    /// <summary>
    /// True when the decision itself recognises what was done before (and sets <see cref="World.Replayed"/>): entries,
    /// whose ids the ledger keeps. All other commands are compared by their <see cref="Content"/>.
    /// </summary>
    [JsonIgnore]
    public virtual bool KnowsReplays => false;

    /// <summary>
    /// True when it may move places or households on the map, so that scopes of many rows change at once. It runs in a
    /// group of its own, and nobody who read an old scope may write it behind its back.
    /// </summary>
    [JsonIgnore]
    public virtual bool RedrawsMap => false;

    /// <summary>
    /// True for work of many rows that takes a good part of a second: others do not wait for it and for what came
    /// before it as well.
    /// </summary>
    [JsonIgnore]
    public virtual bool StandsAlone => RedrawsMap;

    /// <summary>
    /// False for the few changes that say nothing worth keeping, such as that a session is still in use: a record of
    /// each would be a diary of a person's day. They must be harmless when done twice.
    /// </summary>
    [JsonIgnore]
    public virtual bool LeavesTrace => true;

    /// <summary>
    /// Asks the world for all that <see cref="Target"/> and the decision will read. Called again after each loading
    /// until it asks for nothing new, so that one thing found may lead to the next.
    /// </summary>
    public abstract void Needs(World w);

    /// <summary>
    /// What it is done to, for the access rule; null when that was not found, and then nothing is allowed.
    /// </summary>
    public abstract Target? Target(World w);

    /// <summary>
    /// All that makes two requests the same. Hashed with a key, since it may hold personal data.
    /// </summary>
    public virtual byte[] Content() => JsonSerializer.SerializeToUtf8Bytes(this, GetType(), Canonical);

    /// <summary>What follows from the rest is left out; nothing is required, since nothing is read back.</summary>
    private static void KeepWhatIsGiven(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].AttributeProvider is PropertyInfo { CanWrite: false })
                type.Properties.RemoveAt(i);
            else
                type.Properties[i].IsRequired = false;
        }
    }

    /// <summary>A value as one text: its computed properties are no content.</summary>
    private sealed class Plain<T>(Func<T, string> text) : JsonConverter<T>
        where T : notnull
    {
        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(text(value));

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("a command's content is only written");
    }
}

/// <summary>
/// A command with its closed list of outcomes: success is the first member (0), then <c>NotAllowed</c>, then
/// <c>IdUsedWithOtherContent</c>, then the rest in order of precedence.
/// </summary>
public abstract record Command<TOutcome> : Command
    where TOutcome : struct, Enum
{
    /// <summary>
    /// Decides on what was loaded, and on nothing else: no I/O, no clock. What it adds, changes or posts in the world
    /// is written only if the answer is success.
    /// </summary>
    public abstract TOutcome Decide(World w);
}

/// <summary>Capabilities with a meaning of their own.</summary>
public static class Capabilities
{
    /// <summary>Open to anyone, signed in or not.</summary>
    public const string None = "";
}

/// <summary>What became of a command.</summary>
/// <param name="Outcome">The first outcome that applies.</param>
/// <param name="Subject">The record it made or changed, when done.</param>
/// <param name="Replayed">True when the same command had been done before; nothing was written.</param>
/// <param name="Args">What the outcome's sentence needs, such as the points available.</param>
public sealed record Answer<TOutcome>(TOutcome Outcome, long Subject, bool Replayed, IReadOnlyList<object> Args)
    where TOutcome : struct, Enum
{
    public bool IsDone => Convert.ToInt32(Outcome, null) == 0;
}

/// <summary>The members every outcome list shares, found once by name.</summary>
internal static class Outcomes<TOutcome>
    where TOutcome : struct, Enum
{
    public static readonly TOutcome NotAllowed = Enum.Parse<TOutcome>("NotAllowed");
    public static readonly TOutcome IdUsedWithOtherContent = Enum.Parse<TOutcome>("IdUsedWithOtherContent");
}
