using Gulou.Kernel.Places;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Areas.Governance.Points;

/// <summary>In which post someone acted.</summary>
internal static class Officials
{
    /// <summary>The acting people by id, each with the post in force on that day at or above the place.</summary>
    public static async Task<IReadOnlyDictionary<long, Official>> AtAsync(
        GulouDb db,
        PlaceKey place,
        IEnumerable<(long Person, DateOnly Day)> acted,
        CancellationToken cancellation
    )
    {
        var days = acted.DistinctBy(a => a.Person).ToDictionary(a => a.Person, a => a.Day);
        var people = await db
            .People.Where(p => days.Keys.Contains(p.Id))
            .Select(p => new { p.Id, p.Name })
            .ToListAsync(cancellation);
        var appointments = await db
            .Appointments.Where(a => days.Keys.Contains(a.PersonId))
            .OrderByDescending(a => a.Scope)
            .ToListAsync(cancellation);
        return people.ToDictionary(
            p => p.Id,
            p => new Official(
                p.Name,
                appointments
                    .Find(a => a.PersonId == p.Id && a.InForce(days[p.Id]) && a.Scope.Range.Contains(place))
                    ?.Post
                    ?? ""
            )
        );
    }
}
