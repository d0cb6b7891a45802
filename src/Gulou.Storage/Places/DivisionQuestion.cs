using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Storage.Places;

/// <summary>
/// The newest table that was applied in a scheme, kept so that answers given later are applied by the very same
/// comparison.
/// </summary>
public sealed class DivisionImport
{
    /// <summary>0: it belongs to no county.</summary>
    public int Cell { get; set; }

    public long Id { get; set; }

    public int Year { get; set; }

    /// <summary>Of a list of grids, the day it speaks of.</summary>
    public DateOnly? AsOf { get; set; }

    /// <summary>Of a list of grids, the smallest place that holds all it is about.</summary>
    public PlaceKey Area { get; set; }

    public CodeScheme Scheme { get; set; }

    public Instant At { get; set; }

    /// <summary>The rows as compressed CSV.</summary>
    public required byte[] Table { get; set; }
}

/// <summary>A question that the newest table leaves open, and its answer until it is applied.</summary>
public sealed class DivisionQuestion
{
    public int Cell { get; set; }
    public long Id { get; set; }

    /// <summary>The table it came with.</summary>
    public long ImportId { get; set; }

    /// <summary>Where: the place, or for a new row the place above it.</summary>
    public PlaceKey Scope { get; set; }

    public DivisionChangeType Type { get; set; }
    public long? PlaceId { get; set; }
    public string PlaceName { get; set; } = "";
    public string PlaceCode { get; set; } = "";
    public string RowCode { get; set; } = "";
    public string RowName { get; set; } = "";

    /// <summary>What speaks for the guess: one sign a line, its number, a tab, its detail.</summary>
    public string Signs { get; set; } = "";

    /// <summary>What may be answered: numbers of replies, by spaces.</summary>
    public string Replies { get; set; } = "";

    /// <summary>Whom an answer may name: one a line, the target, a tab, its name.</summary>
    public string Candidates { get; set; } = "";

    /// <summary>The answer; null while it is open.</summary>
    public DivisionReply? Reply { get; set; }

    public string Target { get; set; } = "";
    public string Document { get; set; } = "";
    public DateOnly? On { get; set; }

    /// <summary>Who answered.</summary>
    public long? AnsweredBy { get; set; }

    public IEnumerable<DivisionSign> SignList =>
        Pairs(Signs).Select(p => new DivisionSign((DivisionSignKind)int.Parse(p.First, null), p.Second));

    public IEnumerable<DivisionReply> ReplyList =>
        Replies.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(r => (DivisionReply)int.Parse(r, null));

    public IEnumerable<DivisionCandidate> CandidateList =>
        Pairs(Candidates).Select(p => new DivisionCandidate(p.First, p.Second));

    /// <summary>The answer as the comparison takes it; null while it is open.</summary>
    public DivisionAnswer? Answer =>
        Reply is { } reply
            ? new DivisionAnswer(Question, reply, Target.Length == 0 ? null : Target, Document, On)
            : null;

    public DivisionQuestionId Question => new(RowCode.Length == 0 ? null : RowCode, PlaceId);

    /// <summary>Whom it is about, by name.</summary>
    public string Title => PlaceName.Length > 0 ? PlaceName : RowName;

    /// <summary>Whether an answer names another place.</summary>
    public bool NeedsTarget(DivisionReply reply) =>
        reply == DivisionReply.Merged || (reply == DivisionReply.Same && (PlaceId is null || RowCode.Length == 0));

    /// <summary>A question of a comparison, without its place on the map.</summary>
    public static DivisionQuestion Of(DivisionChange change) =>
        new()
        {
            Type = change.Type,
            PlaceId = change.Known?.Id,
            PlaceName = change.Known?.Name ?? "",
            PlaceCode = change.Known?.Code ?? "",
            RowCode = change.Row?.Code ?? "",
            RowName = change.Row?.Name ?? "",
            Signs = Lines(change.Signs.Select(s => ($"{(int)s.Kind}", s.Detail))),
            Replies = string.Join(' ', change.Replies.Select(r => (int)r)),
            Candidates = Lines(change.Candidates.Select(c => (c.Target, c.Name))),
        };

    private static string Lines(IEnumerable<(string, string)> pairs) =>
        string.Join('\n', pairs.Select(p => $"{p.Item1}\t{p.Item2}"));

    private static IEnumerable<(string First, string Second)> Pairs(string lines) =>
        lines
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t', 2))
            .Select(parts => (parts[0], parts[1]));
}
