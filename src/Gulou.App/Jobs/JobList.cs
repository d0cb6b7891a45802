using Gulou.App.Web;
using Gulou.Storage.Model;

namespace Gulou.App.Jobs;

/// <summary>The jobs there are.</summary>
public static class JobList
{
    /// <summary>Every job, for whoever asks what is overdue without running any.</summary>
    public static IReadOnlyList<KnownJob> All { get; } =
    [
        new(NoticeJob.Key, NoticeJob.OverdueAsync),
        new(CaseClockJob.Key, CaseClockJob.OverdueAsync),
        new(ImportJob.Key, ImportJob.OverdueAsync),
    ];

    /// <param name="services">Where they are registered.</param>
    /// <param name="backups">When backups are taken; null for never.</param>
    public static IServiceCollection AddJobs(this IServiceCollection services, BackupPlan? backups)
    {
        if (backups is not null)
        {
            services.AddSingleton(backups);
            Add<BackupJob>(services);
            services.AddHealthChecks().AddCheck<BackupJob>("backup", tags: [GulouWeb.Backups]);
        }
        Add<SealJob>(services);
        Add<NoticeJob>(services);
        Add<CaseClockJob>(services);
        Add<KeyJob>(services);
        Add<ImportJob>(services);
        services.AddSingleton<JobRunner>();
        return services.AddHostedService(provider => provider.GetRequiredService<JobRunner>());
    }

    private static void Add<T>(IServiceCollection services)
        where T : Job
    {
        services.AddSingleton<T>();
        services.AddSingleton<Job>(provider => provider.GetRequiredService<T>());
    }
}

/// <summary>A job as seen from outside.</summary>
/// <param name="Name">Its name.</param>
/// <param name="OverdueAsync">How much has been due for so long (a day) that no process can be running it.</param>
public sealed record KnownJob(string Name, Func<GulouDb, DateOnly, CancellationToken, Task<int>> OverdueAsync);
