namespace Gulou.Storage;

/// <summary>What a verification has found so far.</summary>
internal sealed class Findings
{
    private const int MostFaults = 1000;

    private readonly List<VerifyCount> counts = [];
    private readonly List<VerifyFault> faults = [];
    private long faultCount;

    public VerifyReport Report => new(counts, faults, faultCount);

    public void Count(string what, long count) => counts.Add(new VerifyCount(what, count));

    public void Equal(string check, string thing, Int128 found, Int128 expected)
    {
        if (found != expected)
            Fault(check, thing, $"{found} instead of {expected}");
    }

    public void Fault(string check, string thing, string detail)
    {
        faultCount++;
        if (faults.Count < MostFaults)
            faults.Add(new VerifyFault(check, thing, detail));
    }
}
