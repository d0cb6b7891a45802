using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Posts;

public enum EndAppointmentOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    EndedAlready,

    /// <summary>What was done in post until today stays done in post.</summary>
    DayInPast,
}

/// <summary>Ends an appointment; from that day on its access is gone.</summary>
public sealed record EndAppointment : Command<EndAppointmentOutcome>
{
    public required long AppointmentId { get; init; }

    /// <summary>First day no longer in post.</summary>
    public required DateOnly On { get; init; }

    public override string Verb => "posts.end-appointment";

    public override string Capability => PostsCapabilities.Appoint;

    public override void Needs(World w) => w.One<Appointment>(Cell, AppointmentId);

    public override Target? Target(World w) =>
        w.One<Appointment>(Cell, AppointmentId) is { } appointment ? new Target(appointment.Scope) : null;

    public override EndAppointmentOutcome Decide(World w)
    {
        var appointment = w.One<Appointment>(Cell, AppointmentId)!;
        if (appointment.To <= w.Today)
            return EndAppointmentOutcome.EndedAlready;
        if (On < w.Today)
            return EndAppointmentOutcome.DayInPast;
        appointment.To = On;
        w.Subject = appointment.Id;
        return EndAppointmentOutcome.Done;
    }
}
