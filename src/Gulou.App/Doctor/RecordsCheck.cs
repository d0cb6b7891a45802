using System.Globalization;
using System.Security.Cryptography;
using Gulou.App.Jobs;
using Gulou.Areas.Governance.Points;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;
using Gulou.Storage.Posts;
using Microsoft.EntityFrameworkCore;

namespace Gulou.App.Doctor;

/// <summary>What the records tell of keys, clock, posts, photos and jobs.</summary>
internal static class RecordsCheck
{
    /// <summary>Two machines' clocks differ by seconds; what is further off is wrong.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(
        Patient patient,
        Database database,
        Vault? vault,
        PostCatalog? posts,
        List<Finding> findings,
        CancellationToken cancellation
    )
    {
        await using var db = database.NewContext();
        await KindAsync(patient, db, findings, cancellation);
        await SealsAsync(db, vault, findings, cancellation);
        await ClockAsync(patient, db, findings, cancellation);
        if (posts is not null)
            await PostsAsync(db, posts, findings, cancellation);
        if (!Directory.Exists(database.AttachmentsFolder))
        {
            var photos = await db.Set<Claim>().AnyAsync(c => c.Photo != null, cancellation);
            findings.Add(
                photos
                    ? Finding.Fault("photos-missing", database.AttachmentsFolder)
                    : Finding.Ok("photos-none", database.AttachmentsFolder)
            );
        }
        foreach (var job in JobList.All)
        {
            var overdue = await job.OverdueAsync(db, Instant.Now(patient.Clock).Day, cancellation);
            findings.Add(
                overdue > 0 ? Finding.Warning("job-late", job.Name, overdue) : Finding.Ok("job-fine", job.Name)
            );
        }
    }

    private static async Task KindAsync(
        Patient patient,
        GulouDb db,
        List<Finding> findings,
        CancellationToken cancellation
    )
    {
        var today = Instant.Now(patient.Clock).Day;
        if (await db.Settings.AnyAsync(s => s.Name == Setting.Demo, cancellation))
            findings.Add(Finding.Warning("is-demo"));
        else if (
            !await db.Appointments.AnyAsync(
                a => a.Post == MakeFirstAdministrator.Administrator && (a.To == null || a.To > today),
                cancellation
            )
        )
            findings.Add(Finding.Fault("no-administrator"));
    }

    /// <summary>Opens one sealed number, without showing it.</summary>
    private static async Task SealsAsync(
        GulouDb db,
        Vault? vault,
        List<Finding> findings,
        CancellationToken cancellation
    )
    {
        var sample = await db
            .People.Where(p => p.IdCipher != null)
            .Select(p => p.IdCipher!)
            .FirstOrDefaultAsync(cancellation);
        if (sample is null)
            return;
        if (vault is null)
        {
            findings.Add(Finding.Fault("seals-without-keys"));
            return;
        }
        try
        {
            vault.Open(Purpose.CitizenId, sample);
            findings.Add(Finding.Ok("seals-fine"));
        }
        catch (CryptographicException)
        {
            findings.Add(Finding.Fault("seals-of-other-keys"));
        }
    }

    private static async Task ClockAsync(
        Patient patient,
        GulouDb db,
        List<Finding> findings,
        CancellationToken cancellation
    )
    {
        // The chains' ends: a handful of rows, each found by its key.
        var heads = await db.Set<LaneHeadRow>()
            .Join(
                db.Audit,
                head => new
                {
                    head.Cell,
                    head.Lane,
                    head.Seq,
                },
                record => new
                {
                    record.Cell,
                    record.Lane,
                    record.Seq,
                },
                (_, record) => record.At
            )
            .ToListAsync(cancellation);
        var now = Instant.Now(patient.Clock);
        var newest = heads.DefaultIfEmpty().Max();
        var isDemo = await db.Settings.AnyAsync(s => s.Name == Setting.Demo, cancellation);
        findings.Add(
            newest > now.Plus(Tolerance) && !isDemo
                ? Finding.Fault("clock-behind", Show(now), Show(newest))
                : Finding.Ok("clock-fine", Show(now))
        );
    }

    private static async Task PostsAsync(
        GulouDb db,
        PostCatalog posts,
        List<Finding> findings,
        CancellationToken cancellation
    )
    {
        var held = await db.Appointments.Select(a => a.Post).Distinct().ToListAsync(cancellation);
        var unknown = held.FindAll(post => posts.Find(post) is null);
        if (unknown.Count > 0)
            findings.Add(Finding.Warning("posts-unknown", string.Join(", ", unknown)));
    }

    private static string Show(Instant time) =>
        time.InShanghai.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
