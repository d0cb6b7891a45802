using Gulou.App.Web.Visits;

namespace Gulou.Tests.App.Web;

public sealed class DeviceTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/130.0", "Firefox · Windows")]
    [InlineData(
        "Mozilla/5.0 (Linux; Android 9; MI 6) AppleWebKit/537.36 Chrome/86 Mobile Safari/537.36 MicroMessenger/8.0",
        "WeChat · Android"
    )]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari · iPhone")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge · Windows")]
    [InlineData("curl/8", "")]
    [InlineData(null, "")]
    public void Says_browser_and_system_and_no_more(string? userAgent, string words) =>
        Assert.Equal(words, Device.Of(userAgent));
}
