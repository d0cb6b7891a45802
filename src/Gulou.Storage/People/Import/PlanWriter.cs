namespace Gulou.Storage.People.Import;

/// <summary>Writes a plan, its findings and the moves it offers.</summary>
public sealed class PlanWriter : IDisposable
{
    private readonly BinaryWriter plan;
    private readonly BinaryWriter findings;
    private readonly BinaryWriter offers;
    private readonly Action keep;

    internal PlanWriter(Stream plan, Stream findings, Stream offers, Action keep)
    {
        (this.plan, this.findings) = (new BinaryWriter(plan), new BinaryWriter(findings));
        this.offers = new BinaryWriter(offers);
        this.keep = keep;
    }

    public void Add(PlannedHousehold household)
    {
        plan.Write(true);
        household.Write(plan);
    }

    public void Add(Finding finding)
    {
        findings.Write(finding.Row);
        findings.Write((sbyte)(finding.Column is { } column ? (int)column : -1));
        findings.Write((byte)finding.Kind);
        findings.Write(finding.Arg);
    }

    public void Add(MoveOffer offer) => offer.Write(offers);

    /// <summary>All are on the disk and stand from now on.</summary>
    public void Keep()
    {
        plan.Write(false);
        findings.Write(0);
        offers.Write(0);
        Dispose();
        keep();
    }

    public void Dispose()
    {
        plan.Dispose();
        findings.Dispose();
        offers.Dispose();
    }
}
