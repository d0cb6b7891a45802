using Gulou.App.Web.Visits;
using Gulou.Areas.Governance.Points;
using Gulou.Areas.Governance.Shop;
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
    }

    internal static RouteHandlerBuilder Post(RouteGroupBuilder api, string path, string capability, Delegate handler) =>
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

    internal static long Number(string field, string? text) =>
        long.TryParse(text, out var number) ? number : throw new FieldException(field);
}
