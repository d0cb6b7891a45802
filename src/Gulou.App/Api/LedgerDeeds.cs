using System.Globalization;
using Gulou.App.Web.Visits;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Ledger;
using Gulou.Storage.Places;
using Microsoft.AspNetCore.Mvc;

namespace Gulou.App.Api;

/// <summary>What machines may do to the ledger.</summary>
internal static class LedgerDeeds
{
    /// <summary>The most entries of a batch.</summary>
    public const int MostEntries = 1000;

    /// <summary>The most legs of an entry.</summary>
    public const int MostLegs = 100;

    private const int LongestMemo = 200;
    private const int LongestReason = 60;

    public static void Map(RouteGroupBuilder api)
    {
        Post("/ledger/accounts", OpenAccountAsync)
            .WithSummary("Opens an account of a place; one that is there is found.");
        Post("/ledger/entries", EnterAsync)
            .WithSummary("Brings one entry of any kind; its id is the Idempotency-Key.")
            .WithMetadata(new RequestExample("entry"));
        Post("/ledger/entries/batch", BatchAsync)
            .WithSummary("Brings up to 1,000 entries: atomic, independent, or in atomic groups.")
            .Produces<BatchAnswerJson>(StatusCodes.Status200OK)
            .WithMetadata(new RequestExample("batch"));
        Post("/ledger/holds", HoldAsync)
            .WithSummary("Reserves amounts until they are settled, voided or run out.")
            .WithMetadata(new RequestExample("hold"));
        Post("/ledger/entries/{cell:int}/{id:guid}/settle", EndAsync(EntryKind.PostHold))
            .WithSummary("Posts a hold: all of it, or the part its legs name; the rest is released.")
            .WithMetadata(new RequestExample("settle"));
        Post("/ledger/entries/{cell:int}/{id:guid}/void", EndAsync(EntryKind.VoidHold))
            .WithSummary("Releases a hold.")
            .WithMetadata(new RequestExample("void"));
        Post("/ledger/entries/{cell:int}/{id:guid}/reverse", EndAsync(EntryKind.Reverse))
            .WithSummary("Undoes an entry or a settlement once; `bearer` bears what is spent already.")
            .WithMetadata(new RequestExample("reverse"));
        Deeds
            .Post(api, "/ledger/periods/close", LedgerCapabilities.Close, CloseAsync)
            .WithSummary("Closes a month, and all before it, at a place.")
            .WithMetadata(new RequestExample("close"));
        Deeds
            .Post(api, "/ledger/periods/reopen", LedgerCapabilities.Reopen, ReopenAsync)
            .WithSummary("Opens the last closed month of a place again, for a reason.")
            .WithMetadata(new RequestExample("reopen"));

        RouteHandlerBuilder Post(string path, Delegate handler) =>
            Deeds.Post(api, path, LedgerCapabilities.Post, handler);
    }

    private static async Task<IResult> OpenAccountAsync(
        NewAccountJson body,
        Tower tower,
        Answering answering,
        [FromHeader(Name = Deeds.KeyHeader)] string? key
    )
    {
        var place = await PlaceAsync(tower, body.Place, "place");
        return await answering.RunAsync(
            key,
            id => new OpenAccount
            {
                Id = id,
                Cell = place.Cell,
                PlaceId = place.Id,
                Kind = Word<AccountKind>("kind", body.Kind),
                Unit = Deeds.Number("unit", body.Unit),
                Lot = Deeds.Number("lot", body.Lot),
            }
        );
    }

    private static async Task<IResult> EnterAsync(
        EntryJson body,
        Tower tower,
        Answering answering,
        [FromHeader(Name = Deeds.KeyHeader)] string? key
    )
    {
        var entry = EntryOf(body, Answering.KeyOf(key), await PlaceAsync(tower, body.Place, "place"), "");
        return await answering.RunAsync(key, _ => Command(entry));
    }

    private static Task<IResult> HoldAsync(
        EntryJson body,
        Tower tower,
        Answering answering,
        [FromHeader(Name = Deeds.KeyHeader)] string? key
    ) => EnterAsync(body with { Kind = nameof(EntryKind.Hold) }, tower, answering, key);

