using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Gulou.Storage.People;

namespace Gulou.Storage.Keys;

public enum RenewKeysOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
}

/// <summary>
/// Makes what some rows of a table hold anew with the current key. Doing it twice does no harm: what is current stays.
/// Only the system does it. Args: how many rows could not be.
/// </summary>
public sealed record RenewKeys<T> : Command<RenewKeysOutcome>
    where T : class
{
    private readonly KeyedTable table;
    private readonly object[] first;
    private readonly object[] last;
    private RowsBetween<T>? chosen;
    private IdentitiesIn? identities;

    /// <param name="table">The table of <typeparamref name="T"/>.</param>
    /// <param name="first">The primary key of the first row.</param>
    /// <param name="last">That of the last row, in the same cell.</param>
    public RenewKeys(KeyedTable table, object[] first, object[] last)
    {
        this.table = table;
        this.first = first;
        this.last = last;
    }

    /// <summary>Which rows, for the record.</summary>
    public string Rows => $"{table.Name} {string.Join('/', first)} {string.Join('/', last)}";

    public override string Verb => "keys.renew";

    /// <summary>Given to no post.</summary>
    public override string Capability => Verb;

    public override void Needs(World w)
    {
        var rows = w.All(Chosen(w));
        if (rows is IReadOnlyList<Person> { Count: > 0 } people)
            w.All(Identities(people, w.Vault));
    }

    public override Target? Target(World w) => new(PlaceKey.Everywhere);

    public override RenewKeysOutcome Decide(World w)
    {
        var left = 0;
        foreach (var row in w.All(Chosen(w)))
        {
            var before = (row as Person)?.IdHash;
            if (!table.Renew(row, w.Vault, change => w.Rekey(row, copy => change(copy))))
                left++;
            if (row is Person { IdHash: { } now } person && !now.AsSpan().SequenceEqual(before))
            {
                foreach (var identity in w.All(identities!).Where(i => i.IdHash.AsSpan().SequenceEqual(before)))
                    w.Rekey(identity, copy => copy.IdHash = now);
            }
        }
        return w.Refuse(RenewKeysOutcome.Done, left);
    }

    private RowsBetween<T> Chosen(World w) => chosen ??= new RowsBetween<T>(table, w.Vault.Current, first, last);

    /// <summary>The one table that has a copy of a hash follows it here.</summary>
    private IdentitiesIn Identities(IReadOnlyList<Person> people, Vault vault) =>
        identities ??= new IdentitiesIn([
            .. people.Select(p => p.IdHash).OfType<byte[]>().Where(h => Vault.VersionOf(h) != vault.Current),
        ]);
}

/// <summary>The rows between two primary keys. Equal to itself only: it is kept and asked again.</summary>
internal sealed record RowsBetween<T>(KeyedTable Table, byte Current, object[] First, object[] Last) : Query<T>
    where T : class
{
    public override IQueryable<T> On(GulouDb db) => Table.Between<T>(db, Current, First, Last);
}
