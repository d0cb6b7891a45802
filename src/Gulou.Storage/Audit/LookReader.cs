using Gulou.Kernel.Audit;
using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Audit;

/// <summary>Someone looked at what is held on a person.</summary>
/// <param name="Item">The record, with the names of who looked, in which post, where.</param>
/// <param name="PostPlace">Where that post is held.</param>
/// <param name="Of">Whose record it was: a child of the household; empty for the reader or the household.</param>
/// <param name="Reason">Why, where a reason was asked for.</param>
public sealed record Look(AuditItem Item, string PostPlace, string Of, string Reason);

/// <summary>
/// Reads who looked at a person: what was opened of the person, of the household and of its children, and the lists
/// of the places it lies in. What other adults of the household were looked at for is theirs alone.
/// </summary>
public sealed class LookReader(Database database)
{
    /// <summary>
    /// Newest first, after a mark. Only what was done in a post: villagers see no one but themselves.
    /// </summary>
    /// <param name="reader">Who asks.</param>
    /// <param name="isChild">Who of the household is not of age.</param>
    /// <param name="verbs">The words of all readings.</param>
    /// <param name="after">Where to go on.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<IReadOnlyList<Look>> ListAsync(
        Actor reader,
        Func<Person, bool> isChild,
        IReadOnlyCollection<string> verbs,
        AuditMark after,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var me = await db.People.SingleAsync(p => p.Cell == reader.Cell && p.Id == reader.PersonId, cancellation);
        List<Person> family = me.HouseholdId is null
            ? []
            : await db
                .People.Where(p => p.Cell == me.Cell && p.HouseholdId == me.HouseholdId)
                .ToListAsync(cancellation);
        var children = family.Where(p => p.Id != me.Id && isChild(p)).ToDictionary(p => p.Id, p => p.Name);
        var path = me.Scope.Path.ToList();
        var places = await db.Places.Where(p => path.Contains(p.Key)).Select(p => p.Id).ToListAsync(cancellation);
        var home = await db.Households.SingleOrDefaultAsync(
            h => h.Cell == me.Cell && h.Id == me.HouseholdId,
            cancellation
        );
        // Each subject is one read of the index; together they are few. Who came from another county was looked at
        // there, too.
        long?[] subjects = [me.Id, me.HouseholdId, me.FormerId, home?.FormerId, .. children.Keys, .. places];
        var found = new List<AuditRecord>();
        foreach (var subject in subjects.OfType<long>())
            found.AddRange(await OfSubject(db, subject, me.Id, verbs, after, take).ToListAsync(cancellation));
        var page = found
            .OrderByDescending(a => a.At)
            .ThenBy(a => a.Cell)
            .ThenBy(a => a.Lane)
            .ThenByDescending(a => a.Seq)
            .Take(take)
            .ToList();
        return await ToldAsync(db, page, children, cancellation);
    }

    /// <summary>Readings of one subject, by the index on subject and time.</summary>
    internal static IQueryable<AuditRecord> OfSubject(
        GulouDb db,
        long subject,
        long me,
        IReadOnlyCollection<string> verbs,
        AuditMark after,
        int take
    ) =>
        AuditReader
            .After(
                // The index holds only records with a subject, which the database must be told.
                db.Audit.Where(a => a.Subject != 0 && a.Subject == subject && a.At <= after.At)
                    .Where(a => a.AppointmentId != 0 && a.PersonId != me && verbs.Contains(a.Verb)),
                after
            )
            .Take(take);

    private static async Task<IReadOnlyList<Look>> ToldAsync(
        GulouDb db,
        List<AuditRecord> page,
        Dictionary<long, string> children,
        CancellationToken cancellation
    )
    {
        var items = await AuditReader.NamedAsync(db, page, cancellation);
        var commands = page.Select(a => a.CommandId).ToList();
        var reasons = await db
            .Remarks.Where(r => commands.Contains(r.CommandId))
            .ToDictionaryAsync(r => r.CommandId, r => r.Text, cancellation);
        var posts = page.Select(a => a.AppointmentId).Distinct().ToList();
        var held = await (
            from a in db.Appointments
            join p in db.Places on new { a.Cell, Id = a.PlaceId } equals new { p.Cell, p.Id }
            where posts.Contains(a.Id)
            select new { a.Id, p.ShortName }
        ).ToDictionaryAsync(a => a.Id, a => a.ShortName, cancellation);
        return
        [
            .. items.Select(i => new Look(
                i,
                held.GetValueOrDefault(i.Record.AppointmentId, ""),
                children.GetValueOrDefault(i.Record.Subject, ""),
                reasons.GetValueOrDefault(i.Record.CommandId, "")
            )),
        ];
    }
}
