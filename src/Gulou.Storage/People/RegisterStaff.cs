using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;

namespace Gulou.Storage.People;

public enum RegisterStaffOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    PlaceGone,
    NameUnreadable,

    /// <summary>Somebody registered bears this ID number.</summary>
    NumberTaken,
}

/// <summary>Enters a person without a household: an official, at the place where he or she serves.</summary>
public sealed record RegisterStaff : Command<RegisterStaffOutcome>
{
    private IdentitiesIn? sameNumber;

    public required long PlaceId { get; init; }
    public required string Name { get; init; }
    public CitizenId? CitizenId { get; init; }
    public MobilePhone? Phone { get; init; }

    public override string Verb => "people.register-staff";

    public override string Capability => PeopleCapabilities.RegisterStaff;

    public override void Needs(World w)
    {
        w.PlaceOf(Cell, PlaceId);
        if (CitizenId is not null)
            w.All(SameNumber(w.Vault));
    }

    public override Target? Target(World w) => w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key) : null;

    public override RegisterStaffOutcome Decide(World w)
    {
        var place = w.PlaceOf(Cell, PlaceId)!;
        if (place.To is not null)
            return RegisterStaffOutcome.PlaceGone;
        if (!PersonName.TryNormalise(Name, out _))
            return RegisterStaffOutcome.NameUnreadable;
        if (CitizenId is not null && w.All(SameNumber(w.Vault)).Count > 0)
            return RegisterStaffOutcome.NumberTaken;
        var entered = new NewMember
        {
            Name = Name,
            Relation = Relation.Head,
            CitizenId = CitizenId,
            Phone = Phone,
        };
        w.Subject = Entering.EnterStaff(entered, w, place).Id;
        return RegisterStaffOutcome.Done;
    }

    private IdentitiesIn SameNumber(Vault vault) =>
        sameNumber ??= new IdentitiesIn(vault.Hashes(Purpose.CitizenId, CitizenId!.Value.Value));
}
