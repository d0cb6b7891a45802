using Gulou.Kernel.Cases;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

/// <summary>A village sets a number of some flow for itself, from a day on.</summary>
internal sealed class SetLimit : Effect
{
    public override EffectShape Shape { get; } =
        new(
            "cases.set-limit",
            [
                new EffectParameter("type", [], Required: true),
                new EffectParameter("limit", [], Required: true),
                new EffectParameter("value", [FieldKind.Number, FieldKind.Money], Required: true),
                new EffectParameter("from", [FieldKind.Date], Required: false),
            ]
        );

    public override EffectRefusal? Apply(World w, EffectCall call)
    {
        if (call.Number("value") is not { } value)
            return new EffectRefusal("refusals.set-limit.value-missing");
        w.Add(
            new PlaceLimit
            {
                Cell = call.Case.Cell,
                Id = w.NewId(),
                PlaceId = call.Case.PlaceId,
                Scope = call.Case.Scope,
                Type = call.Word("type")!,
                Limit = call.Word("limit")!,
                Value = (long)decimal.Round(value * 100),
                From = call.Day("from") ?? w.Today,
                CaseId = call.Case.Id,
            }
        );
        return null;
    }
}
