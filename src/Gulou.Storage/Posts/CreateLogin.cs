using System.Text.Json.Serialization;
using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;
using Gulou.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Posts;

public enum CreateLoginOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    PersonGone,
    NameUnusable,
    HasLogin,
    NameTaken,
}

/// <summary>Gives a person a way to sign in.</summary>
public sealed record CreateLogin : Command<CreateLoginOutcome>
{
    public required long PersonId { get; init; }

    /// <summary>As typed; kept only as the keyed hash of its plain form.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The salted hash of a password that passed <see cref="PasswordRule"/>; hashing is slow on purpose and stays
    /// outside the write queue.
    /// </summary>
    [JsonIgnore]
    public required string PasswordHash { get; init; }

    /// <summary>The password is read out or handed over, and so is to be changed at the first sign-in.</summary>
    public bool MustChange { get; init; }

    public override string Verb => "posts.create-login";

    public override string Capability => PostsCapabilities.Login;

    public override void Needs(World w)
    {
        w.One<Person>(Cell, PersonId);
        w.All(new LoginsOf(Cell, PersonId));
        if (LoginName.TryNormalise(Name, out var name))
            w.All(LoginNamed.For(w.Vault, name));
    }

    public override Target? Target(World w) => w.One<Person>(Cell, PersonId)?.AsTarget();

    public override CreateLoginOutcome Decide(World w)
    {
        if (w.One<Person>(Cell, PersonId)!.To is not null)
            return CreateLoginOutcome.PersonGone;
        if (!LoginName.TryNormalise(Name, out var name))
            return CreateLoginOutcome.NameUnusable;
        if (w.All(new LoginsOf(Cell, PersonId)).Count > 0)
            return CreateLoginOutcome.HasLogin;
        if (w.All(LoginNamed.For(w.Vault, name)).Count > 0)
            return CreateLoginOutcome.NameTaken;
        Add(w, Cell, PersonId, name, PasswordHash, MustChange);
        w.Subject = PersonId;
        return CreateLoginOutcome.Done;
    }

    internal static void Add(
        World w,
        int cell,
        long person,
        string normalisedName,
        string passwordHash,
        bool mustChange = false
    ) =>
        w.Add(
            new Login
            {
                NameHash = w.Vault.Hash(Purpose.LoginName, normalisedName),
                NameCipher = w.Vault.Seal(Purpose.LoginName, normalisedName),
                Cell = cell,
                PersonId = person,
                PasswordHash = passwordHash,
                MustChange = mustChange,
                Stamp = w.NewId(),
            }
        );
}

/// <summary>The login of a sign-in name, locked until the command is done.</summary>
/// <param name="NameHashes">The hashes it may be kept under, in hexadecimals, parted by commas.</param>
public sealed record LoginNamed(string NameHashes) : Query<Login>
{
    /// <param name="vault">The vault.</param>
    /// <param name="name">The name in its plain form.</param>
    public static LoginNamed For(Vault vault, string name) =>
        new(string.Join(',', vault.Hashes(Purpose.LoginName, name).Select(Convert.ToHexString)));

    public override IQueryable<Login> On(GulouDb db)
    {
        byte[][] hashes = [.. NameHashes.Split(',').Select(Convert.FromHexString)];
        return db.Database.IsNpgsql()
            ? db.Logins.FromSql($"SELECT * FROM login WHERE name_hash = ANY({hashes}) FOR UPDATE")
            : db.Logins.Where(l => hashes.Contains(l.NameHash));
    }
}

/// <summary>A person's logins, locked until the command is done.</summary>
public sealed record LoginsOf(int Cell, long PersonId) : Query<Login>
{
    public override IQueryable<Login> On(GulouDb db) =>
        db.Database.IsNpgsql()
            ? db.Logins.FromSql($"SELECT * FROM login WHERE person_id = {PersonId} AND cell = {Cell} FOR UPDATE")
            : db.Logins.Where(l => l.PersonId == PersonId && l.Cell == Cell);
}
