using Gulou.App.Web.Visits;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gulou.App.Api;

/// <summary>
/// Runs a command for a machine and answers it: 201 when done, else problem details (RFC 9457) with the outcome's
/// stable code and its sentence in the caller's language.
/// </summary>
internal sealed class Answering(Visitor visitor, Refusals refusals, Text text, IHttpContextAccessor http)
{
    public async Task<IResult> RunAsync<TOutcome>(string? key, Func<ClientId, Command<TOutcome>> command)
        where TOutcome : struct, Enum
    {
        if (!ClientId.TryParse(key, out var id))
            return Problem(StatusCodes.Status400BadRequest, "idempotency-key-missing", text["api.key-missing"]);
        Answer<TOutcome> answer;
        try
        {
            answer = await visitor.RunAsync(command(id));
        }
        catch (FieldException wrong)
        {
            return Problem(
                StatusCodes.Status400BadRequest,
                "field-unreadable",
                text["api.field-unreadable", wrong.Name],
                wrong.Name
            );
        }
        if (!answer.IsDone)
            return Problem(
                StatusOf($"{answer.Outcome}"),
                Refusals.Kebab($"{answer.Outcome}"),
                refusals.Say(answer),
                // The ledger names the field at fault as its only argument.
                answer.Outcome is Kernel.Ledger.PostOutcome
                && answer.Args is [string field, ..]
                    ? field
                    : null
            );
        if (answer.Replayed)
            http.HttpContext!.Response.Headers[Deeds.ReplayedHeader] = "true";
        return TypedResults.Json(new DoneJson($"{id}", $"{answer.Subject}"), statusCode: StatusCodes.Status201Created);
    }

    private static int StatusOf(string outcome) =>
        outcome switch
        {
            "NotAllowed" => StatusCodes.Status403Forbidden,
            "IdUsedWithOtherContent" => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status422UnprocessableEntity,
        };

    private static ProblemHttpResult Problem(int status, string code, string detail, string? field = null)
    {
        var more = new Dictionary<string, object?> { ["code"] = code };
        if (field is not null)
            more["field"] = field;
        return TypedResults.Problem(detail, statusCode: status, extensions: more);
    }
}
