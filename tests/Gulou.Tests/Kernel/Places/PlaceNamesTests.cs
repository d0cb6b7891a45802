using Gulou.Kernel.Places;

namespace Gulou.Tests.Kernel.Places;

public class PlaceNamesTests
{
    /// <summary>Names as they stand in the lists, one of each pattern found there.</summary>
    [Theory]
    [InlineData("台盘村村民委员会", "台盘村")]
    [InlineData("蕉溪村委会", "蕉溪村")]
    [InlineData("新村村民委员会", "新村")]
    [InlineData("新村村村民委员会", "新村村")]
    [InlineData("摆拉村委会", "摆拉村")]
    [InlineData("孖腊中心村民委员会", "孖腊中心村")]
    [InlineData("岩头寨村民委员会", "岩头寨村")]
    [InlineData("桂家湖村民委员会", "桂家湖村")]
    [InlineData("石龙社区村民委员会", "石龙社区")]
    [InlineData("堰溪村委村民委员会", "堰溪村")]
    [InlineData("中和村和民委员会", "中和村")]
    [InlineData("五一村村委员会", "五一村")]
    [InlineData("鹿溪村村民委会员", "鹿溪村")]
    [InlineData("太慈村", "太慈村")]
    [InlineData("小香湾社区居民委员会", "小香湾社区")]
    [InlineData("天生社区居民委会员", "天生社区")]
    [InlineData("高峰社区居委会", "高峰社区")]
    [InlineData("蕉溪居委会", "蕉溪社区")]
    [InlineData("602库居民委员会", "602库社区")]
    [InlineData("大龙社区第一居民委员会", "大龙社区第一居委会")]
    [InlineData("黎阳社区第四居委会", "黎阳社区第四居委会")]
    [InlineData("纪念塔社区", "纪念塔社区")]
    [InlineData("村民委员会", "村民委员会")]
    public void A_villages_short_name_is_what_people_say(string official, string said) =>
        Assert.Equal(said, PlaceNames.Short(PlaceLevel.Village, official));

    [Theory]
    [InlineData(PlaceLevel.Prefecture, "黔东南苗族侗族自治州")]
    [InlineData(PlaceLevel.County, "台江县")]
    [InlineData(PlaceLevel.Township, "尚寨土家族乡")]
    [InlineData(PlaceLevel.Township, "㵲水街道")]
    [InlineData(PlaceLevel.Grid, "老寨村委会")]
    public void A_name_of_another_level_stays(PlaceLevel level, string name) =>
        Assert.Equal(name, PlaceNames.Short(level, name));

    [Theory]
    [InlineData("蕉溪村委会", "蕉溪村村民委员会", true, true)]
    [InlineData("蕉溪居委会", "蕉溪社区居民委员会", true, true)]
    [InlineData("６０２库居民委员会", "602库 居委会", true, true)]
    [InlineData("?水社区居民委员会", "㵲水社区居委会", true, true)]
    [InlineData("？水社区居民委员会", "㵲水社区居委会", true, true)]
    [InlineData("?水村", "羊水坪村", false, false)]
    [InlineData("?里村", "𠮷里村", true, true)]
    [InlineData("白午村村民委员会", "白午社区居民委员会", false, true)]
    [InlineData("密蜂村村民委员会", "蜜蜂村村民委员会", false, false)]
    public void Names_are_compared_without_suffix_width_and_lost_characters(string a, string b, bool same, bool stem)
    {
        Assert.Equal(same, PlaceNames.Same(PlaceLevel.Village, a, b));
        Assert.Equal(same, PlaceNames.Same(PlaceLevel.Village, b, a));
        Assert.Equal(stem, PlaceNames.SameStem(PlaceLevel.Village, a, b));
    }

    [Theory]
    [InlineData(PlaceLevel.Township, "平寨乡", "平寨")]
    [InlineData(PlaceLevel.Township, "平寨镇", "平寨")]
    [InlineData(PlaceLevel.Township, "城西街道办事处", "城西")]
    [InlineData(PlaceLevel.County, "台江县", "台江县")]
    [InlineData(PlaceLevel.Village, "台盘村村民委员会", "台盘")]
    public void A_stem_leaves_the_kind_out(PlaceLevel level, string name, string stem) =>
        Assert.Equal(stem, PlaceNames.Stem(level, name));

    [Fact]
    public void Every_name_of_the_prefecture_ends_as_people_say_it()
    {
        var villages = Divisions.Of(2023).Rows.Where(row => row.Level == PlaceLevel.Village).ToList();
        Assert.Equal(2438, villages.Count);
        Assert.All(
            villages,
            row => Assert.EndsWith(row.Kind == PlaceKind.Community ? "社区" : "村", Said(row), StringComparison.Ordinal)
        );
        var doubled = villages.GroupBy(row => (row.Official.Parent, Said(row))).Where(group => group.Count() > 1);
        Assert.Empty(doubled);
    }

    private static string Said(DivisionRow row) => PlaceNames.Short(row.Level, row.Name);
}
