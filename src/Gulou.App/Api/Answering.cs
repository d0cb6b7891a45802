using Gulou.App.Web.Visits;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gulou.App.Api;

/// <summary>
/// Runs a command for a machine and answers it: 201 when done, else problem details (RFC 9457) with the outcome's
/// stable code, its sentence in the caller's language, the field at fault and whether a retry may succeed.
/// </summary>
internal sealed class Answering(Visitor visitor, Refusals refusals, Text text, IHttpContextAccessor http)
{
    public async Task<IResult> RunAsync<TOutcome>(string? key, Func<ClientId, Command<TOutcome>> command)
        where TOutcome : struct, Enum
    {
        var id = KeyOf(key);
        var answer = await visitor.RunAsync(command(id));
        if (!answer.IsDone)
            return Refusal(answer);
        if (answer.Replayed)
            SayReplayed();
        return TypedResults.Json(new DoneJson($"{id}", $"{answer.Subject}"), statusCode: StatusCodes.Status201Created);
    }

    /// <summary>The key of a request.</summary>
    /// <exception cref="ProblemException">It is missing or no UUID.</exception>
    public static ClientId KeyOf(string? key) =>
        ClientId.TryParse(key, out var id)
            ? id
            : throw new ProblemException("idempotency-key-missing", "api.key-missing");

    public void SayReplayed() => http.HttpContext!.Response.Headers[Deeds.ReplayedHeader] = "true";

    /// <summary>What became of one entry of a batch.</summary>
    public ItemJson Item(Entry entry, Answer<PostOutcome> answer) =>
        new(
            $"{entry.Id}",
            Refusals.Kebab($"{answer.Outcome}"),
            answer.Replayed,
            answer.Outcome.MayRetry(),
            Field(answer),
            answer.IsDone ? null : refusals.Say(answer)
        );

    public IResult Refusal<TOutcome>(Answer<TOutcome> answer, IReadOnlyList<ItemJson>? items = null)
        where TOutcome : struct, Enum =>
        Problem(
            StatusOf($"{answer.Outcome}"),
            Refusals.Kebab($"{answer.Outcome}"),
            refusals.Say(answer),
            Field(answer),
            MayRetry(answer.Outcome),
            items
        );

    /// <summary>A request that cannot be read, as an answer.</summary>
    public IResult Unreadable(ProblemException wrong) =>
        Problem(
            wrong.Status,
            wrong.Code,
            wrong.Field is { } field ? text[wrong.Text, field] : text[wrong.Text, LedgerDeeds.MostEntries],
            wrong.Field,
            false
        );

    private ProblemHttpResult Problem(
        int status,
        string code,
        string detail,
        string? field,
        bool retry,
        IReadOnlyList<ItemJson>? items = null
    )
    {
        var more = new Dictionary<string, object?> { ["code"] = code, ["retry"] = retry };
        if (field is not null)
            more["field"] = field;
        if (items is not null)
            more["items"] = items;
        return TypedResults.Problem(
            detail,
            statusCode: status,
            title: text[$"api.title-{status}"],
            type: $"urn:gulou:problem:{code}",
            extensions: more
        );
    }

    private static int StatusOf(string outcome) =>
        outcome switch
        {
            "NotAllowed" => StatusCodes.Status403Forbidden,
            "IdUsedWithOtherContent" => StatusCodes.Status409Conflict,
            _ => StatusCodes.Status422UnprocessableEntity,
        };

    private static bool MayRetry<TOutcome>(TOutcome outcome)
        where TOutcome : struct, Enum =>
        outcome is PostOutcome posted
            ? posted.MayRetry()
            : typeof(TOutcome).GetField($"{outcome}")!.IsDefined(typeof(MayRetryAttribute), inherit: false);

    /// <summary>The ledger names the field at fault as its last argument; requests write it in camel case.</summary>
    private static string? Field<TOutcome>(Answer<TOutcome> answer)
        where TOutcome : struct, Enum =>
        answer.Outcome is PostOutcome && answer.Args is [.., string { Length: > 0 } field]
            ? field.Replace("effective_on", "effectiveOn", StringComparison.Ordinal)
            : null;
}

/// <summary>A request that cannot be read: the code, the text that says why, and the field.</summary>
internal class ProblemException(string code, string text, string? fault = null, int status = 400)
    : Exception($"{code} {fault}")
{
    public string Code => code;
    public string Text => text;
    public string? Field => fault;
    public int Status => status;
}

/// <summary>A field that cannot be read.</summary>
internal sealed class FieldException(string name) : ProblemException("field-unreadable", "api.field-unreadable", name);

/// <summary>There is no such thing, or none that the caller may know of.</summary>
internal sealed class NotThereException() : ProblemException("not-found", "api.not-found", status: 404);
