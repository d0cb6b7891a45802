using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Ledger;

/// <summary>
/// Brings one entry of any kind to the ledger: what machines use. The entry's id is the command's, so that the book
/// itself tells a replay from an id used twice, and names the field that differs.
/// </summary>
public sealed record PostEntry : Command<PostOutcome>
{
    public const string Post = "ledger.post";

    public required Entry Entry { get; init; }

    public override string Verb => Post;

    public override string Capability => Post;

    public override bool KnowsReplays => true;

    /// <summary>The entry by hand: many a second come this way.</summary>
    public override byte[] Content()
    {
        var digest = new Digest();
        digest.Add((long)Entry.Kind).Add(Entry.Reason).Add(Entry.EffectiveOn.DayNumber).Add(Entry.Place);
        digest.Add(Entry.Party).Add(Entry.Subject).Add(Entry.Memo).Add(Entry.Until?.Micros);
        if (Entry.Target is { } target)
            digest.Add(target);
        if (Entry.Bearer is { } bearer)
            digest.Add("bearer").Add(bearer);
        foreach (var leg in Entry.Legs)
            digest.Add(leg.Account).Add(leg.Unit).Add(leg.Amount);
        return digest.Take();
    }

    public override void Needs(World w) => Needs(w, Entry);

    public override Target? Target(World w) => new(Reach(w, Entry));

    public override PostOutcome Decide(World w)
    {
        var answer = w.Post(Entry);
        w.Replayed = answer.Replayed;
        return answer.Field is { } field ? w.Refuse(answer.Outcome, field) : answer.Outcome;
    }

    /// <summary>
    /// Where an entry takes rights: the lowest place that holds where it happened and all its accounts, so that nobody
    /// reaches accounts of elsewhere by naming a place of one's own.
    /// </summary>
    internal static PlaceKey Reach(World w, Entry entry)
    {
        var place = entry.Scope;
        foreach (var leg in entry.Legs)
            place = With(place, w.Account(entry.Cell, leg.Account));
        if (entry.Target is { } target && w.Entry(entry.Cell, target) is { } recorded)
        {
            place = place.With(recorded.Entry.Scope);
            foreach (var posting in recorded.Postings)
                place = With(place, w.Account(entry.Cell, posting.Account));
        }
        return entry.Bearer is { } bearer ? With(place, w.Account(entry.Cell, bearer)) : place;
    }

    private static PlaceKey With(PlaceKey place, Account? account) =>
        account is null ? place : place.With(account.Scope);

    /// <summary>What the book must hold to decide an entry.</summary>
    internal static void Needs(World w, Entry entry)
    {
        w.IsRecorded(entry.Cell, entry.Id);
        foreach (var leg in entry.Legs)
            w.Account(entry.Cell, leg.Account);
        if (entry.Target is { } target)
            w.Entry(entry.Cell, target);
        if (entry.Bearer is { } bearer)
            w.Account(entry.Cell, bearer);
        w.Books(entry.Cell, entry.Place, entry.EffectiveOn);
    }
}
