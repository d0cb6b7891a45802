namespace Gulou.Testing;

/// <summary>
/// What a test needs from the machine beyond .NET. Without it the test is skipped with a sentence that says how to get
/// it; in the gate (GULOU_REQUIRE_ALL=1) it fails, so that nothing is skipped there unseen.
/// </summary>
internal static class Requirement
{
    public static T Need<T>(T? found, string whatAndHow)
        where T : class => Need(found, whatAndHow, Environment.GetEnvironmentVariable("GULOU_REQUIRE_ALL") == "1");

    internal static T Need<T>(T? found, string whatAndHow, bool required)
        where T : class
    {
        if (found is not null)
            return found;
        if (required)
            Assert.Fail(whatAndHow);
        Assert.Skip(whatAndHow);
        return found;
    }
}
