using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Posts;

/// <summary>An appointment in a list. Who holds which post is public, so names are plain.</summary>
/// <param name="PersonCell">Where the person is registered, which may be another cell.</param>
/// <param name="HasLogin">Whether the person can sign in.</param>
public sealed record AppointmentItem(
    Appointment Appointment,
    int PersonCell,
    string PersonName,
    string PlaceName,
    bool HasLogin
)
{
    /// <summary>Where the next page of a list goes on.</summary>
    public AppointmentMark Mark => new(Appointment.Scope, Appointment.Id);
}

/// <summary>A position in a list of appointments, which is in map order.</summary>
public readonly record struct AppointmentMark(PlaceKey Scope, long Id);

/// <summary>Which appointments are wanted.</summary>
/// <param name="Day">The day that parts those that stand or will from those that are over.</param>
/// <param name="Over">Only those that are over.</param>
/// <param name="Post">Only this post; null for all.</param>
/// <param name="AnyOf">Only these posts; null for all.</param>
public sealed record AppointmentFilter(
    DateOnly Day,
    bool Over = false,
    string? Post = null,
    IReadOnlyList<string>? AnyOf = null
);

/// <summary>Reads who is in which post where.</summary>
public sealed class AppointmentReader(Database database)
{
    /// <summary>Appointments within the scopes, in map order, after a mark.</summary>
    public async Task<IReadOnlyList<AppointmentItem>> ListAsync(
        IReadOnlyList<PlaceRange> scopes,
        AppointmentFilter filter,
        AppointmentMark after,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var found = await Matching(db.Appointments.Within(scopes, a => a.Scope), filter)
            .Where(a => a.Scope > after.Scope || (a.Scope == after.Scope && a.Id > after.Id))
            .OrderBy(a => a.Scope)
            .ThenBy(a => a.Id)
            .Take(take)
            .ToListAsync(cancellation);
        return await NamedAsync(db, found, cancellation);
    }

    /// <summary>How many there are in all.</summary>
    public async Task<int> CountAsync(
        IReadOnlyList<PlaceRange> scopes,
        AppointmentFilter filter,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        return await Matching(db.Appointments.Within(scopes, a => a.Scope), filter).CountAsync(cancellation);
    }

    /// <summary>Who is in post at just this place.</summary>
    public async Task<IReadOnlyList<AppointmentItem>> AtAsync(
        PlaceKey place,
        DateOnly day,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var found = await Matching(db.Appointments.Where(a => a.Scope == place), new AppointmentFilter(day))
            .OrderBy(a => a.Id)
            .Take(take)
            .ToListAsync(cancellation);
        return await NamedAsync(db, found, cancellation);
    }

    /// <summary>Who is in post over a place: at it or at any place above it.</summary>
    public async Task<IReadOnlyList<AppointmentItem>> ReachingAsync(
        PlaceKey place,
        DateOnly day,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var path = place.Path.ToList();
        var found = await db
            .Appointments.Where(a => path.Contains(a.Scope) && a.From <= day && (a.To == null || a.To > day))
            .OrderByDescending(a => a.Scope)
            .ThenBy(a => a.Id)
            .Take(take)
            .ToListAsync(cancellation);
        return await NamedAsync(db, found, cancellation);
    }

    /// <summary>One appointment; null when there is none.</summary>
    public async Task<AppointmentItem?> FindAsync(int cell, long id, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        var found = await db.Appointments.Where(a => a.Cell == cell && a.Id == id).ToListAsync(cancellation);
        var named = await NamedAsync(db, found, cancellation);
        return named is [var one] ? one : null;
    }

    private static IQueryable<Appointment> Matching(IQueryable<Appointment> appointments, AppointmentFilter filter)
    {
        var day = filter.Day;
        var matching = filter.Over
            ? appointments.Where(a => a.To != null && a.To <= day)
            : appointments.Where(a => a.To == null || a.To > day);
        if (filter.AnyOf is { } posts)
            matching = matching.Where(a => posts.Contains(a.Post));
        return filter.Post is { } post ? matching.Where(a => a.Post == post) : matching;
    }

    private static async Task<IReadOnlyList<AppointmentItem>> NamedAsync(
        GulouDb db,
        List<Appointment> appointments,
        CancellationToken cancellation
    )
    {
        var (persons, places) = (appointments.Select(a => a.PersonId).ToList(), appointments.Select(a => a.PlaceId));
        var people = await db
            .People.Where(p => persons.Contains(p.Id))
            .Select(p => new
            {
                p.Id,
                p.Cell,
                p.Name,
            })
            .ToDictionaryAsync(p => p.Id, cancellation);
        var names = await db
            .Places.Where(p => places.Contains(p.Id))
            .Select(p => new { p.Id, p.ShortName })
            .ToDictionaryAsync(p => p.Id, p => p.ShortName, cancellation);
        var logins = await db
            .Logins.Where(l => persons.Contains(l.PersonId))
            .Select(l => l.PersonId)
            .ToListAsync(cancellation);
        return
        [
            .. appointments.Select(a => new AppointmentItem(
                a,
                people.GetValueOrDefault(a.PersonId)?.Cell ?? a.Cell,
                people.GetValueOrDefault(a.PersonId)?.Name ?? "",
                names.GetValueOrDefault(a.PlaceId, ""),
                logins.Contains(a.PersonId)
            )),
        ];
    }
}
