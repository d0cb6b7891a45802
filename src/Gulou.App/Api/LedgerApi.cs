using System.ComponentModel;
using System.Globalization;
using Gulou.App.Web.Visits;
using Gulou.Areas.Governance.Points;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Ledger;

namespace Gulou.App.Api;

/// <summary>What machines may ask of the ledger, as it stands and as it was.</summary>
internal static class LedgerApi
{
    private const int MostLines = 200;

    private const string AtHelp =
        "A day (2026-02-28: all that counts for days up to it) or a time (2026-02-28T12:00:00+08:00: all that was "
        + "recorded until then); nothing for now.";

    public static void Map(RouteGroupBuilder api)
    {
        Get(api, "/ledger/accounts", AccountsAsync)
            .WithSummary("Accounts of a place and below in map order, or all of one owner.");
        Get(api, "/ledger/accounts/{cell:int}/{id:long}", AccountAsync)
            .WithSummary("An account's balance and what is held on it, now or at a past time.");
        Get(api, "/ledger/accounts/{cell:int}/{id:long}/statement", StatementAsync)
            .WithSummary("An account's postings, newest first; `before` is the version of the last one seen.");
        Get(api, "/ledger/entries/{cell:int}/{id:guid}", EntryAsync)
            .WithSummary("An entry with its postings, as it was known at a time.");
        Get(api, "/ledger/trial-balance", TrialBalanceAsync)
            .WithSummary("What happened at a place and below, by kind and unit; each unit sums to zero.");
        Get(api, "/ledger/periods", PeriodsAsync).WithSummary("Closed months of a place and below, latest first.");
    }

    private static RouteHandlerBuilder Get(RouteGroupBuilder api, string path, Delegate handler) =>
        api.MapGet(path, handler)
            .WithMetadata(new NeedsAttribute(LedgerCapabilities.See))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<AccountList> AccountsAsync(
        Tower tower,
        Visitor visitor,
        CancellationToken cancellation,
        [Description("The key of a place; the caller's own without it.")] string? place = null,
        [Description("The owner's id; with its cell, instead of a place.")] string? owner = null,
        int? cell = null,
        [Description("What the last page gave as `next`.")] string? after = null,
        int take = 50
    )
    {
        var reader = new HistoryReader(tower.Database);
        if (owner is not null)
        {
            var own = await reader.OfOwnerAsync(cell ?? throw new FieldException("cell"), Owner(owner), cancellation);
            return new AccountList([.. own.Where(a => MayOpen(visitor, a)).Select(a => AccountJson.Of(a))], null);
        }
        var key = Within(visitor, place);
        var most = Math.Clamp(take, 1, MostLines);
        var ofHouseholds = visitor.May(PointsCapabilities.See, new Target(key));
        var found = await reader.AccountsAsync(key, ofHouseholds, Mark(after), most, cancellation);
        return new AccountList(
            [.. found.Select(a => AccountJson.Of(a))],
            found.Count == most ? $"{found[^1].Scope}-{(int)found[^1].Kind}-{found[^1].Id}" : null
        );

        static long Owner(string text) => Deeds.Number("owner", text);
    }

    private static async Task<AccountJson> AccountAsync(
        int cell,
        long id,
        Tower tower,
        Visitor visitor,
        CancellationToken cancellation,
        [Description(AtHelp)] string? at = null
    )
    {
        var account = await OpenAsync(cell, id, tower, visitor, cancellation);
        if (at is null)
            return AccountJson.Of(account);
        var then = await new HistoryReader(tower.Database).BalanceAsync(cell, id, TimeOf(at), cancellation);
        return AccountJson.Of(account, then);
    }

    private static async Task<StatementJson> StatementAsync(
        int cell,
        long id,
        Tower tower,
        Visitor visitor,
        CancellationToken cancellation,
        string? before = null,
        int take = 50,
        [Description(AtHelp)] string? at = null
    )
    {
        await OpenAsync(cell, id, tower, visitor, cancellation);
        var lines = await new LedgerReader(tower.Database).StatementAsync(
            cell,
            id,
            before is null ? long.MaxValue : Deeds.Number("before", before),
            Math.Clamp(take, 1, MostLines),
            TimeOf(at),
            cancellation
        );
        return new StatementJson([.. lines.Select(LineJson.Of)]);
    }

