using System.Globalization;
using System.Text.RegularExpressions;

namespace Gulou.Kernel.Cases;

/// <summary>What a share is counted of.</summary>
public enum ShareOf
{
    /// <summary>All who are entitled (应到).</summary>
    Due = 1,

    /// <summary>All who took part, abstentions among them (实到).</summary>
    Present = 2,

    /// <summary>Votes for and against.</summary>
    Votes = 3,

    /// <summary>Nothing: so many people.</summary>
    People = 4,
}

/// <summary>Votes as counted.</summary>
/// <param name="Due">How many are entitled.</param>
/// <param name="Present">How many took part.</param>
/// <param name="For">Votes for.</param>
/// <param name="Against">Votes against; the rest of those present abstained.</param>
public readonly record struct VoteCount(int Due, int Present, int For, int Against)
{
    /// <summary>Whether such a count can be: nobody below zero, no more votes than people.</summary>
    public bool IsSound => For >= 0 && Against >= 0 && Present <= Due && (long)For + Against <= Present;
}

/// <summary>
/// A share such as "more than 1/2 of present" or "at least 2/3 of due", or a plain number of people; whole numbers, no
/// rounding.
/// </summary>
/// <param name="Over">Whether it must be passed; else reaching it is enough.</param>
/// <param name="Part">The number above the line, or of people.</param>
/// <param name="Whole">The number below it, 1 to 999; 1 for a number of people.</param>
/// <param name="Of">Of whom.</param>
public readonly partial record struct Share(bool Over, int Part, int Whole, ShareOf Of)
{
    /// <summary>Whether so many are enough.</summary>
    public bool IsMet(int number, in VoteCount count)
    {
        var all = Of switch
        {
            ShareOf.Due => count.Due,
            ShareOf.Present => count.Present,
            ShareOf.People => 1,
            _ => count.For + count.Against,
        };
        var (have, need) = ((long)number * Whole, (long)all * Part);
        return number > 0 && (Over ? have > need : have >= need);
    }

    /// <summary>Reads "more than 1/2 of votes", "at least 2/3 of due", "at least 4/5 of present", "3".</summary>
    public static bool TryParse(string? text, out Share share)
    {
        share = default;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var people))
        {
            share = new Share(false, people, 1, ShareOf.People);
            return people > 0;
        }
        if (Form().Match(text ?? "") is not { Success: true } match)
            return false;
        share = new Share(
            match.Groups["over"].Success,
            int.Parse(match.Groups["part"].ValueSpan, CultureInfo.InvariantCulture),
            int.Parse(match.Groups["whole"].ValueSpan, CultureInfo.InvariantCulture),
            Enum.Parse<ShareOf>(match.Groups["of"].ValueSpan, ignoreCase: true)
        );
        return share.Part > 0 && share.Whole > 0 && (share.Over ? share.Part < share.Whole : share.Part <= share.Whole);
    }

    /// <summary>The form that is read.</summary>
    public override string ToString() =>
        Of == ShareOf.People
            ? Part.ToString(CultureInfo.InvariantCulture)
            : $"{(Over ? "more than" : "at least")} {Part}/{Whole} of {Of.ToString().ToLowerInvariant()}";

    [GeneratedRegex(
        "^(?:(?<over>more than)|at least) (?<part>[0-9]{1,3})/(?<whole>[0-9]{1,3}) of (?<of>due|present|votes)$"
    )]
    private static partial Regex Form();
}

/// <summary>By which numbers a vote passes.</summary>
/// <param name="Quorum">How many must take part, counted of those due; null for any number.</param>
/// <param name="Majority">How many must be in favour.</param>
/// <param name="When">When this rule applies; null for always.</param>
/// <param name="Line">Where it stands in the file.</param>
public sealed record VoteRule(Share? Quorum, Share Majority, Condition? When, int Line)
{
    /// <summary>Whether enough took part.</summary>
    public bool HasQuorum(in VoteCount count) => Quorum is not { } quorum || quorum.IsMet(count.Present, count);

    /// <summary>Whether it passed: enough took part and enough of them are in favour.</summary>
    public bool IsPassed(in VoteCount count) => HasQuorum(count) && Majority.IsMet(count.For, count);
}
