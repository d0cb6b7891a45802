using Gulou.Kernel.Posts;
using Gulou.Storage.Definitions;

namespace Gulou.Tests.Storage.Definitions;

public sealed class SignInFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gulou-sign-in-").FullName;

    [Fact]
    public void The_shipped_file_asks_the_offices_for_a_second_factor()
    {
        var rules = SignInFile.Read(Path.Combine(AppContext.BaseDirectory, "definitions"), Worlds.Posts);
        Assert.Equal(["administrator", "county-office", "prefecture-office"], rules.SecondFactor.Order());
        Assert.All(Worlds.Posts.All, post => Assert.Contains(post.Key, rules.ByPost.Keys));
        Assert.All(rules.ByPost.Values, limits => Assert.True(limits.Length <= rules.Villager.Length));
    }

    [Theory]
    [InlineData("second-factor: [king]\nsessions: { villager: { idle: 1h, length: 1d } }", "no post king")]
    [InlineData("sessions: { king: { idle: 1h, length: 1d } }", "no post king")]
    [InlineData("second-factor: []", "limit for villager")]
    [InlineData("sessions: { villager: { idle: 1h } }", "a time is a number")]
    [InlineData("sessions: { villager: { idle: 0h, length: 1d } }", "a time is a number")]
    [InlineData("sessions: { villager: { idle: 1w, length: 1d } }", "a time is a number")]
    [InlineData("sessions: { villager: { idle: 2d, length: 1d } }", "cannot idle")]
    [InlineData("sesions: {}", "sesions")]
    public void A_slip_stops_the_start(string text, string reason)
    {
        File.WriteAllText(Path.Combine(folder, SignInFile.Name), text);
        var fault = Assert.Throws<DefinitionException>(() => SignInFile.Read(folder, Worlds.Posts));
        Assert.Contains(reason, fault.Reason);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