    private static async Task<RecordedEntryJson> EntryAsync(
        int cell,
        Guid id,
        Tower tower,
        Visitor visitor,
        CancellationToken cancellation,
        [Description(AtHelp)] string? at = null
    )
    {
        var view = await new LedgerReader(tower.Database).EntryAsync(cell, new ClientId(id), cancellation);
        var time = TimeOf(at);
        var there =
            view is not null
            && view.Entry.RecordedAt <= time.KnownAt
            && view.Entry.EffectiveOn <= time.EffectiveOn
            && visitor.May(LedgerCapabilities.See, new Target(view.Entry.Scope));
        return there
            ? RecordedEntryJson.Of(view!, time, account => MayOpen(visitor, account))
            : throw new NotThereException();
    }

    private static async Task<TrialBalanceJson> TrialBalanceAsync(
        Tower tower,
        Visitor visitor,
        CancellationToken cancellation,
        [Description("The key of a county or a place below; without it the caller's own, or its first county.")]
            string? place = null,
        [Description(AtHelp)] string? at = null
    )
    {
        var key = Within(visitor, place);
        if (place is not null && key.Depth < (int)PlaceLevel.County)
            throw new ProblemException("place-too-large", "api.place-too-large", "place");
        var reader = new HistoryReader(tower.Database);
        var (time, found) = (TimeOf(at), await reader.BooksAtAsync(key, cancellation));
        var lines = found is null ? [] : await reader.TrialBalanceAsync(found, time, cancellation);
        return TrialBalanceJson.Of($"{found?.Key ?? key}", lines);
    }

    private static async Task<PeriodList> PeriodsAsync(
        Tower tower,
        Visitor visitor,
        CancellationToken cancellation,
        [Description("The key of a place; the caller's own without it.")] string? place = null,
        [Description("What the last page gave as `next`.")] string? before = null,
        int take = 50
    )
    {
        var most = Math.Clamp(take, 1, MostLines);
        var last = before is null ? long.MaxValue : Deeds.Number("before", before);
        var found = await new HistoryReader(tower.Database).ClosedAsync(
            Within(visitor, place),
            last,
            most,
            cancellation
        );
        return new PeriodList([.. found.Select(PeriodJson.Of)], found.Count == most ? $"{found[^1].Id}" : null);
    }

    /// <summary>The account, if the caller may see it; looking at a household's is kept in the trace.</summary>
    private static async Task<Account> OpenAsync(
        int cell,
        long id,
        Tower tower,
        Visitor visitor,
        CancellationToken cancellation
    )
    {
        if (
            await new LedgerReader(tower.Database).AccountAsync(cell, id, cancellation) is not { } account
            || !MayOpen(visitor, account)
        )
            throw new NotThereException();
        var look = new ReadAccount
        {
            Id = ClientId.New(TimeProvider.System),
            Cell = cell,
            AccountId = id,
        };
        if (account.Kind == AccountKind.Points && !(await visitor.RunAsync(look)).IsDone)
            throw new NotThereException();
        return account;
    }

    /// <summary>A household's account opens only where points are open to the caller.</summary>
    private static bool MayOpen(Visitor visitor, Account account)
    {
        var ofHousehold = account.Kind == AccountKind.Points;
        var here = new Target(account.Scope, ofHousehold ? account.Owner : null);
        return visitor.May(LedgerCapabilities.See, here) && (!ofHousehold || visitor.May(PointsCapabilities.See, here));
    }

    /// <summary>The place asked for, or the caller's first; not there where the caller may not look.</summary>
    private static PlaceKey Within(Visitor visitor, string? place)
    {
        if (place is null && visitor.Scopes(LedgerCapabilities.See) is [var own, ..])
            return new PlaceKey(own.Low);
        var key = new PlaceKey(Deeds.Number("place", place));
        return key.IsValid && visitor.May(LedgerCapabilities.See, new Target(key))
            ? key
            : throw new NotThereException();
    }

    private static AccountMark Mark(string? after) =>
        after is null ? default
        : after.Split('-') is [var scope, var kind, var id]
            ? new AccountMark(
                new PlaceKey(Deeds.Number("after", scope)),
                (AccountKind)Deeds.Number("after", kind),
                Deeds.Number("after", id)
            )
        : throw new FieldException("after");

    private static AsOf TimeOf(string? at)
    {
        if (at is null)
            return AsOf.Now;
        if (DateOnly.TryParseExact(at, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return AsOf.EndOf(day);
        return DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, out var time)
            ? AsOf.At(Instant.From(time))
            : throw new FieldException("at");
    }
}
