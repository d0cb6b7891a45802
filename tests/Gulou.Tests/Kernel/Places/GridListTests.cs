using Gulou.Kernel.Places;

namespace Gulou.Tests.Kernel.Places;

/// <summary>A county's list of grids: how it is read, and what it changes.</summary>
public sealed class GridListTests
{
    private const string Village = "522630202200";

    private static readonly PlaceKey VillageKey = PlaceKey.FromCode(Village);

    private static readonly KnownPlace[] Map =
    [
        Known(1, PlaceKey.FromCode("52"), "520000000000", "贵州省"),
        Known(2, PlaceKey.FromCode("5226"), "522600000000", "黔东南州"),
        Known(3, PlaceKey.FromCode("522630"), "522630000000", "台江县"),
        Known(4, PlaceKey.FromCode("522630202"), "522630202000", "台盘乡"),
        Known(5, VillageKey, Village, "台盘村村民委员会"),
        Known(6, PlaceKey.FromCode("522630202201"), "522630202201", "阳芳村村民委员会"),
        Known(11, VillageKey.Child(1), $"{Village}001", "上寨", PlaceKind.Hamlet),
        Known(12, VillageKey.Child(2), $"{Village}002", "下寨", PlaceKind.Hamlet),
        Known(21, VillageKey.Child(1).Child(1), $"{Village}00101", "一组"),
        Known(31, PlaceKey.FromCode("522630202201").Child(1), "522630202201001", "上寨", PlaceKind.Hamlet),
    ];

    [Theory]
    [InlineData("522630202200", "522630202200000000")]
    [InlineData("522630202200007", "522630202200007000")]
    [InlineData("52263020220000712", "522630202200007012")]
    public void A_code_and_its_position_say_the_same(string code, string key)
    {
        Assert.True(OfficialCode.TryParse(code, out var official));
        Assert.Equal(key, official.ToString());
        Assert.Equal(code, OfficialCode.Of(official));
    }

    [Theory]
    [InlineData("522630202200000")]
    [InlineData("52263020220000700")]
    [InlineData("5226302022000071")]
    [InlineData("522630202000001")]
    public void Other_digits_are_no_position(string code) => Assert.False(OfficialCode.TryParse(code, out _));

