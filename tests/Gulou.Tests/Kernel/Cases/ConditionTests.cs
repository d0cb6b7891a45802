using Gulou.Kernel.Cases;

namespace Gulou.Tests.Kernel.Cases;

public sealed class ConditionTests
{
    private static readonly ConditionContext Context = new(
        new DateOnly(2026, 3, 2),
        new Dictionary<string, decimal> { ["tables"] = 20 }
    );

    private static readonly FormValues Values = CaseDefinitions.Values(
        ("kind", new ChoiceValue("wedding")),
        ("tables", new NumberValue(21)),
        ("cost", new MoneyValue(30_050)),
        ("held-on", new DateValue(new DateOnly(2026, 3, 17))),
        ("outside", new YesValue())
    );

    [Theory]
    [InlineData("kind is wedding", true)]
    [InlineData("kind is not wedding", false)]
    [InlineData("kind is funeral or tables > 20", true)]
    [InlineData("kind is funeral or tables > 20 and kind is funeral", false)]
    [InlineData("tables > limit.tables", true)]
    [InlineData("tables <= 20", false)]
    [InlineData("cost >= 300.50", true)]
    [InlineData("cost < 300.5", false)]
    [InlineData("held-on >= today + 15", true)]
    [InlineData("held-on > today + 15", false)]
    [InlineData("held-on < today - 1", false)]
    [InlineData("today < held-on", true)]
    [InlineData("outside is yes", true)]
    [InlineData("outside missing", false)]
    [InlineData("other missing", true)]
    [InlineData("other given", false)]
    [InlineData("other > 1", false)]
    [InlineData("other <= 1", false)]
    [InlineData("other is not x", true)]
    public void It_holds_or_not(string text, bool holds)
    {
        Assert.True(Condition.TryParse(text, out var condition));
        Assert.Equal(holds, condition.Holds(Values, Context));
    }

    [Theory]
    [InlineData("")]
    [InlineData("kind")]
    [InlineData("kind = wedding")]
    [InlineData("kind is Wedding")]
    [InlineData("20 > tables")]
    [InlineData("limit.tables > tables")]
    [InlineData("tables > 20 and")]
    [InlineData("tables > 20 30")]
    [InlineData("held-on > today + x")]
    [InlineData("today given")]
    [InlineData("today is monday")]
    public void What_cannot_be_read_never_holds(string text)
    {
        Assert.False(Condition.TryParse(text, out var condition));
        Assert.False(condition.Holds(Values, Context));
    }
}
