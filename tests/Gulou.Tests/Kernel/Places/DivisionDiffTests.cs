using CsCheck;
using Gulou.Kernel.Places;
using static Gulou.Kernel.Places.DivisionChangeType;

namespace Gulou.Tests.Kernel.Places;

public class DivisionDiffTests
{
    private static readonly string[] Base =
    [
        "522600000000 黔东南州",
        "522630000000 台江县",
        "522630101000 施洞镇 town",
        "522630101200 小河村村民委员会 village",
        "522630102000 南宫镇 town",
        "522630202000 台盘乡 township",
        "522630202200 台盘村村民委员会 village",
        "522630202201 阳芳村村民委员会 village",
    ];

    [Fact]
    public void On_an_empty_map_every_row_is_set_up_from_the_top()
    {
        var table = Divisions.Of(2023);
        var diff = DivisionDiff.Compare([], table);
        Assert.Equal(2673, diff.Changes.Count);
        Assert.All(diff.Changes, change => Assert.True(change is { Type: SetUp, IsPlain: true, Known: null }));
        var seen = new HashSet<PlaceKey> { PlaceKey.Everywhere };
        foreach (var change in diff.Changes)
        {
            Assert.Contains(change.Row!.Official.Parent, seen);
            seen.Add(change.Row.Official);
        }
    }

    [Fact]
    public void The_first_keys_are_the_official_codes() =>
        Assert.All(
            Divisions.MapOf(Divisions.Of(2023)),
            place => Assert.Equal(PlaceKey.FromCode(place.Code!), place.Key)
        );

    [Fact]
    public void From_2022_to_2023_four_names_and_fourteen_suffixes_changed()
    {
        var map = Divisions.MapOf(Divisions.Of(2022));
        var diff = DivisionDiff.Compare(map, Divisions.Of(2023));
        Assert.Empty(diff.Open);
        Assert.Equal(
            [
                "Rename 522624100240 密蜂村村民委员会→蜜蜂村村民委员会",
                "SuffixOnly 522625101001 蕉溪居委会→蕉溪社区居民委员会",
                "SuffixOnly 522625101200 蕉溪村委会→蕉溪村村民委员会",
                "SuffixOnly 522625101201 猛溪村委会→猛溪村村民委员会",
                "SuffixOnly 522625101202 木元村委会→木元村村民委员会",
                "SuffixOnly 522625101203 路溪村委会→路溪村村民委员会",
                "SuffixOnly 522625101204 洞脚村委会→洞脚村村民委员会",
                "SuffixOnly 522625101205 木溪村委会→木溪村村民委员会",
                "SuffixOnly 522625101206 鱼塘村委会→鱼塘村村民委员会",
                "SuffixOnly 522625101207 茶园村委会→茶园村村民委员会",
                "SuffixOnly 522625101208 柳溪村委会→柳溪村村民委员会",
                "SuffixOnly 522625101209 郎洞村委会→郎洞村村民委员会",
                "SuffixOnly 522625101210 罗溪村委会→罗溪村村民委员会",
                "SuffixOnly 522625101211 车溪村委会→车溪村村民委员会",
                "SuffixOnly 522625101212 田溪村委会→田溪村村民委员会",
                "Rename 522632104218 斗蓬村村民委员会→斗棚村村民委员会",
                "Rename 522632108210 格陇村村民委员会→格拢村村民委员会",
                "Rename 522635106201 甲尔村村民委员会→甲耳村村民委员会",
            ],
            diff.Changes.Select(c => $"{c.Type} {c.Row!.Code} {c.Known!.Name}→{c.Row.Name}")
        );
        Assert.Empty(DivisionDiff.Compare(Divisions.Apply(map, diff), Divisions.Of(2023)).Changes);
    }

