using Gulou.App.Web.Visits;
using Gulou.Areas.Governance.Points;
using Gulou.Areas.Governance.Shop;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Ledger;
using Microsoft.AspNetCore.Mvc;

namespace Gulou.App.Api;

/// <summary>
/// What machines may do. Each request carries an Idempotency-Key: sent again with the same content it is answered as
/// the first time. No other site's form can send that header, so that a cookie alone moves nothing.
/// </summary>
internal static class Deeds
{
    public const string KeyHeader = "Idempotency-Key";
    public const string ReplayedHeader = "Gulou-Replayed";

    public static void Map(RouteGroupBuilder api)
    {
        Post(api, "/shop/redemptions", ShopCapabilities.Redeem, RedeemAsync)
            .WithSummary("Hands out goods for a household's points.");
        Post(api, "/points/claims", PointsCapabilities.Claim, ClaimAsync)
            .WithSummary("Records a deed for a household under one of its village's rules.");
        Post(api, "/ledger/entries", LedgerCapabilities.Post, EnterAsync)
            .WithSummary("Brings one entry of any kind to the ledger; its id is the idempotency key.");
    }

    private static RouteHandlerBuilder Post(RouteGroupBuilder api, string path, string capability, Delegate handler) =>
        api.MapPost(path, handler)
            .WithMetadata(new NeedsAttribute(capability))
            .Produces<DoneJson>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static Task<IResult> RedeemAsync(
        RedemptionJson body,
        Answering answering,
        [FromHeader(Name = KeyHeader)] string? key
    ) =>
        answering.RunAsync(
            key,
            id => new Redeem
            {
                Id = id,
                Cell = body.Cell,
                ShopId = Number("shop", body.Shop),
                HouseholdId = Number("household", body.Household),
                Lines = [.. body.Lines.Select(l => new BasketLine(Number("good", l.Good), l.Quantity, l.Price))],
            }
        );

    private static Task<IResult> ClaimAsync(
        ClaimJson body,
        Answering answering,
        [FromHeader(Name = KeyHeader)] string? key
    ) =>
        answering.RunAsync(
            key,
            id => new FileClaim
            {
                Id = id,
                Cell = body.Cell,
                HouseholdId = Number("household", body.Household),
                RuleId = Number("rule", body.Rule),
                On = body.On,
                Points = body.Points,
                Deed = body.Deed,
            }
        );

    private static Task<IResult> EnterAsync(
        EntryJson body,
        Answering answering,
        [FromHeader(Name = KeyHeader)] string? key
    ) =>
        answering.RunAsync(
            key,
            id => new PostEntry
            {
                Id = id,
                Cell = body.Cell,
                Entry = new Entry
                {
                    Id = id,
                    Cell = body.Cell,
                    Kind = Enum.TryParse<EntryKind>(body.Kind, out var kind) ? kind : throw new FieldException("kind"),
                    Reason = body.Reason,
                    EffectiveOn = body.EffectiveOn,
                    Place = Number("place", body.Place),
                    Scope = GulouApi.KeyOf(body.Scope),
                    Party = body.Party is { } party ? Number("party", party) : null,
                    Subject = body.Subject is { } subject ? Number("subject", subject) : 0,
                    Memo = body.Memo ?? "",
                    Target =
                        body.Target is not { } target ? null
                        : ClientId.TryParse(target, out var entry) ? entry
                        : throw new FieldException("target"),
                    Until = body.Until is { } until ? Instant.From(until) : null,
                    Legs =
                    [
                        .. body.Legs.Select(l => new Leg(
                            Number("legs.account", l.Account),
                            Number("legs.unit", l.Unit),
                            l.Amount
                        )),
                    ],
                },
            }
        );

    private static long Number(string field, string text) =>
        long.TryParse(text, out var number) ? number : throw new FieldException(field);
}

/// <summary>A field that cannot be read.</summary>
internal sealed class FieldException(string name) : Exception($"cannot read {name}")
{
    public string Name => name;
}
