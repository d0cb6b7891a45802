using System.Text;
using Gulou.Kernel.Values;

namespace Gulou.Tests.Kernel.Values;

public class PinyinTests
{
    private static readonly string Data = Path.Combine(AppContext.BaseDirectory, "data");
    private static readonly Pinyin Table = Load();

    [Theory]
    [InlineData("台江县", "tjx")]
    [InlineData("长滩乡", "ctx")]
    [InlineData("重安镇", "caz")]
    [InlineData("㵲阳镇", "wyz")]
    [InlineData("Ａ区 3-2号", "aq32h")]
    [InlineData("，。！", "")]
    [InlineData("", "")]
    public void Initials_of_text(string text, string expected) => Assert.Equal(expected, Table.Initials(text));

    [Theory]
    [InlineData("杨秀英", "yxy")]
    [InlineData("单秀英", "sxy")]
    [InlineData("仇勇", "qy")]
    [InlineData("解放", "xf")]
    [InlineData("曾国强", "zgq")]
    [InlineData("查良", "zl")]
    [InlineData("盖伟", "gw")]
    [InlineData("朴顺", "ps")]
    [InlineData("区家豪", "ojh")]
    [InlineData("覃芳", "qf")]
    [InlineData("翟勇", "zy")]
    [InlineData("尉迟恭", "ycg")]
    [InlineData("尉平", "wp")]
    [InlineData("欧阳修", "oyx")]
    [InlineData("石重", "sc")]
    [InlineData("邰老九", "tlj")]
    [InlineData("阿卜杜·热合曼", "abdrhm")]
    [InlineData("单", "s")]
    [InlineData("", "")]
    public void Initials_of_names(string name, string expected) => Assert.Equal(expected, Table.NameInitials(name));

    [Theory]
    [InlineData("qiandongnan-2022.csv")]
    [InlineData("qiandongnan-2023.csv")]
    public void Every_character_of_the_division_tables_has_a_reading(string file)
    {
        var rows = File.ReadLines(Path.Combine(Data, "divisions", file)).Skip(1).ToList();
        var names = string.Concat(rows.Select(row => row.Split(',')[1]));

        Assert.True(rows.Count > 2000);
        Assert.Empty(names.EnumerateRunes().Where(c => !Table.Knows(c)).Distinct());
    }

    [Fact]
    public void Every_character_of_the_first_unified_block_but_ten_has_a_reading()
    {
        // 20,902 of them, all but the ten that Japan made for units and the like.
        var block = Enumerable.Range(0x4E00, 0x9FA5 - 0x4E00 + 1).Select(c => new Rune(c));
        Assert.Equal("兙兡嗧桛烪瓧瓰瓱瓼甅", string.Concat(block.Where(c => !Table.Knows(c))));
    }

    [Fact]
    public void Rare_characters_of_names_have_a_reading()
    {
        const string Rare = "㵲翀堃喆珺玥昇祎烨赟芃翯镕頔淼焱犇骉羴鱻〇龘邰岜孖硐𠅤𬱖𬍛";
        Assert.All(Rare.EnumerateRunes(), c => Assert.True(Table.Knows(c), c.ToString()));
    }

    [Theory]
    [InlineData("杨秀英")]
    [InlineData("A 啊")]
    [InlineData("surnames 单")]
    [InlineData("surnames 尉迟=y")]
    public void A_broken_table_names_its_line(string line)
    {
        using var lines = new StringReader("# ours\na 啊\n" + line);
        var refusal = Assert.Throws<FormatException>(() => Pinyin.Load(lines));
        Assert.Contains("line 3", refusal.Message, StringComparison.Ordinal);
    }

    private static Pinyin Load()
    {
        using var lines = new StreamReader(Path.Combine(Data, "pinyin-initials.txt"));
        return Pinyin.Load(lines);
    }
}
