using System.Globalization;
using System.Reflection;
using System.Text;
using Gulou.App;
using Gulou.App.Options;
using Gulou.App.Web.Visits;
using Gulou.Areas.Governance;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Definitions;
using Gulou.Tests.Tidy;
using Microsoft.Extensions.Logging.Abstractions;
using Words = Gulou.App.Text;

namespace Gulou.Tests.App;

/// <summary>The generated pages of docs/reference say what the program does.</summary>
public sealed class ReferenceTests
{
    private const string Update = "GULOU_UPDATE_DOCS";

    private static readonly Words Text = new(NullLogger<Words>.Instance);

    private static readonly string[] Shared = ["Done", "NotAllowed", "IdUsedWithOtherContent"];

    /// <summary>Every command with its closed list of outcomes.</summary>
    public static IReadOnlyList<(Type Command, Type Outcomes)> Commands { get; } =
    [
        .. typeof(Command)
            .Assembly.GetTypes()
            .Concat(typeof(GovernanceArea).Assembly.GetTypes())
            .Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Command)))
            .OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => (t, OutcomesOf(t))),
    ];

    private static Type OutcomesOf(Type command) =>
        command.BaseType is { IsGenericType: true } made
            ? made.GetGenericArguments().Single()
            : OutcomesOf(command.BaseType!);

    public static TheoryData<Type> Outcomes => new(Commands.Select(c => c.Outcomes).Distinct());

    [Theory]
    [MemberData(nameof(Outcomes), DisableDiscoveryEnumeration = true)]
    public void Outcomes_begin_with_what_all_share(Type outcomes) =>
        Assert.Equal(Shared, Enum.GetNames(outcomes).Take(Shared.Length));

    [Theory]
    [MemberData(nameof(Outcomes), DisableDiscoveryEnumeration = true)]
    public void Each_refusal_is_a_sentence_in_both_languages(Type outcomes)
    {
        foreach (var outcome in Enum.GetNames(outcomes).Skip(1))
        {
            foreach (var language in Languages.All)
                Assert.NotEmpty(Sentence(outcomes, outcome, language));
        }
    }

    [Fact]
    public void The_page_of_refusals_is_up_to_date() => Compare("docs/reference/refusals.md", Refused());

    [Fact]
    public void The_page_of_posts_is_up_to_date() => Compare("docs/reference/posts.md", Posts());

    [Fact]
    public void The_page_of_settings_is_up_to_date() => Compare("docs/operations/configuration.md", Settings());

    [Fact]
    public void What_may_be_tried_again_is_what_time_alone_can_mend() =>
        Assert.Equal(
            [
                "AnswerObjectionOutcome.PointsAlreadySpent",
                "CaseOutcome.TooEarly",
                "CloseHouseholdOutcome.HoldsOpen",
                "CloseNoticeOutcome.NotYetOver",
                "ClosePeriodOutcome.MonthNotOver",
                "JoinHouseholdsOutcome.HoldsOpen",
                "PostOutcome.AboveZero",
                "PostOutcome.BelowZero",
                "RecordSecondFactorOutcome.Waiting",
                "RecordSignInOutcome.Locked",
                "RedeemOutcome.TooFewPoints",
                "RedeemOutcome.TooLittleStock",
                "RedrawOutcome.OpenWork",
                "SplitHouseholdOutcome.ShareTooLarge",
                "UndoActOutcome.BalanceUsed",
                "UndoActOutcome.PointsSince",
            ],
            Commands
                .Select(c => c.Outcomes)
                .Distinct()
                .SelectMany(o => Enum.GetNames(o).Where(name => MayRetry(o, name)).Select(name => $"{o.Name}.{name}"))
                .Order(StringComparer.Ordinal)
        );

    private static string Refused()
    {
        var page = new StringBuilder();
        page.Append(
            """
            # Refusals

            Every command answers with the first outcome that applies, in the order below; before its own come
            `not-allowed` and `id-used-with-other-content`. The code is what the API answers. "Again" says whether the
            same request may succeed later, unchanged.

            This page is generated: GULOU_UPDATE_DOCS=1 dotnet test --project tests/Gulou.Tests

            """.ReplaceLineEndings("\n")
        );
        foreach (var (command, outcomes) in Commands)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {command.Name}\n\n");
            page.Append("| code | again | 中文 | English |\n|---|---|---|---|\n");
            foreach (var outcome in Enum.GetNames(outcomes).Skip(1))
            {
                var code = Refusals.Key(outcomes, outcome).Split('.')[^1];
                var (zh, en) = (
                    Sentence(outcomes, outcome, Languages.Chinese),
                    Sentence(outcomes, outcome, Languages.English)
                );
                var again = MayRetry(outcomes, outcome) ? "yes" : "no";
                page.Append(CultureInfo.InvariantCulture, $"| `{code}` | {again} | {zh} | {en} |\n");
            }
        }
        return page.ToString();
    }

    private static string Posts()
    {
        var definitions = DefinitionSet.Load(Tower.Shipped("definitions"), Tower.Capabilities);
        var page = new StringBuilder();
        page.Append(
            """
            # Posts

            Who may do what, and how far it reaches: `place` the place of the appointment and below, `self` oneself,
            `household` one's own household, `village` one's own village, `named` where a case's flow names the post,
            `party` where a case names oneself. What is not listed is refused. The source is `definitions/posts.yaml`.

            This page is generated: GULOU_UPDATE_DOCS=1 dotnet test --project tests/Gulou.Tests

            """.ReplaceLineEndings("\n")
        );
        foreach (var post in definitions.Posts.All)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {post.NameZh} · {post.NameEn}\n\n");
            var levels = post.Levels.Count == 0 ? "every registered person" : string.Join(", ", post.Levels);
            page.Append(CultureInfo.InvariantCulture, $"`{post.Key}`, at: {levels.ToLowerInvariant()}\n\n");
            page.Append("| capability | reach | 中文 | English |\n|---|---|---|---|\n");
            foreach (var grant in post.Grants)
            {
                var key = $"posts.may-{grant.Capability.Replace('.', '-')}";
                var reach = grant.Reach.ToString().ToLowerInvariant();
                var (zh, en) = (Find(key, Languages.Chinese), Find(key, Languages.English));
                page.Append(CultureInfo.InvariantCulture, $"| `{grant.Capability}` | {reach} | {zh} | {en} |\n");
            }
        }
        return page.ToString();
    }

    private static string Settings()
    {
        var page = new StringBuilder();
        page.Append(
            """
            # Configuration

            What the program stands on is named on the command line (`--db`, `--keys`, `--urls`); everything else has a
            default. To change one, take the first way that suits:

            1. `appsettings.json` beside the program: `{ "Limits": { "SignIn": 10 } }`
            2. the environment: `GULOU_LIMITS__SIGNIN=10`
            3. `gulou serve --set Limits:SignIn=10`

            A later way counts over an earlier one. A list is written with commas, or with numbers
            (`GULOU_PROXY__TRUSTED__0`). What is no setting is named when the program starts and by `gulou doctor`; a
            value that a setting does not take stops the start. `Logging` and `Kestrel` are ASP.NET's own sections, and
            OpenTelemetry's `OTEL_` variables hold as well.

            | setting | environment | default | 中文 | English |
            |---|---|---|---|---|

            """.ReplaceLineEndings("\n")
        );
        foreach (var option in ProgramOptions.Known)
        {
            var usual = option.Default.Length == 0 ? "–" : $"`{option.Default}`";
            var (zh, en) = (Find(option.TextKey, Languages.Chinese), Find(option.TextKey, Languages.English));
            page.Append(
                CultureInfo.InvariantCulture,
                $"| `{option.Key}` | `{option.Variable}` | {usual} | {zh} | {en} |\n"
            );
        }
        page.Append("\nThis page is generated: GULOU_UPDATE_DOCS=1 dotnet test --project tests/Gulou.Tests\n");
        return page.ToString();
    }

    private static string Sentence(Type outcomes, string outcome, string language) =>
        Find(Refusals.Key(outcomes, outcome), language);

    private static string Find(string key, string language)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return Text.Find(key) ?? throw new KeyNotFoundException($"no text {key} in {language}");
    }

    private static bool MayRetry(Type outcomes, string outcome) =>
        outcomes == typeof(PostOutcome)
            ? Enum.Parse<PostOutcome>(outcome).MayRetry()
            : outcomes.GetField(outcome)!.GetCustomAttribute<MayRetryAttribute>() is not null;

    private static void Compare(string path, string expected)
    {
        var file = Path.Combine(Tree.Root, path);
        if (Environment.GetEnvironmentVariable(Update) == "1")
            File.WriteAllText(file, expected);
        Assert.True(File.Exists(file) && File.ReadAllText(file) == expected, $"{path} is out of date: set {Update}=1");
    }
}
