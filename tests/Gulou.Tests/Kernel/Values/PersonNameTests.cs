using Gulou.Kernel.Values;

namespace Gulou.Tests.Kernel.Values;

public class PersonNameTests
{
    [Theory]
    [InlineData("杨秀英", "杨*英")]
    [InlineData("张三", "张*")]
    [InlineData("张", "*")]
    [InlineData("", "")]
    [InlineData("欧阳", "欧*")]
    [InlineData("欧阳修", "欧阳*")]
    [InlineData("欧阳秀英", "欧阳*英")]
    [InlineData("阿卜杜·热合曼", "阿*****曼")]
    [InlineData("杨𠅤英", "杨*英")]
    public void Masks(string name, string expected) => Assert.Equal(expected, PersonName.Mask(name));

    [Theory]
    [InlineData(" 杨 秀　英 ", "杨秀英")]
    [InlineData("杨\u200B秀英\uFEFF", "杨秀英")]
    [InlineData("阿卜杜•热合曼", "阿卜杜·热合曼")]
    [InlineData("阿卜杜 ・ 热合曼", "阿卜杜·热合曼")]
    [InlineData("阿卜杜．热合曼", "阿卜杜·热合曼")]
    [InlineData("阿卜杜‧‧热合曼·", "阿卜杜·热合曼")]
    [InlineData("Ａｎｎａ　 Lee", "Anna Lee")]
    [InlineData("⽯老三", "石老三")]
    [InlineData("潘〇", "潘〇")]
    [InlineData("杨𠅤英", "杨𠅤英")]
    public void Has_one_written_form(string typed, string expected)
    {
        Assert.True(PersonName.TryNormalise(typed, out var name));
        Assert.Equal(expected, name);
        Assert.True(PersonName.TryNormalise(name, out var again));
        Assert.Equal(name, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" · ")]
    [InlineData("杨秀英2")]
    [InlineData("杨秀英（大）")]
    [InlineData("杨\t=1+1")]
    [InlineData("<b>杨</b>")]
    public void Refuses_what_is_no_name(string? typed) => Assert.False(PersonName.TryNormalise(typed, out _));

    [Fact]
    public void Refuses_half_a_character() => Assert.False(PersonName.TryNormalise("杨\uD840英", out _));

    [Fact]
    public void Fifty_characters_are_the_most()
    {
        Assert.True(PersonName.TryNormalise(new string('杨', 50), out _));
        Assert.False(PersonName.TryNormalise(new string('杨', 51), out _));
    }
}
