using System.Security.Cryptography;
using Gulou.Areas.Governance;
using Gulou.Kernel.Cases;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Commands;
using Gulou.Storage.Definitions;
using Gulou.Storage.Keys;
using Gulou.Storage.People.Import;
using Gulou.Storage.Places;

namespace Gulou.App;

/// <summary>Where a tower stands and what it is made with.</summary>
public sealed record TowerSettings
{
    /// <summary>A SQLite file or a PostgreSQL connection string.</summary>
    public required string Db { get; init; }

    /// <summary>The key file.</summary>
    public required string Keys { get; init; }

    /// <summary>A missing key file may be made: only for a database that holds no sealed data yet.</summary>
    public bool MayMakeKeys { get; init; }

    /// <summary>Where attachments lie; null for the usual place of the database.</summary>
    public string? Attachments { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// Refuse to write while the clock is before the newest record or far behind it. The demo moves its clock.
    /// </summary>
    public bool WatchesClock { get; init; }

    /// <summary>The machine's own clock, which no demo moves: sessions and codes follow it.</summary>
    public TimeProvider MachineClock { get; init; } = TimeProvider.System;
}

/// <summary>
/// One running Gulou: its database, the command path into it, and what every command and page may use. CLI, web and
/// tests stand on the same tower.
/// </summary>
public sealed class Tower : IAsyncDisposable
{
    public Tower(
        Database database,
        Vault vault,
        DefinitionSet definitions,
        Pinyin pinyin,
        TimeProvider clock,
        bool watchesClock = false
    )
    {
        Database = database;
        Access = new Access(definitions.Posts);
        // Ids follow the machine's clock, not one that a demo moves.
        var ids = new Ids(TimeProvider.System, RandomNumberGenerator.GetInt32(Ids.MaxNode + 1));
        Tools = new Tools(ids, vault, definitions, Access, pinyin, clock) { MapFollowers = MapFollowers };
        Commands = new CommandPath(database, Tools, watchesClock);
        Attachments = new Attachments(database.AttachmentsFolder, database.Signals);
        Imports = new ImportRun(database, Commands, Tools, ImportFiles.Of(database, vault));
    }

    /// <summary>
    /// Opens the database and reads keys, definitions and reference data; the schema is left as it is.
    /// </summary>
    /// <exception cref="KeyFileException">The key file is missing, damaged or open to others.</exception>
    /// <exception cref="DefinitionException">A definition is broken.</exception>
    public static Tower Open(TowerSettings settings, out bool madeKeys)
    {
        var vault = KeyFile.Load(settings.Keys, settings.MayMakeKeys, out madeKeys);
        var definitions = DefinitionSet.Load(Shipped("definitions"), Capabilities);
        GovernanceArea.Load(definitions);
        using var initials = File.OpenText(Shipped("data/pinyin-initials.txt"));
        var database = Database.Open(settings.Db, Model.Parts, settings.Attachments);
        return new Tower(database, vault, definitions, Pinyin.Load(initials), settings.Clock, settings.WatchesClock)
        {
            MachineClock = settings.MachineClock,
        };
    }

    /// <summary>Every word a post may be granted.</summary>
    public static IReadOnlySet<string> Capabilities { get; } =
        new HashSet<string>([.. KernelCapabilities.All, .. GovernanceArea.Capabilities]);

    /// <summary>What answers of a flow may do in registers and ledger, by name.</summary>
    public static IReadOnlyDictionary<string, EffectShape> Effects { get; } = new Dictionary<string, EffectShape>();

    /// <summary>What follows the map besides scopes.</summary>
    public static IReadOnlyList<IMapFollower> MapFollowers => GovernanceArea.MapFollowers;

    /// <summary>A file or folder shipped beside the program.</summary>
    public static string Shipped(string name) => Path.Combine(AppContext.BaseDirectory, name);

    public Database Database { get; }
    public Tools Tools { get; }
    public CommandPath Commands { get; }
    public Attachments Attachments { get; }

    /// <summary>Lists of people brought from Excel.</summary>
    public ImportRun Imports { get; }
    public Access Access { get; }
    public TimeProvider Clock => Tools.Clock;
    public TimeProvider MachineClock { get; private init; } = TimeProvider.System;
    public Vault Vault => Tools.Vault;
    public DefinitionSet Definitions => Tools.Definitions;

    /// <summary>A context for reading.</summary>
    public Gulou.Storage.Model.GulouDb Read() => Database.NewContext();

    public Instant Now => Instant.Now(Clock);

    public Instant MachineNow => Instant.Now(MachineClock);

    /// <summary>Who needs a second factor, how long sessions last.</summary>
    public SignInRules SignInRules => Definitions.Get<SignInRules>();

    public async ValueTask DisposeAsync()
    {
        await Commands.DisposeAsync();
        await Database.DisposeAsync();
    }
}