    /// <summary>
    /// Each case: the base map, the file with some lines put in (by code) or taken out (-code), what it says.
    /// </summary>
    [Theory]
    [InlineData("nothing", "", "")]
    [InlineData("a new village", "522630202202 新寨村村民委员会 village", "SetUp 522630202202")]
    [InlineData(
        "a new township with its village",
        "522630203000 排羊乡 township;522630203200 九龙村村民委员会 village",
        "SetUp 522630203000;SetUp 522630203200"
    )]
    [InlineData("a name", "522630202201 阳方村村民委员会 village", "Rename 522630202201 阳芳村村民委员会")]
    [InlineData("a suffix", "522630202201 阳芳村委会 village", "SuffixOnly 522630202201 阳芳村村民委员会")]
    [InlineData("width and space", "522630202201 阳芳村　村民委员会 village", "")]
    [InlineData("a lost character", "522630202201 阳?村村民委员会 village", "")]
    [InlineData("a kind", "522630202201 阳芳村村民委员会 pseudo_village", "Reclassify 522630202201 阳芳村村民委员会")]
    [InlineData("no kind said", "522630202201 阳芳村村民委员会", "")]
    [InlineData(
        "a village becomes a community",
        "522630202201 阳芳社区居民委员会 community",
        "Rename 522630202201 阳芳村村民委员会;Reclassify 522630202201 阳芳村村民委员会"
    )]
    [InlineData("gone", "-522630202201", "Abolish 阳芳村村民委员会?")]
    [InlineData(
        "another code, same township",
        "-522630202201;522630202001 阳芳社区居民委员会 community",
        "Recode 522630202001 阳芳村村民委员会?"
    )]
    [InlineData(
        "another township of the county",
        "-522630202201;522630101201 阳芳村村民委员会 village",
        "MoveParent 522630101201 阳芳村村民委员会?"
    )]
    [InlineData(
        "two swap their codes",
        "522630202200 阳芳村村民委员会 village;522630202201 台盘村村民委员会 village",
        "Recode 522630202200 阳芳村村民委员会?;Recode 522630202201 台盘村村民委员会?"
    )]
    [InlineData(
        "a code is reused",
        "522630202201 新寨村村民委员会 village;522630202202 阳芳村村民委员会 village",
        "SetUp 522630202201?;Recode 522630202202 阳芳村村民委员会?"
    )]
    [InlineData(
        "a code passes to a neighbour",
        "-522630202201;522630202200 阳芳村村民委员会 village",
        "Recode 522630202200 阳芳村村民委员会?;Abolish 台盘村村民委员会?"
    )]
    [InlineData(
        "a namesake that stands is no candidate",
        "522630101201 台盘村村民委员会 village",
        "SetUp 522630101201"
    )]
    [InlineData(
        "a township becomes a town with new codes, a new village waits with it",
        "-522630202000;-522630202200;-522630202201;522630105000 台盘镇 town;522630105200 台盘村村民委员会 village;"
            + "522630105201 阳芳村村民委员会 village;522630105202 新寨村村民委员会 village",
        "Recode 522630105000 台盘乡?;Recode 522630105200 台盘村村民委员会?;Recode 522630105201 阳芳村村民委员会?;"
            + "SetUp 522630105202?"
    )]
    [InlineData(
        "a township merged into its neighbour",
        "-522630202000;-522630202200;-522630202201;522630101201 台盘村村民委员会 village;522630101202 阳芳村村民委员会 village",
        "MoveParent 522630101201 台盘村村民委员会?;MoveParent 522630101202 阳芳村村民委员会?;Merge 台盘乡?"
    )]
    public void A_years_change_is_told(string what, string edits, string expected)
    {
        var lines = Base.ToDictionary(line => line[..12]);
        foreach (var edit in edits.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (edit[0] == '-')
                lines.Remove(edit[1..]);
            else
                lines[edit[..12]] = edit;
        }
        var file = Divisions.Of([.. lines.Values]);
        var map = BaseMap();
        var diff = DivisionDiff.Compare(map, file);
        var told = string.Join(';', diff.Changes.Select(Told));
        Assert.True(expected == told, $"{what}: {told}");
        var again = DivisionDiff.Compare(Divisions.Apply(map, diff), file);
        Assert.Equal(diff.Open.Select(Told), again.Changes.Select(Told));
    }

    [Fact]
    public void A_file_says_nothing_about_places_outside_it()
    {
        var map = BaseMap();
        Assert.Empty(DivisionDiff.Compare(map, Divisions.Of(Base[0], Base[1])).Changes);
        Assert.Empty(DivisionDiff.Compare(map, Divisions.Of(Base[5..])).Changes);
        Assert.Empty(DivisionDiff.Compare(map, Divisions.Of([])).Changes);
        Assert.Empty(DivisionDiff.Compare(map, Divisions.Of("522630202200 台盘村 village")).Open);
        Assert.Equal(
            ["Abolish 小河村村民委员会?"],
            DivisionDiff
                .Compare(map, Divisions.Of([.. Base[1..3], "522630101201 塘坝村 village", .. Base[4..]]))
                .Open.Select(Told)
        );
    }

    [Fact]
    public void Under_a_moved_parent_new_places_and_known_ones_stay_with_its_key()
    {
        var to = PlaceKey.FromCode("522601").Child(7);
        var map = BaseMap()
            .ConvertAll(place =>
                place.Code!.StartsWith("522630202", StringComparison.Ordinal)
                    ? place with
                    {
                        Key = new PlaceKey(to.Value + (place.Key.Value - place.Key.At(4).Value)),
                    }
                    : place
            );
        map.Add(new KnownPlace(99, PlaceKey.FromCode("522601"), "522601000000", "凯里市", PlaceKind.Plain));
        var diff = DivisionDiff.Compare(
            map,
            Divisions.Of([.. Base, "522601000000 凯里市", "522630202202 新寨村 village"])
        );
        Assert.Equal(["SetUp 522630202202"], diff.Changes.Select(Told));
        var placed = Divisions.Apply(map, diff).Single(place => place.Code == "522630202202");
        Assert.Equal(to.Child(202), placed.Key);
    }