    [Fact]
    public void A_unit_beyond_two_digits_has_no_code() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => OfficialCode.Of(VillageKey.Child(1).Child(100)));

    [Theory]
    [InlineData("name,kind", 1, DivisionFaultReason.MissingColumn)]
    [InlineData("code,name\n52263020220,上寨", 2, DivisionFaultReason.BadCode)]
    [InlineData("code,name\n522630202200001,上寨\n522630202200001,中寨", 3, DivisionFaultReason.DuplicateCode)]
    [InlineData("code,name\n522630202200001,", 2, DivisionFaultReason.EmptyName)]
    [InlineData("code,name,kind\n522630202200001,上寨,village", 2, DivisionFaultReason.UnknownKind)]
    [InlineData("code,name,kind\n52263020220000101,一组,hamlet", 2, DivisionFaultReason.KindOfOtherLevel)]
    [InlineData("code,name\n522630202200001,上寨,x", 2, DivisionFaultReason.WrongColumnCount)]
    [InlineData("code,name\n522630202200001,\"上寨", 2, DivisionFaultReason.UnclosedQuote)]
    [InlineData("code,name\n522630202200001,上寨\n52263020220000201,一组", 3, DivisionFaultReason.MissingParent)]
    [InlineData(
        "code,name,kind\n522630202200001,市场,dedicated\n52263020220000101,一组,",
        3,
        DivisionFaultReason.WrongParent
    )]
    public void A_bad_line_is_named(string text, int line, DivisionFaultReason reason)
    {
        var fault = Assert.Single(Read(text).Faults);
        Assert.Equal((line, reason), (fault.Line, fault.Reason));
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        var table = Read(
            "\uFEFFname,code,remark,kind\r\n上寨,522630202200001,x,hamlet\r\n\r\n村,522630202200000,,\r\n"
                + "一组,'52263020220000101,,\r\n"
        );
        Assert.Empty(table.Faults);
        var text = new StringWriter();
        table.Write(text);
        var again = Read(text.ToString());
        Assert.Equal(
            ["522630202200001 上寨 Hamlet", "52263020220000101 一组 Plain"],
            again.Rows.Select(r => $"{r.Code} {r.Name} {r.Kind}")
        );
        Assert.Equal(VillageKey, again.Top);
    }

    [Fact]
    public void The_same_list_changes_nothing() =>
        Assert.Empty(Compare("001,上寨,hamlet", "002,下寨,hamlet", "00101,一组,").Changes);

    [Fact]
    public void New_grids_names_and_kinds_are_plain_and_a_list_of_grids_says_nothing_about_units()
    {
        var diff = Compare("001,上寨新,hamlet", "002,下寨,urban", "003,市场,dedicated");
        Assert.All(diff.Changes, change => Assert.True(change.IsPlain));
        Assert.Equal(
            [DivisionChangeType.Rename, DivisionChangeType.Reclassify, DivisionChangeType.SetUp],
            diff.Changes.Select(c => c.Type)
        );
    }

    [Fact]
    public void A_grid_that_is_left_out_is_asked_about()
    {
        var change = Assert.Single(Compare("001,上寨,hamlet").Changes);
        Assert.Equal((DivisionChangeType.Abolish, 12L), (change.Type, change.Known!.Id));
        Assert.Contains(DivisionReply.Merged, change.Replies);
        var merged = new DivisionAnswer(change.Question, DivisionReply.Merged, $"{Village}001", "村发1号");
        var plain = Assert.Single(Compare([merged], "001,上寨,hamlet").Changes);
        Assert.Equal((DivisionChangeType.Merge, true), (plain.Type, plain.IsPlain));
    }

    [Fact]
    public void A_grid_under_another_code_is_asked_about_and_one_of_the_next_village_is_not_taken_for_it()
    {
        var change = Assert.Single(Compare("007,上寨,hamlet", "002,下寨,hamlet").Changes);
        Assert.Equal((DivisionChangeType.Recode, 11L, false), (change.Type, change.Known!.Id, change.IsPlain));
        var same = new DivisionAnswer(change.Question, DivisionReply.Same, null, "村发1号");
        Assert.True(Assert.Single(Compare([same], "007,上寨,hamlet", "002,下寨,hamlet").Changes).IsPlain);
    }

    [Fact]
    public void Villages_are_never_called_gone_by_a_list_of_grids()
    {
        var other = "522630202201";
        var text = $"code,name\n{Village}001,上寨\n{Village}002,下寨\n{other}001,上寨\n{other}002,新寨";
        var change = Assert.Single(DivisionDiff.Compare(Map, Read(text)).Changes);
        Assert.Equal((DivisionChangeType.SetUp, $"{other}002", true), (change.Type, change.Row!.Code, change.IsPlain));
    }

    [Fact]
    public void A_grid_of_an_unknown_village_waits()
    {
        var change = Assert.Single(DivisionDiff.Compare(Map, Read("code,name\n522630999200001,上寨")).Changes);
        Assert.False(change.IsPlain);
        Assert.False(change.IsQuestion);
    }

    private static DivisionDiff Compare(params string[] rows) => Compare([], rows);

    private static DivisionDiff Compare(DivisionAnswer[] answers, params string[] rows) =>
        DivisionDiff.Compare(
            Map,
            Read("code,name,kind\n" + string.Join('\n', rows.Select(row => Village + row))),
            answers: answers
        );

    private static DivisionTable Read(string text) =>
        DivisionTable.ReadGrids(new StringReader(text), new DateOnly(2026, 3, 1));

    private static KnownPlace Known(
        long id,
        PlaceKey key,
        string code,
        string name,
        PlaceKind kind = PlaceKind.Plain
    ) => new(id, key, code, name, kind);
}