    private static Delegate EndAsync(EntryKind kind) =>
        async (
            int cell,
            Guid id,
            EndingJson body,
            Tower tower,
            Answering answering,
            [FromHeader(Name = Deeds.KeyHeader)] string? key
        ) =>
        {
            var view =
                await new LedgerReader(tower.Database).EntryAsync(cell, new ClientId(id))
                ?? throw new NotThereException();
            var target = view.Entry;
            var entry = new Entry
            {
                Id = Answering.KeyOf(key),
                Cell = cell,
                Kind = kind,
                Reason = Short("reason", body.Reason, LongestReason),
                EffectiveOn = body.EffectiveOn,
                Place = target.Place,
                Scope = target.Scope,
                Party = target.Party,
                Subject = target.Subject,
                Memo = Short("memo", body.Memo ?? "", LongestMemo),
                Target = target.Id,
                Bearer = body.Bearer is { } bearer ? Deeds.Number("bearer", bearer) : null,
                Legs = LegsOf(body.Legs, ""),
            };
            return await answering.RunAsync(key, _ => Command(entry));
        };

    private static async Task<IResult> BatchAsync(
        BatchJson body,
        Tower tower,
        Visitor visitor,
        Answering answering,
        [FromHeader(Name = Deeds.KeyHeader)] string? key
    )
    {
        var id = Answering.KeyOf(key);
        var entries = await EntriesAsync(tower, body.Entries);
        List<string?> groups = body.Mode switch
        {
            "atomic" => [.. entries.Select(_ => "")],
            "independent" => [.. entries.Select(_ => (string?)null)],
            "groups" => [.. body.Entries.Select(e => e.Group)],
            _ => throw new FieldException("mode"),
        };
        var items = new ItemJson[entries.Count];
        Answer<PostOutcome>? atomic = null;
        // All are on their way before the first is awaited: they share commits, in the order of the request.
        var work = new List<Task>();
        for (var i = 0; i < entries.Count; i++)
        {
            var at = i;
            if (groups[i] is not { } group)
                work.Add(AloneAsync(at));
            else if (groups.IndexOf(group) == i)
                work.Add(TogetherAsync(group, [.. Enumerable.Range(0, groups.Count).Where(n => groups[n] == group)]));
        }
        await Task.WhenAll(work);
        var refused = Array.Find(items, item => item.Code is not ("done" or "fell-with-its-group"));
        return body.Mode == "atomic" && refused is not null
            ? answering.Refusal(atomic!, items)
            : TypedResults.Ok(new BatchAnswerJson(items));

        async Task AloneAsync(int at) =>
            items[at] = answering.Item(entries[at], await visitor.RunAsync(Command(entries[at])));

        async Task TogetherAsync(string group, IReadOnlyList<int> members)
        {
            var command = new PostEntries
            {
                Id = body.Mode == "atomic" ? id : id.Derive($"group {group}"),
                Cell = entries[members[0]].Cell,
                Entries = [.. members.Select(n => entries[n])],
            };
            if (command.Entries.Any(e => e.Cell != command.Cell))
                throw new FieldException("entries.place");
            var answer = await visitor.RunAsync(command);
            var each = command.Each(answer);
            for (var n = 0; n < members.Count; n++)
            {
                var own = each[n] == answer.Outcome ? answer : answer with { Outcome = each[n], Args = [] };
                items[members[n]] = answering.Item(entries[members[n]], own);
            }
            if (answer.Replayed && body.Mode == "atomic")
                answering.SayReplayed();
            atomic = answer;
        }
    }