    [Fact]
    public void A_number_of_a_place_gone_is_not_given_again()
    {
        var map = BaseMap();
        var diff = DivisionDiff.Compare(map, Divisions.Of([.. Base, "522630202202 新寨村 village"]));
        var gone = PlaceKey.FromCode("522630202202");
        var placed = Divisions.Apply(map, diff, gone).Single(place => place.Code == "522630202202");
        Assert.Equal(gone.Parent.Child(1), placed.Key);
    }

    [Fact]
    public void A_place_without_code_is_recognised_by_its_name()
    {
        var map = BaseMap();
        map.Add(new KnownPlace(99, PlaceKey.FromCode("522630202999"), null, "新寨村", PlaceKind.Village));
        Assert.Empty(DivisionDiff.Compare(map, Divisions.Of(Base)).Changes);
        var diff = DivisionDiff.Compare(map, Divisions.Of([.. Base, "522630202202 新寨村村民委员会 village"]));
        Assert.Equal(["Coded 522630202202 新寨村", "SuffixOnly 522630202202 新寨村"], diff.Changes.Select(Told));
    }

    [Fact]
    public void A_file_with_faults_and_a_code_borne_twice_throw()
    {
        var faulty = DivisionTable.Read(new StringReader("code,name,level,parent_code\n1,a,county,\n"), 2024);
        Assert.Throws<ArgumentException>(() => DivisionDiff.Compare([], faulty));
        var map = BaseMap();
        map.Add(map[^1] with { Id = 99, Key = PlaceKey.FromCode("522630202999") });
        Assert.Throws<ArgumentException>(() => DivisionDiff.Compare(map, Divisions.Of(Base)));
    }

    [Fact]
    public void Without_a_known_parent_a_new_place_waits() =>
        Assert.Equal(
            ["SetUp 522630000000?", "SetUp 522630101000?"],
            DivisionDiff.Compare([], Divisions.Of(Base[1..3])).Changes.Select(Told)
        );

    /// <summary>
    /// Files of one prefecture with few codes and names, so that everything is swapped, reused and moved.
    /// </summary>
    private static readonly Gen<DivisionTable> AnyFile = Gen.Select(
            Gen.Int[1, 2],
            Gen.Int[1, 2],
            Gen.Int[1, 4],
            Gen.OneOf("甲村", "甲社区居民委员会", "乙村村民委员会", "乙村", "?村", "丙村委会"),
            Gen.OneOf("village", "community", "")
        )
        .Array[0, 12]
        .Select(Gen.OneOf("东镇", "东乡", "西镇").Array[4])
        .Select(
            (villages, towns) =>
            {
                var lines = new SortedDictionary<string, string>(StringComparer.Ordinal)
                {
                    ["520000000000"] = "贵州省",
                    ["522600000000"] = "黔东南州",
                };
                foreach (var (county, town, number, name, kind) in villages)
                {
                    lines[$"52260{county}000000"] = $"县{county}";
                    lines[$"52260{county}10{town}000"] = towns[(county * 2) + town - 3];
                    lines[$"52260{county}10{town}20{number}"] = $"{name} {kind}";
                }
                return Divisions.Of([.. lines.Select(line => $"{line.Key} {line.Value}")]);
            }
        );

    [Fact]
    public void Applied_plain_changes_do_not_come_again() =>
        Gen.Select(AnyFile, AnyFile)
            .Sample(
                (first, second) =>
                {
                    var onEmpty = DivisionDiff.Compare([], first);
                    Assert.Equal(first.Rows, onEmpty.Plain.Select(change => change.Row!));
                    var map = Divisions.Apply([], onEmpty);
                    Assert.Empty(DivisionDiff.Compare(map, first).Changes);

                    var diff = DivisionDiff.Compare(map, second);
                    var again = DivisionDiff.Compare(Divisions.Apply(map, diff), second);
                    Assert.Empty(again.Plain);
                    Assert.Equal(diff.Open.Select(Asked), again.Open.Select(Asked));
                }
            );

    /// <summary>Once neighbours bear their new names, nothing tells a merge from an end any more.</summary>
    private static string Asked(DivisionChange c) => Told(c).Replace("Merge", "Abolish", StringComparison.Ordinal);

    private static List<KnownPlace> BaseMap() => Divisions.MapOf(Divisions.Of(["520000000000 贵州省", .. Base]));

    /// <summary>Type, code of the row, name of the known place, and ? where it needs an answer.</summary>
    private static string Told(DivisionChange c) =>
        string.Join(' ', new[] { c.Type.ToString(), c.Row?.Code, c.Known?.Name }.Where(part => part is not null))
        + (c.IsPlain ? "" : "?");
}
