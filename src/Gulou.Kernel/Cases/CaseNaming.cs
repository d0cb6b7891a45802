using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;

namespace Gulou.Kernel.Cases;

/// <summary>That someone acts, and as whom.</summary>
/// <param name="Seat">The post; null as a person or a household.</param>
/// <param name="InsteadOf">Whose word it is, when that one is away; null for one's own.</param>
internal sealed record Standing(CaseSeat? Seat, long? InsteadOf);

/// <summary>Who is named: from a definition's words to posts at places, persons and households of a case.</summary>
internal sealed class CaseNaming(CaseType type, CaseRecord record, FormValues values, IReadOnlyList<CaseLogLine> log)
{
    /// <summary>Those who filed: by whom, and on whose behalf.</summary>
    public IReadOnlyList<long> Filers { get; } =
    [.. new[] { record.FiledFor, record.FiledBy }.OfType<long>().Distinct()];

    /// <summary>The waits someone named would have: one for each post and place, person or household.</summary>
    public IEnumerable<CaseWait> Addresses(CaseWho who, string step)
    {
        return who.Kind switch
        {
            WhoKind.Post => who
                .At.Where(level => (int)level <= record.Scope.Depth)
                .Distinct()
                .Select(level => Wait(scope: record.Scope.At(level), post: who.Name)),
            WhoKind.Filer => Filers.Select(person => Wait(person: person)),
            WhoKind.Subject => Subject(),
            WhoKind.Field => InField(who.Name),
            _ => LastTakers(who.Name).Select(person => Wait(person: person)),
        };

        IEnumerable<CaseWait> Subject() =>
            record.PersonId is { } person ? [Wait(person: person)]
            : record.HouseholdId is { } household ? [Wait(household: household)]
            : [];

        IEnumerable<CaseWait> InField(string field) =>
            values[field] is not IdValue { Id: var id } ? []
            : type.Field(field)?.Kind == FieldKind.Household ? [Wait(household: id)]
            : [Wait(person: id)];

        CaseWait Wait(PlaceKey? scope = null, string post = "", long? person = null, long? household = null) =>
            new()
            {
                Cell = record.Cell,
                CaseId = record.Id,
                Type = type.Key,
                Step = step,
                Post = post,
                Scope = scope ?? record.Scope,
                PersonId = person,
                HouseholdId = household,
            };
    }

    /// <summary>Those who gave their word at a step the last time it was taken, and those for whom they did.</summary>
    public IReadOnlyList<long> LastTakers(string step)
    {
        var lines = log.Where(line =>
                line is { Deed: CaseDeed.Answered or CaseDeed.Signed, PersonId: not 0 } && line.Step == step
            )
            .ToList();
        if (lines.Count == 0)
            return [];
        var round = lines.Max(line => line.Round);
        return
        [
            .. lines
                .Where(line => line.Round == round)
                .SelectMany(line => new[] { line.PersonId, line.InsteadOf }.OfType<long>())
                .Distinct(),
        ];
    }

    /// <summary>As whom someone may act on a wait; null if not at all.</summary>
    public static Standing? On(CaseWait wait, CaseActor who)
    {
        if (who.IsClock || who.PersonId == 0)
            return null;
        if (wait.Post.Length > 0)
        {
            var seats = who.Seats.Where(seat => seat.Post == wait.Post && seat.Scope.Range.Contains(wait.Scope));
            return seats.OrderBy(seat => seat.InsteadOf is not null).FirstOrDefault() is { } found
                ? new Standing(found, found.InsteadOf)
                : null;
        }
        if (wait.PersonId is { } person)
        {
            return person == who.PersonId ? new Standing(null, null)
                : who.StandsFor.Contains(person) ? new Standing(null, person)
                : null;
        }
        return wait.HouseholdId is { } household && household == who.HouseholdId ? new Standing(null, null) : null;
    }

    /// <summary>
    /// As whom someone is one of those named; null if not at all. Every villager is one of the village.
    /// </summary>
    public Standing? Named(IEnumerable<CaseWho> named, CaseActor who)
    {
        foreach (var one in named)
        {
            if (IsVillager(one))
            {
                if (IsHere(who, record.Scope))
                    return new Standing(null, null);
                continue;
            }
            foreach (var address in Addresses(one, ""))
            {
                if (On(address, who) is { } standing)
                    return standing;
            }
        }
        return null;
    }

    /// <summary>Whether someone may file in that post at a place.</summary>
    public static CaseSeat? SeatFor(CaseWho named, CaseActor who, PlaceKey place) =>
        named.Kind != WhoKind.Post
            ? null
            : who.Seats.FirstOrDefault(seat =>
                seat.Post == named.Name && seat.Scope.Range.Contains(place) && named.At.Contains(seat.Scope.Level)
            );

    /// <summary>Whether everyone who lives in the village is meant.</summary>
    public static bool IsVillager(CaseWho named) => named is { Kind: WhoKind.Post, Name: PostCatalog.Villager };

    /// <summary>Whether someone lives in the village a place belongs to.</summary>
    public static bool IsHere(CaseActor who, PlaceKey place) =>
        who is { PersonId: not 0, Home: { } home } && home.At(PlaceLevel.Village).Range.Contains(place);

    /// <summary>Whether a case is about someone, or about the own household.</summary>
    public bool IsAbout(long person, long? household) =>
        record.PersonId == person || (record.HouseholdId is { } about && about == household);
}
