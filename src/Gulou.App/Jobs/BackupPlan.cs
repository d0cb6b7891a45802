using System.Globalization;
using Gulou.Kernel.Values;
using Gulou.Storage.Backups;

namespace Gulou.App.Jobs;

/// <summary>
/// When backups are taken and how long they are kept: the settings <c>Backup:…</c>.
/// </summary>
/// <param name="Folder">Where they lie; best on another disk.</param>
/// <param name="At">The time of day in Asia/Shanghai.</param>
/// <param name="Keep">How many.</param>
public sealed record BackupPlan(string Folder, TimeOnly At, Retention Keep)
{
    private const string Prefix = "gulou-";
    private const string Form = "yyyyMMdd-HHmm";

    /// <summary>The newest time at or before now for which a backup was to be taken.</summary>
    public DateTime DueAt(Instant now)
    {
        var local = now.InShanghai.DateTime;
        var today = local.Date + At.ToTimeSpan();
        return today <= local ? today : today.AddDays(-1);
    }

    public string PathOf(DateTime due) =>
        Path.Combine(Folder, Prefix + due.ToString(Form, CultureInfo.InvariantCulture));

    /// <summary>Backups that lie in the folder, by the time for which they were taken; newest first.</summary>
    public IReadOnlyList<DateTime> Taken() =>
        Directory.Exists(Folder)
            ?
            [
                .. Directory
                    .EnumerateDirectories(Folder, Prefix + "*")
                    .Select(path => TimeOf(Path.GetFileName(path)))
                    .OfType<DateTime>()
                    .OrderDescending(),
            ]
            : [];

    private static DateTime? TimeOf(string name) =>
        DateTime.TryParseExact(
            name[Prefix.Length..],
            Form,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var time
        )
            ? time
            : null;
}
