using System.Text.Json.Serialization;
using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Storage.Posts;

public enum MakeTokenOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    AppointmentOver,
    LabelMissing,
    WrongExpiry,
    TooManyTokens,
}

/// <summary>Makes a key by which a program acts for an appointment: for its holder, or an administrator.</summary>
public sealed record MakeToken : Command<MakeTokenOutcome>
{
    /// <summary>The most characters a label has.</summary>
    public const int LongestLabel = 60;

    /// <summary>The most days a key is good for.</summary>
    public const int MostDays = 366;

    /// <summary>The most keys of one appointment that are good at a time.</summary>
    public const int MostTokens = 10;

    public required long AppointmentId { get; init; }

    /// <summary>Where the appointment's holder is registered.</summary>
    public required int PersonCell { get; init; }

    public required string Label { get; init; }

    /// <summary>The first day on which it is no longer good.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>The SHA-256 of the secret, which the page that shows it has made.</summary>
    [JsonIgnore]
    public required byte[] SecretHash { get; init; }

    public override string Verb => "posts.make-token";

    public override string Capability => PostsCapabilities.Token;

    public override void Needs(World w)
    {
        if (w.One<Appointment>(Cell, AppointmentId) is { } appointment)
            w.One<Person>(PersonCell, appointment.PersonId);
        w.All(new TokensOf(Cell, AppointmentId));
    }

    public override Target? Target(World w) =>
        w.One<Appointment>(Cell, AppointmentId) is { } appointment
        && w.One<Person>(PersonCell, appointment.PersonId) is not null
            ? new Target(appointment.Scope, Person: appointment.PersonId)
            : null;

    public override MakeTokenOutcome Decide(World w)
    {
        var appointment = w.One<Appointment>(Cell, AppointmentId)!;
        if (!appointment.InForce(w.Today))
            return MakeTokenOutcome.AppointmentOver;
        if (string.IsNullOrWhiteSpace(Label) || Label.Length > LongestLabel)
            return w.Refuse(MakeTokenOutcome.LabelMissing, LongestLabel);
        if (Until <= w.Today || Until > w.Today.AddDays(MostDays))
            return w.Refuse(MakeTokenOutcome.WrongExpiry, MostDays);
        if (w.All(new TokensOf(Cell, AppointmentId)).Count(t => t.IsGood(w.Today)) >= MostTokens)
            return w.Refuse(MakeTokenOutcome.TooManyTokens, MostTokens);
        var token = new ApiToken
        {
            Cell = Cell,
            Id = w.NewId(),
            AppointmentId = AppointmentId,
            PersonId = appointment.PersonId,
            PersonCell = PersonCell,
            Label = Label.Trim(),
            SecretHash = SecretHash,
            MadeAt = w.Now,
            MadeBy = w.Actor.PersonId,
            Until = Until,
        };
        w.Add(token);
        w.Subject = token.Id;
        return MakeTokenOutcome.Done;
    }
}

/// <summary>The keys of an appointment, newest first.</summary>
internal sealed record TokensOf(int Cell, long AppointmentId) : Query<ApiToken>
{
    public override IQueryable<ApiToken> On(GulouDb db) =>
        db.ApiTokens.Where(t => t.Cell == Cell && t.AppointmentId == AppointmentId).OrderByDescending(t => t.Id);
}
