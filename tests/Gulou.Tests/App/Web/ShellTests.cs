using Gulou.App.Web;

namespace Gulou.Tests.App.Web;

public sealed class ShellTests
{
    private static readonly NavItem Home = new("home", "/", "home");
    private static readonly NavItem Cases = new("cases", "/cases", "inbox");
    private static readonly NavItem Mine = new("mine", "/cases/mine", "person");

    [Theory]
    [InlineData("/", "home")]
    [InlineData("/cases", "cases")]
    [InlineData("/cases/12", "cases")]
    [InlineData("/cases/mine", "mine")]
    [InlineData("/cases/mine/3", "mine")]
    [InlineData("/casesandmore", null)]
    [InlineData("/other", null)]
    public void The_menu_marks_the_nearest_entry_above_the_page(string path, string? expected)
    {
        Assert.Equal(expected, Shell.Current([Home, Cases, Mine], path)?.TextKey);
    }
}
