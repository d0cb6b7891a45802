namespace Gulou.StorageTests;

public sealed class RequirementTests
{
    private const string HowTo = "no bell: apt-get install bell";

    [Fact]
    public void What_is_there_is_handed_over() => Assert.Equal("bell", Requirement.Need("bell", HowTo, required: true));

    [Theory]
    [InlineData(false, "SkipException")]
    [InlineData(true, "FailException")]
    public void What_is_missing_skips_or_in_the_gate_fails_and_says_how_to_get_it(bool required, string expected)
    {
        var thrown = Missing(required);

        Assert.Equal(expected, thrown.GetType().Name);
        Assert.Contains(HowTo, thrown.Message, StringComparison.Ordinal);
    }

    // Assert.Throws and Record.Exception let a skip pass through, which would skip the test itself.
    private static Exception Missing(bool required)
    {
        try
        {
            Requirement.Need<string>(null, HowTo, required);
        }
        catch (Exception e)
        {
            return e;
        }
        throw new InvalidOperationException("nothing was refused");
    }
}
