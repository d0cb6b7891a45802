using System.Text.Json.Serialization;
using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;

namespace Gulou.Storage.Posts;

public enum JoinOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,

    /// <summary>No such code; used, ended and replaced ones are told alike.</summary>
    CodeNotGood,
    PersonGone,
    HasLogin,

    /// <summary>No name was chosen, and no phone is kept to take its place.</summary>
    NoPhone,
    NameUnusable,
    NameTaken,
}

/// <summary>Someone signs in for the first time, by the one-time code on his or her slip.</summary>
public sealed record Join : Command<JoinOutcome>
{
    public required string Code { get; init; }

    /// <summary>As chosen; empty for the phone number that is kept.</summary>
    public required string Name { get; init; }

    /// <summary>As in <see cref="CreateLogin"/>.</summary>
    [JsonIgnore]
    public required string PasswordHash { get; init; }

    public override string Verb => "posts.join";

    public override string Capability => Capabilities.None;

    public override void Needs(World w)
    {
        if (w.All(Codes(w)) is not [var invitation])
            return;
        var person = w.One<Person>(invitation.Cell, invitation.Id);
        w.All(new LoginsOf(invitation.Cell, invitation.Id));
        if (person is not null && LoginName.TryNormalise(NameFor(person, w), out var name))
            w.All(LoginNamed.For(w.Vault, name));
    }

    public override Target? Target(World w) => null;

    public override JoinOutcome Decide(World w)
    {
        if (w.All(Codes(w)) is not [var invitation] || !invitation.IsGood(w.Now))
            return JoinOutcome.CodeNotGood;
        if (w.One<Person>(invitation.Cell, invitation.Id) is not { To: null } person)
            return JoinOutcome.PersonGone;
        if (w.All(new LoginsOf(person.Cell, person.Id)).Count > 0)
            return JoinOutcome.HasLogin;
        var chosen = NameFor(person, w);
        if (chosen.Length == 0)
            return JoinOutcome.NoPhone;
        if (!LoginName.TryNormalise(chosen, out var name))
            return JoinOutcome.NameUnusable;
        if (w.All(LoginNamed.For(w.Vault, name)).Count > 0)
            return JoinOutcome.NameTaken;
        CreateLogin.Add(w, person.Cell, person.Id, name, PasswordHash);
        invitation.UsedAt = w.Now;
        w.Subject = person.Id;
        return JoinOutcome.Done;
    }

    private string NameFor(Person person, World w) =>
        Name.Trim() is { Length: > 0 } name ? name
        : person.PhoneCipher is { } phone ? w.Vault.Open(Purpose.Phone, phone)
        : "";

    private InvitationWith Codes(World w) => InvitationWith.For(w.Vault, Code);
}

/// <summary>The invitation with a code.</summary>
/// <param name="CodeHashes">The hashes it may be kept under, in hexadecimals, parted by commas.</param>
public sealed record InvitationWith(string CodeHashes) : Query<Invitation>
{
    public static InvitationWith For(Vault vault, string code) =>
        new(string.Join(',', vault.Hashes(Purpose.JoinCode, JoinCode.Plain(code)).Select(Convert.ToHexString)));

    public override IQueryable<Invitation> On(GulouDb db)
    {
        byte[][] hashes = [.. CodeHashes.Split(',').Select(Convert.FromHexString)];
        return db.Invitations.Where(i => hashes.Contains(i.CodeHash));
    }
}
