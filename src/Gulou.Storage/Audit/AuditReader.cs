using Gulou.Kernel.Audit;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Audit;

/// <summary>A record of the trace in a list.</summary>
/// <param name="PersonName">Plain; masked by who shows it. Empty for the system.</param>
/// <param name="Post">The post it was done in; empty as a villager or the system.</param>
public sealed record AuditItem(AuditRecord Record, string PersonName, string Post, string PlaceName)
{
    /// <summary>Where the next page of a list goes on.</summary>
    public AuditMark Mark => new(Record.At, Record.Cell, Record.Lane, Record.Seq);
}

/// <summary>A position in the trace, which is newest first.</summary>
public readonly record struct AuditMark(Instant At, int Cell, int Lane, long Seq)
{
    /// <summary>Before the newest record.</summary>
    public static AuditMark Newest => new(new Instant(long.MaxValue), 0, 0, 0);
}

/// <summary>Which records are wanted.</summary>
/// <param name="Name">Part of a person's name; empty for all.</param>
/// <param name="Verb">What was done; empty for all.</param>
/// <param name="Day">On which civil day; null for all.</param>
/// <param name="OfficialsOnly">Find by name only what was done in a post, for readers to whom villagers' names are
/// masked.</param>
public sealed record AuditFilter(string Name = "", string Verb = "", DateOnly? Day = null, bool OfficialsOnly = false);

/// <summary>Reads who did and saw what, within places.</summary>
public sealed class AuditReader(Database database)
{
    /// <summary>Records within the scopes, newest first, after a mark.</summary>
    public async Task<IReadOnlyList<AuditItem>> ListAsync(
        IReadOnlyList<PlaceRange> scopes,
        AuditFilter filter,
        AuditMark after,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var records = db.Audit.Within(scopes, a => a.Place);
        if (filter.Name.Length > 0)
        {
            var persons = db.People.Where(p => p.Name.Contains(filter.Name)).Select(p => p.Id);
            records = records.Where(a => persons.Contains(a.PersonId));
            if (filter.OfficialsOnly)
                records = records.Where(a => a.AppointmentId != 0);
        }
        if (filter.Verb.Length > 0)
            records = records.Where(a => a.Verb == filter.Verb);
        if (filter.Day is { } day)
        {
            var (start, end) = (Instant.StartOf(day), Instant.StartOf(day.AddDays(1)));
            records = records.Where(a => a.At >= start && a.At < end);
        }
        var found = await After(records, after).Take(take).ToListAsync(cancellation);
        return await NamedAsync(db, found, cancellation);
    }

    /// <summary>Records after a mark, newest first.</summary>
    internal static IQueryable<AuditRecord> After(IQueryable<AuditRecord> records, AuditMark after) =>
        records
            .Where(a =>
                a.At < after.At
                || (
                    a.At == after.At
                    && (
                        a.Cell > after.Cell
                        || (
                            a.Cell == after.Cell && (a.Lane > after.Lane || (a.Lane == after.Lane && a.Seq < after.Seq))
                        )
                    )
                )
            )
            .OrderByDescending(a => a.At)
            .ThenBy(a => a.Cell)
            .ThenBy(a => a.Lane)
            .ThenByDescending(a => a.Seq);

    /// <summary>One record with its names.</summary>
    public async Task<AuditItem> NameAsync(AuditRecord record, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        return (await NamedAsync(db, [record], cancellation))[0];
    }

    internal static async Task<IReadOnlyList<AuditItem>> NamedAsync(
        GulouDb db,
        List<AuditRecord> records,
        CancellationToken cancellation
    )
    {
        var persons = records.Select(a => a.PersonId).Distinct().ToList();
        var appointments = records.Select(a => a.AppointmentId).Distinct().ToList();
        var places = records.Select(a => a.Place).Distinct().ToList();
        var names = await db
            .People.Where(p => persons.Contains(p.Id))
            .Select(p => new { p.Id, p.Name })
            .ToDictionaryAsync(p => p.Id, p => p.Name, cancellation);
        var posts = await db
            .Appointments.Where(a => appointments.Contains(a.Id))
            .Select(a => new { a.Id, a.Post })
            .ToDictionaryAsync(a => a.Id, a => a.Post, cancellation);
        var placeNames = await db
            .Places.Where(p => places.Contains(p.Key) && p.To == null)
            .Select(p => new { p.Key, p.ShortName })
            .ToDictionaryAsync(p => p.Key, p => p.ShortName, cancellation);
        return
        [
            .. records.Select(a => new AuditItem(
                a,
                names.GetValueOrDefault(a.PersonId, ""),
                posts.GetValueOrDefault(a.AppointmentId, ""),
                placeNames.GetValueOrDefault(a.Place, "")
            )),
        ];
    }
}
