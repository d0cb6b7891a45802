using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Storage.Cases;

/// <summary>Someone is away and lets someone else act on cases meanwhile (委派).</summary>
public sealed class Delegation
{
    /// <summary>The cell of the one who is away.</summary>
    public int Cell { get; set; }

    public long Id { get; set; }

    /// <summary>Who is away.</summary>
    public long PersonId { get; set; }

    /// <summary>Who acts meanwhile.</summary>
    public long ToPersonId { get; set; }

    /// <summary>First day.</summary>
    public DateOnly From { get; set; }

    /// <summary>First day no longer.</summary>
    public DateOnly Until { get; set; }

    public bool InForce(DateOnly day) => From <= day && day < Until;
}

/// <summary>For whom someone acts.</summary>
internal sealed record DelegationsTo(long PersonId, DateOnly Day) : Query<Delegation>
{
    public override IQueryable<Delegation> On(GulouDb db) =>
        db.Set<Delegation>().Where(d => d.ToPersonId == PersonId && d.Until > Day && d.From <= Day);
}

/// <summary>Who acts for someone, now or later.</summary>
internal sealed record DelegationsOf(long PersonId, DateOnly Day) : Query<Delegation>
{
    public override IQueryable<Delegation> On(GulouDb db) =>
        db.Set<Delegation>().Where(d => d.PersonId == PersonId && d.Until > Day);
}

/// <summary>The posts someone holds or will hold.</summary>
internal sealed record AppointmentsOf(long PersonId, DateOnly Day) : Query<Appointment>
{
    public override IQueryable<Appointment> On(GulouDb db) =>
        db.Appointments.Where(a => a.PersonId == PersonId && (a.To == null || a.To > Day));
}
