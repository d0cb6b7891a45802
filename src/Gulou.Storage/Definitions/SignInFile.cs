using System.Globalization;
using System.Text.RegularExpressions;
using Gulou.Kernel.Posts;

namespace Gulou.Storage.Definitions;

/// <summary>
/// Reads <c>sign-in.yaml</c>: which posts need a second factor, how long sessions last. A slip here would leave doors
/// open, so every post must be named rightly and every villager's limit be there.
/// </summary>
public static partial class SignInFile
{
    public const string Name = "sign-in.yaml";

    /// <exception cref="DefinitionException">An unknown post, no limit, or one that is none.</exception>
    public static SignInRules Read(string folder, PostCatalog posts)
    {
        var file = DefinitionFile.Read<Content>(folder, Name);
        foreach (var post in file.SecondFactor.Concat(file.Sessions.Keys))
        {
            if (posts.Find(post) is null)
                throw Fault($"there is no post {post} in {PostsFile.Name}");
        }
        if (!file.Sessions.TryGetValue(PostCatalog.Villager, out var villager))
            throw Fault($"sessions need a limit for {PostCatalog.Villager}");
        return new SignInRules(
            file.SecondFactor.ToHashSet(),
            file.Sessions.ToDictionary(s => s.Key, s => Limits(s.Value)),
            Limits(villager)
        );
    }

    private static SessionLimits Limits(SessionContent session)
    {
        var limits = new SessionLimits(Span(session.Idle), Span(session.Length));
        return limits.Idle <= limits.Length
            ? limits
            : throw Fault($"a session cannot idle for {session.Idle} and last for {session.Length}");
    }

    private static TimeSpan Span(string? text)
    {
        if (SpanText().Match(text ?? "") is not { Success: true } match)
            throw Fault($"a time is a number with m, h or d, such as 30m, and not \"{text}\"");
        var number = int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        return match.Groups["unit"].Value switch
        {
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => TimeSpan.FromDays(number),
        };
    }

    private static DefinitionException Fault(string reason) => new(Name, 1, reason);

    [GeneratedRegex("^(?<number>[1-9][0-9]{0,3})(?<unit>[mhd])$")]
    private static partial Regex SpanText();

    private sealed class Content
    {
        public IReadOnlyList<string> SecondFactor { get; set; } = [];
        public Dictionary<string, SessionContent> Sessions { get; set; } = [];
    }

    private sealed class SessionContent
    {
        public string? Idle { get; set; }
        public string? Length { get; set; }
    }
}
