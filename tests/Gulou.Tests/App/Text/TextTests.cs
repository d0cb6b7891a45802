using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gulou.App;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gulou.Tests.App;

public sealed partial class TextTests
{
    [Fact]
    public void A_key_names_its_area_and_speaks_the_current_language()
    {
        using (new Culture(Languages.Chinese))
        {
            Assert.Equal("登录", Culture.Text["shell.sign-in"]);
            Assert.Equal("共 26 件", Culture.Text["kit.total", 26, "件"]);
        }

        using (new Culture(Languages.English))
        {
            Assert.Equal("Sign in", Culture.Text["shell.sign-in"]);
        }
    }

    [Theory]
    [InlineData("shell.no-such-text")]
    [InlineData("nowhere.title")]
    [InlineData("no-area")]
    [InlineData("")]
    public void A_missing_key_throws_where_bugs_should_be_seen_and_else_shows_itself(string key)
    {
        Assert.Throws<KeyNotFoundException>(() => Culture.Text[key]);
        Assert.Equal(key, new Gulou.App.Text(NullLogger<Gulou.App.Text>.Instance)[key]);
    }

    [Fact]
    public void A_missing_key_is_logged_once()
    {
        var log = new Counting();
        var text = new Gulou.App.Text(log);
        _ = text["shell.no-such-text"] + text["shell.no-such-text"] + text["shell.other"];
        Assert.Equal(2, log.Lines);
    }

    [Fact]
    public void Both_languages_have_the_same_keys_and_the_same_places_to_fill()
    {
        var chinese = Files().Where(file => !file.EndsWith(".en.resx", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(chinese);
        foreach (var file in chinese)
        {
            var zh = Entries(file);
            var en = Entries(Path.ChangeExtension(file, ".en.resx"));
            Assert.Equal(zh.Keys.Order(), en.Keys.Order());
            Assert.All(zh, entry => Assert.NotEqual("", entry.Value + en[entry.Key]));
            foreach (
                var key in zh.Keys.Where(key => !Path.GetFileName(file).StartsWith("display", StringComparison.Ordinal))
            )
            {
                Assert.Equal((key, Places(zh[key])), (key, Places(en[key])));
            }
        }
    }

    [Fact]
    public void Every_key_written_out_in_a_page_exists()
    {
        var keys = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src", "Gulou.App"), "*.*", SearchOption.AllDirectories)
            .Where(file =>
                file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal)
            )
            .SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .Distinct()
            .ToList();
        Assert.Contains("shell.sign-in", keys);
        Assert.All(keys, key => Assert.NotNull(Culture.Text.Find(key)));
    }

    private static string[] Files() =>
        Directory.GetFiles(Path.Combine(Repository.Root, "src", "Gulou.App", "Text"), "*.resx");

    private static Dictionary<string, string> Entries(string file) =>
        XDocument
            .Load(file)
            .Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static string Places(string text) =>
        string.Join(",", Place().Matches(text).Select(match => match.Value).Distinct().Order());

    [GeneratedRegex(@"\{\d")]
    private static partial Regex Place();

    [GeneratedRegex(@"(?<![A-Za-z])(?:T|text)\[""([a-z0-9.-]+\.[a-z0-9-]*[a-z0-9])""")]
    private static partial Regex Key();

    private sealed class Counting : ILogger<Gulou.App.Text>
    {
        public int Lines { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines++;
    }
}