    private static async Task<IReadOnlyList<Entry>> EntriesAsync(Tower tower, IReadOnlyList<EntryJson> bodies)
    {
        if (bodies.Count is 0 or > MostEntries)
            throw new ProblemException("batch-too-large", "api.batch-too-large");
        var places = new Dictionary<string, Place>();
        var entries = new List<Entry>(bodies.Count);
        for (var i = 0; i < bodies.Count; i++)
        {
            var (body, path) = (bodies[i], $"entries[{i}].");
            if (!places.TryGetValue(body.Place, out var place))
                places[body.Place] = place = await PlaceAsync(tower, body.Place, path + "place");
            if (!ClientId.TryParse(body.Id, out var id))
                throw new FieldException(path + "id");
            entries.Add(EntryOf(body, id, place, path));
        }
        return entries;
    }

    private static async Task<IResult> CloseAsync(
        MonthJson body,
        Tower tower,
        Answering answering,
        [FromHeader(Name = Deeds.KeyHeader)] string? key
    )
    {
        var place = await PlaceAsync(tower, body.Place, "place");
        return await answering.RunAsync(
            key,
            id => new ClosePeriod
            {
                Id = id,
                Cell = place.Cell,
                PlaceId = place.Id,
                Month = MonthOf(body.Month),
            }
        );
    }

    private static async Task<IResult> ReopenAsync(
        MonthJson body,
        Tower tower,
        Answering answering,
        [FromHeader(Name = Deeds.KeyHeader)] string? key
    )
    {
        var place = await PlaceAsync(tower, body.Place, "place");
        return await answering.RunAsync(
            key,
            id => new ReopenPeriod
            {
                Id = id,
                Cell = place.Cell,
                PlaceId = place.Id,
                Month = MonthOf(body.Month),
                Reason = body.Reason ?? "",
            }
        );
    }

    private static PostEntry Command(Entry entry) =>
        new()
        {
            Id = entry.Id,
            Cell = entry.Cell,
            Entry = entry,
        };

    private static Entry EntryOf(EntryJson body, ClientId id, Place place, string path) =>
        new()
        {
            Id = id,
            Cell = place.Cell,
            Kind = KindOf(path + "kind", body.Kind),
            Reason = Short(path + "reason", body.Reason, LongestReason),
            EffectiveOn = body.EffectiveOn,
            Place = place.Id,
            Scope = place.Key,
            Party = body.Party is { } party ? Deeds.Number(path + "party", party) : null,
            Subject = body.Subject is { } subject ? Deeds.Number(path + "subject", subject) : 0,
            Memo = Short(path + "memo", body.Memo ?? "", LongestMemo),
            Target =
                body.Target is not { } target ? null
                : ClientId.TryParse(target, out var entry) ? entry
                : throw new FieldException(path + "target"),
            Bearer = body.Bearer is { } bearer ? Deeds.Number(path + "bearer", bearer) : null,
            Until = body.Until is { } until ? Instant.From(until) : null,
            Legs = LegsOf(body.Legs, path),
        };

    private static IReadOnlyList<Leg> LegsOf(IReadOnlyList<LegJson>? legs, string path) =>
        legs is { Count: > MostLegs }
            ? throw new FieldException(path + "legs")
            :
            [
                .. (legs ?? []).Select(
                    (leg, i) =>
                        new Leg(
                            Deeds.Number($"{path}legs[{i}].account", leg.Account),
                            Deeds.Number($"{path}legs[{i}].unit", leg.Unit),
                            leg.Amount
                        )
                ),
            ];

    /// <summary>Machines bring all kinds but the one the ledger writes itself.</summary>
    private static EntryKind KindOf(string field, string text) =>
        Word<EntryKind>(field, text) is var kind and not EntryKind.ExpireHold ? kind : throw new FieldException(field);

    private static T Word<T>(string field, string text)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, out var value) && Enum.GetName(value) == text ? value : throw new FieldException(field);

    private static string Short(string field, string text, int most) =>
        text.Length <= most ? text : throw new FieldException(field);

    private static DateOnly MonthOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            ? month
            : throw new FieldException("month");

    private static async Task<Place> PlaceAsync(Tower tower, string key, string field) =>
        long.TryParse(key, out var value)
        && new PlaceKey(value) is { IsValid: true } place
        && await new PlaceReader(tower.Database).FindAsync(place) is { } found
            ? found
            : throw new FieldException(field);
}
