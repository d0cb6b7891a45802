using Gulou.Areas.Governance.Points;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Definitions;

namespace Gulou.Tests.Storage.Definitions;

public sealed class PostsFileTests : IDisposable
{
    private const string Villager = """
        villager:
          name: { zh: 村民, en: Villager }
          levels: []
          home: village
          grants:
            points.see: [household, self]

        """;

    private readonly string folder = Directory.CreateTempSubdirectory("gulou-definitions-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_shipped_posts_are_sound()
    {
        Assert.Equal("村民", Worlds.Posts.Find(PostCatalog.Villager)!.NameZh);
        Assert.Equal(11, Worlds.Posts.All.Count);
        Assert.Equal([PlaceLevel.Township], Worlds.Posts.Find("township-clerk")!.Levels);
    }

    [Fact]
    public void A_grant_may_reach_several_ways()
    {
        var villager = Read(Villager).Find(PostCatalog.Villager)!;
        Assert.Equal([new Grant("points.see", Reach.Household), new Grant("points.see", Reach.Self)], villager.Grants);
    }

    [Theory]
    [InlineData("  grants: { points.sea: place }", 11, "unknown capability points.sea")]
    [InlineData("  grants: { points.see: town }", 11, "unknown reach town")]
    [InlineData("  grants: { points.see: place }\n  colour: red", 12, "unknown field colour")]
    [InlineData("", 8, "grants is missing")]
    [InlineData("  grants: place", 11, "a mapping")]
    public void A_slip_in_a_post_is_named_by_line(string end, int line, string reason)
    {
        var text = Villager + "clerk:\n  name: { zh: 文书, en: Clerk }\n  levels: [village]\n  home: office\n" + end;
        var broken = Assert.Throws<DefinitionException>(() => Read(text));
        Assert.Equal((PostsFile.Name, (long)line), (broken.File, broken.Line));
        Assert.Contains(reason, broken.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("levels: [village]", "levels: [hamlet]", "unknown placelevel hamlet")]
    [InlineData("zh: 文书, ", "", "zh is missing")]
    [InlineData("zh: 文书", "zh: ''", "a text is expected")]
    [InlineData("clerk:", "Clerk_1:", "small letters")]
    [InlineData("clerk:", "villager:", "uplicate")]
    [InlineData("clerk:", "clerk", "")]
    public void A_slip_is_never_passed_over(string good, string bad, string reason)
    {
        const string clerk = """
            clerk:
              name: { zh: 文书, en: Clerk }
              levels: [village]
              home: office
              grants: { points.see: place }
            """;
        Assert.Equal(2, Read(Villager + clerk).All.Count);
        var broken = Assert.Throws<DefinitionException>(() =>
            Read(Villager + clerk.Replace(good, bad, StringComparison.Ordinal))
        );
        Assert.Contains(reason, broken.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_villagers_nothing_starts() =>
        Assert.Throws<DefinitionException>(() => Read(Villager.Replace("villager", "clerk", StringComparison.Ordinal)));

    [Fact]
    public void A_missing_file_is_named()
    {
        var broken = Assert.Throws<DefinitionException>(() =>
            DefinitionFile.Read<PointsPolicy>(folder, "4-governance/points.yaml")
        );
        Assert.Equal("4-governance/points.yaml", broken.File);
    }

    [Fact]
    public void Unknown_and_repeated_keys_are_refused()
    {
        File.WriteAllText(Path.Combine(folder, "a.yaml"), "majority: 2\nmayority: 3\n");
        File.WriteAllText(Path.Combine(folder, "b.yaml"), "majority: 2\nmajority: 3\n");
        Assert.Equal(2, Assert.Throws<DefinitionException>(() => Policy("a.yaml")).Line);
        Assert.Equal(2, Assert.Throws<DefinitionException>(() => Policy("b.yaml")).Line);
    }

    [Fact]
    public void The_shipped_points_rules_are_read_whole()
    {
        var policy = DefinitionFile.Read<PointsPolicy>(
            Path.Combine(AppContext.BaseDirectory, "definitions"),
            "4-governance/points.yaml"
        );
        Assert.Equal((2, 5, 30, 1), (policy.Majority, policy.NoticeDays, policy.ClaimWithinDays, policy.GoodForYears));
        var volunteering = policy.Rules.Single(r => r.Code == "V01");
        Assert.Equal((2, 16, 40), (volunteering.MinPoints, volunteering.MaxPoints, volunteering.Cap));
        Assert.Equal(CapPeriod.Month, volunteering.CapPeriod);
        Assert.Equal(["E01", "D01", "D02"], policy.Rules.Where(r => r.Off).Select(r => r.Code));
        Assert.All(policy.Rules, r => Assert.True(r.Off || r.MinPoints > 0, $"{r.Code} takes points away"));
    }

    private PointsPolicy Policy(string file) => DefinitionFile.Read<PointsPolicy>(folder, file);

    private PostCatalog Read(string text)
    {
        File.WriteAllText(Path.Combine(folder, PostsFile.Name), text);
        return PostsFile.Read(folder, new HashSet<string> { "points.see" });
    }
}
