using System.Globalization;
using System.Runtime.CompilerServices;
using Gulou.App;
using Gulou.App.Web.Audit;
using Gulou.Storage.Audit;
using Gulou.Storage.Commands;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gulou.Tests.App.Web;

public sealed class AuditWordsTests
{
    /// <summary>A command's verb does not hang on its content, but for the few with two.</summary>
    public static TheoryData<string> Verbs =>
        new(
            ReferenceTests
                .Commands.Select(c => Blank(c.Command))
                .Where(command => command.LeavesTrace)
                .Select(command => command.Verb)
                .Concat(["posts.sign-in", "posts.sign-in-failed", "posts.confirm-password", "ledger.expire"])
                .Concat(["posts.second-factor", "posts.recovery-code", "points.open-photo"])
                .Concat(["people.release-listed", "people.export-in-full"])
                .Distinct()
        );

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_verb_of_the_trace_has_words(string verb)
    {
        var text = new Text(NullLogger<Text>.Instance);
        Assert.Contains(verb, AuditWords.Verbs);
        foreach (var language in Languages.All)
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            Assert.NotNull(text.Find(AuditWords.Key(verb)));
        }
    }

    /// <summary>What someone is told of when others looked: every command that writes a reading down.</summary>
    [Fact]
    public void Every_reading_is_told_to_whom_it_concerns()
    {
        var readings = ReferenceTests
            .Commands.Where(c => c.Command.IsAssignableTo(typeof(IReading)))
            .Select(c => VerbOf(c.Command))
            .Concat(["points.open-photo", "people.export-in-full"]);
        Assert.Equal(AuditWords.Readings.Order(), readings.Order());
        var text = new Text(NullLogger<Text>.Instance);
        Assert.All(AuditWords.Readings, verb => Assert.NotNull(text.Find($"my.look-{verb.Replace('.', '-')}")));
    }

    private static string VerbOf(Type command) => Blank(command).Verb;

    private static Command Blank(Type command) =>
        (Command)
            RuntimeHelpers.GetUninitializedObject(
                command.IsGenericTypeDefinition ? command.MakeGenericType(typeof(object)) : command
            );

    [Fact]
    public void No_words_are_left_of_verbs_that_are_gone() => Assert.Equal(Verbs.Count, AuditWords.Verbs.Count());
}
