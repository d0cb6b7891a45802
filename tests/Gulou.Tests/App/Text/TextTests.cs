using Gulou.App;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gulou.Tests.App;

public sealed class TextTests
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
