using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;
using Gulou.Storage.People;

namespace Gulou.Storage.Posts;

public enum BindSubjectOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    PersonGone,

    /// <summary>A binding opens a login; it never makes one.</summary>
    NoLogin,
    SubjectMissing,

    /// <summary>The provider's name belongs to another login.</summary>
    Taken,

    /// <summary>One binding for each provider.</summary>
    BoundAlready,
}

/// <summary>Ties a login to what an identity provider calls the person.</summary>
public sealed record BindSubject : Command<BindSubjectOutcome>
{
    /// <summary>The most characters of a subject (OpenID Connect Core, section 2).</summary>
    public const int MaxLength = 255;

    public required long PersonId { get; init; }

    /// <summary>The provider's address.</summary>
    public required string Issuer { get; init; }

    /// <summary>What the provider calls the person.</summary>
    public required string Subject { get; init; }

    public override string Verb => "posts.bind-subject";

    public override string Capability => PostsCapabilities.Bind;

    public override void Needs(World w)
    {
        w.All(new LoginsOf(Cell, PersonId));
        w.One<Person>(Cell, PersonId);
        w.All(new BindingsOf(Cell, PersonId));
        w.All(BindingOf.For(w.Vault, Issuer, Subject.Trim()));
    }

    public override Target? Target(World w) => w.One<Person>(Cell, PersonId)?.AsTarget();

    public override BindSubjectOutcome Decide(World w)
    {
        var subject = Subject.Trim();
        if (w.One<Person>(Cell, PersonId)!.To is not null)
            return BindSubjectOutcome.PersonGone;
        if (OwnDoor.Login(w, Cell, PersonId) is null)
            return BindSubjectOutcome.NoLogin;
        if (subject.Length is 0 or > MaxLength)
            return BindSubjectOutcome.SubjectMissing;
        if (w.All(BindingOf.For(w.Vault, Issuer, subject)).Any(b => b.PersonId != PersonId))
            return BindSubjectOutcome.Taken;
        if (w.All(new BindingsOf(Cell, PersonId)).Any(b => b.Issuer == Issuer))
            return BindSubjectOutcome.BoundAlready;
        w.Add(
            new Binding
            {
                SubjectHash = w.Vault.Hash(Purpose.Subject, BindingOf.Plain(Issuer, subject)),
                Cell = Cell,
                PersonId = PersonId,
                Issuer = Issuer,
                Subject = w.Vault.Seal(Purpose.Subject, BindingOf.Plain(Issuer, subject)),
                Since = w.Now,
            }
        );
        w.Subject = PersonId;
        return BindSubjectOutcome.Done;
    }
}

/// <summary>The binding of a provider's name for someone.</summary>
public sealed record BindingOf(string SubjectHashes) : Query<Binding>
{
    /// <summary>What is sealed and hashed: a subject is unique at its issuer only.</summary>
    public static string Plain(string issuer, string subject) => $"{issuer}\0{subject}";

    public static BindingOf For(Vault vault, string issuer, string subject) =>
        new(string.Join(' ', vault.Hashes(Purpose.Subject, Plain(issuer, subject)).Select(Convert.ToHexString)));

    public override IQueryable<Binding> On(GulouDb db)
    {
        var hashes = SubjectHashes.Split(' ').Select(Convert.FromHexString).ToList();
        return db.Bindings.Where(b => hashes.Contains(b.SubjectHash));
    }
}

/// <summary>A person's bindings.</summary>
public sealed record BindingsOf(int Cell, long PersonId) : Query<Binding>
{
    public override IQueryable<Binding> On(GulouDb db) =>
        db.Bindings.Where(b => b.PersonId == PersonId && b.Cell == Cell).OrderBy(b => b.Issuer);
}
