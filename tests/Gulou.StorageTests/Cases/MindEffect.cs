using Gulou.Kernel.Cases;
using Gulou.Storage.Cases;
using Gulou.Storage.Commands;

namespace Gulou.StorageTests.Cases;

/// <summary>An effect for tests: refuses one word, bursts at another, and does nothing else.</summary>
internal sealed class MindEffect : Effect
{
    public const string Refused = "refuse me";
    public const string Bursts = "burst";

    public override EffectShape Shape { get; } =
        new("test.mind", [new EffectParameter("what", [FieldKind.Text], Required: true)]);

    public override EffectRefusal? Apply(World w, EffectCall call) =>
        call.Word("what") switch
        {
            Refused when call.Case.State == "asked" => new EffectRefusal("refusals.test"),
            Bursts when call.Case.State == "resting" => throw new InvalidOperationException("burst"),
            _ => null,
        };
}
