using Gulou.App;

namespace Gulou.Tests.App;

public sealed class LanguagesTests
{
    [Theory]
    [InlineData(null, null, "zh-CN")]
    [InlineData(null, "", "zh-CN")]
    [InlineData(null, "en-GB,en;q=0.9", "en")]
    [InlineData(null, "zh-TW,zh;q=0.9,en;q=0.8", "zh-CN")]
    [InlineData(null, "en;q=0.3, zh;q=0.8", "zh-CN")]
    [InlineData(null, "fr-FR, en;q=0.5", "en")]
    [InlineData(null, "fr", "zh-CN")]
    [InlineData(null, "en;q=0, fr", "zh-CN")]
    [InlineData(null, "english", "zh-CN")]
    [InlineData(null, ";;;", "zh-CN")]
    [InlineData("en", "zh-CN", "en")]
    [InlineData("zh-CN", "en", "zh-CN")]
    [InlineData("xx", "en", "en")]
    public void The_choice_goes_before_the_browser_and_Chinese_comes_last(
        string? cookie,
        string? accept,
        string expected
    )
    {
        Assert.Equal(expected, Languages.Choose(cookie, accept));
    }
}
