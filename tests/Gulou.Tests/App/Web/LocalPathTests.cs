using Gulou.App.Web;

namespace Gulou.Tests.App.Web;

public sealed class LocalPathTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/cases/12?after=3&q=%E6%9D%A8")]
    [InlineData("/a//b")]
    [InlineData("/cases#main")]
    public void A_path_of_ours_is_kept(string path) => Assert.Equal(path, LocalPath.OrHome(path));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("cases")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/a\r\nSet-Cookie: x")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData(" /cases")]
    public void Anything_else_leads_home(string? path) => Assert.Equal("/", LocalPath.OrHome(path));
}
