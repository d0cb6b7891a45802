using System.Globalization;
using Gulou.App;
using Gulou.App.Web.Visits;
using Gulou.Areas.Governance;
using Gulou.Storage.Commands;
using Gulou.Storage.Ledger;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gulou.Tests.App;

/// <summary>Every refusal of every command is a sentence in both languages.</summary>
public sealed class RefusalTextTests
{
    public static TheoryData<Type> Commands =>
        new(
            typeof(Command)
                .Assembly.GetTypes()
                .Concat(typeof(GovernanceArea).Assembly.GetTypes())
                // Entries are posted by machines, which read the outcome's own word.
                .Where(t =>
                    !t.IsAbstract && t.IsSubclassOf(typeof(Command)) && t.Namespace != typeof(PostEntry).Namespace
                )
        );

    [Theory]
    [MemberData(nameof(Commands), DisableDiscoveryEnumeration = true)]
    public void Each_refusal_has_a_sentence(Type command)
    {
        var outcomes = command.BaseType!.GetGenericArguments().Single();
        var text = new Text(NullLogger<Text>.Instance);
        foreach (var language in Languages.All)
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            foreach (var outcome in Enum.GetNames(outcomes).Skip(1))
                Assert.True(text.Find(Refusals.Key(outcomes, outcome)) is not null, Refusals.Key(outcomes, outcome));
        }
    }
}
