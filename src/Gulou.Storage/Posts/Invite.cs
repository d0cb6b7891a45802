using System.Text.Json.Serialization;
using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Audit;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;
using Gulou.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Posts;

public enum InviteOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    NobodyChosen,

    /// <summary>Args of this and all below: which of the chosen, from 1.</summary>
    PersonGone,
    TooYoung,
    HasLogin,
}

/// <summary>
/// Makes one-time codes for people of one place, each to be handed over on paper; a person's earlier code ends.
/// </summary>
public sealed record Invite : Command<InviteOutcome>, IReading
{
    /// <summary>As many as ten sheets of eight.</summary>
    public const int Most = 80;

    private PeopleIn? people;
    private InvitationsOf? invitations;
    private LoginsOfAll? logins;

    /// <summary>Everyone chosen is registered here or below.</summary>
    public required long PlaceId { get; init; }

    public required IReadOnlyList<long> PersonIds { get; init; }

    /// <summary>A code for each, in the same order; they are only on the paper.</summary>
    [JsonIgnore]
    public required IReadOnlyList<string> Codes { get; init; }

    public override string Verb => "people.invite";

    public override string Capability => PeopleCapabilities.Invite;

    public override void Needs(World w)
    {
        w.PlaceOf(Cell, PlaceId);
        w.All(people ??= new PeopleIn(Cell, PersonIds));
        w.All(invitations ??= new InvitationsOf(Cell, PersonIds));
        w.All(logins ??= new LoginsOfAll(Cell, PersonIds));
    }

    public override Target? Target(World w) => w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key) : null;

    public override InviteOutcome Decide(World w)
    {
        if (PersonIds.Count is 0 or > Most)
            return InviteOutcome.NobodyChosen;
        var within = w.PlaceOf(Cell, PlaceId)!.Key.Range;
        var policy = w.Definitions.Get<PeoplePolicy>();
        var found = w.All(people!).ToDictionary(p => p.Id);
        var open = w.All(invitations!).ToDictionary(i => i.Id);
        var joined = w.All(logins!).Select(l => l.PersonId).ToHashSet();
        for (var i = 0; i < PersonIds.Count; i++)
        {
            if (
                !found.TryGetValue(PersonIds[i], out var person)
                || person.To is not null
                || !within.Contains(person.Scope)
            )
                return w.Refuse(InviteOutcome.PersonGone, i + 1);
            if (!policy.IsAdult(person, w.Today))
                return w.Refuse(InviteOutcome.TooYoung, i + 1);
            if (joined.Contains(person.Id))
                return w.Refuse(InviteOutcome.HasLogin, i + 1);
            if (!open.TryGetValue(person.Id, out var invitation))
            {
                invitation = new Invitation
                {
                    Cell = Cell,
                    Id = person.Id,
                    CodeHash = [],
                };
                w.Add(invitation);
            }
            invitation.CodeHash = w.Vault.Hash(Purpose.JoinCode, JoinCode.Plain(Codes[i]));
            (invitation.IssuedAt, invitation.IssuedBy, invitation.UsedAt) = (w.Now, w.Actor.PersonId, null);
            invitation.Until = Kernel.Values.Instant.StartOf(w.Today.AddDays(policy.InvitationDays + 1));
        }
        w.Subject = PlaceId;
        return InviteOutcome.Done;
    }
}

/// <summary>People by their ids, locked until the command is done. Equal to itself only.</summary>
internal sealed record PeopleIn(int Cell, IReadOnlyList<long> Ids) : Query<Person>
{
    public override IQueryable<Person> On(GulouDb db)
    {
        long[] ids = [.. Ids];
        return db.Database.IsNpgsql()
            ? db.People.FromSql($"SELECT * FROM person WHERE cell = {Cell} AND id = ANY({ids}) ORDER BY id FOR UPDATE")
            : db.People.Where(p => p.Cell == Cell && ids.Contains(p.Id));
    }
}

/// <summary>The codes of people, good or not. Equal to itself only.</summary>
internal sealed record InvitationsOf(int Cell, IReadOnlyList<long> Ids) : Query<Invitation>
{
    public override IQueryable<Invitation> On(GulouDb db) =>
        db.Invitations.Where(i => i.Cell == Cell && Ids.Contains(i.Id));
}

/// <summary>The logins of people. Equal to itself only.</summary>
internal sealed record LoginsOfAll(int Cell, IReadOnlyList<long> Ids) : Query<Login>
{
    public override IQueryable<Login> On(GulouDb db) =>
        db.Logins.Where(l => l.Cell == Cell && Ids.Contains(l.PersonId));
}
