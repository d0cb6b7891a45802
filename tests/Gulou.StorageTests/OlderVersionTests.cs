using System.Formats.Tar;
using System.IO.Compression;
using Gulou.Kernel.Audit;
using Gulou.Storage;
using Gulou.Storage.Audit;
using Gulou.Storage.Backups;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gulou.StorageTests;

/// <summary>
/// A database as an older program left it, before there were seals: backed up, restored, brought up to date, verified,
/// sealed.
/// </summary>
public sealed class OlderVersionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gulou-older-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_comes_back_whole_and_goes_on()
    {
        await using (var packed = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Older", "2026-11-23.tar.gz")))
        await using (var plain = new GZipStream(packed, CompressionMode.Decompress))
            await TarFile.ExtractToDirectoryAsync(plain, folder, overwriteFiles: false, Cancel);
        var backup = Path.Combine(folder, "backup");
        await using (var old = Open("village.db"))
        {
            var manifest = await Backup.TakeAsync(old, backup, TimeProvider.System, cancellation: Cancel);
            Assert.Null(manifest.Seal);
            Assert.DoesNotContain(manifest.Schema, migration => Database.HasSeals([migration]));
        }

        await using var restored = Open("restored.db");
        var from = await Restore.RunAsync(backup, restored, cancellation: Cancel);
        Assert.Equal((559, 19), (from.Counts["entry"], from.Attachments));
        Assert.Empty((await Verification.Verify(restored, cancellation: Cancel)).Faults);
        await using var db = restored.NewContext();
        Assert.All(await db.Identities.Select(i => i.IdHash).ToListAsync(Cancel), hash => Assert.Equal(1, hash[0]));
        Assert.Equal(
            await db.People.CountAsync(p => p.To == null && p.HouseholdId != null, Cancel),
            await db.PopulationCounts.Where(c => c.Month == 0 && c.Kind == 0).SumAsync(c => c.Count, Cancel)
        );
        var ends = await db
            .LaneHeads.Select(h => new
            {
                h.At,
                Last = db.Audit.Single(a => a.Cell == h.Cell && a.Lane == h.Lane && a.Seq == h.Seq).At,
            })
            .ToListAsync(Cancel);
        Assert.All(ends, end => Assert.Equal(end.Last, end.At));
        var seal = await new Sealer(restored, new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60))).SealAsync(
            Cancel
        );
        Assert.Equal(1, seal!.Number);
        var printed = new PrintedSeal(seal.At.Day, SealCode.Read(seal.Code)!);
        Assert.Empty((await Verification.Verify(restored, null, printed, Cancel)).Faults);
    }

    private Database Open(string name) => Database.Open(Path.Combine(folder, name), App.Model.Parts);
}
