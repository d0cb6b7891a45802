using Gulou.App.Options;
using Gulou.Kernel.Posts;
using Gulou.Storage;
using Gulou.Storage.Keys;

namespace Gulou.App.Doctor;

/// <summary>
/// What a doctor is asked to look at. Nothing of it is changed, but for a few bytes written and removed.
/// </summary>
public sealed record Patient
{
    /// <summary>A SQLite file or a PostgreSQL connection string.</summary>
    public required string Db { get; init; }

    public required string Keys { get; init; }

    /// <summary>Addresses to be served.</summary>
    public required string Urls { get; init; }

    /// <summary>Pairs <c>Key=Value</c> of the command line.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The program's own folder: definitions and settings.</summary>
    public string Program { get; init; } = AppContext.BaseDirectory;
}

/// <summary>Every check in the order in which one thing rests on another.</summary>
public static class Examination
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(Patient patient, CancellationToken cancellation = default)
    {
        var findings = new List<Finding>();
        var options = SettingsCheck.Run(patient, findings);
        MachineCheck.Run(patient, findings);
        PortsCheck.Run(patient, findings);
        var posts = DefinitionsCheck.Run(patient, findings);
        var vault = KeysCheck.Run(patient, findings);
        await using var database = DatabaseCheck.Open(patient, options, findings);
        if (database is null)
            return findings;
        DiskCheck.Run(database, findings);
        if (await DatabaseCheck.RunAsync(database, findings, cancellation))
            await RecordsCheck.RunAsync(patient, database, vault, posts, findings, cancellation);
        return findings;
    }
}
