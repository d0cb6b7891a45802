using System.Security.Cryptography;
using Gulou.Areas.Governance;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Commands;
using Gulou.Storage.Definitions;
using Gulou.Storage.Keys;

namespace Gulou.App;

/// <summary>
/// One running Gulou: its database, the command path into it, and what every command and page may use. CLI, web and
/// tests stand on the same tower.
/// </summary>
public sealed class Tower : IAsyncDisposable
{
    public Tower(Database database, Vault vault, DefinitionSet definitions, Pinyin pinyin, TimeProvider clock)
    {
        Database = database;
        Access = new Access(definitions.Posts);
        // Ids follow the machine's clock, not one that a demo moves.
        var ids = new Ids(TimeProvider.System, RandomNumberGenerator.GetInt32(Ids.MaxNode + 1));
        Tools = new Tools(ids, vault, definitions, Access, pinyin, clock);
        Commands = new CommandPath(database, Tools);
        Attachments = new Attachments(database.AttachmentsFolder);
    }

    public Database Database { get; }
    public Tools Tools { get; }
    public CommandPath Commands { get; }
    public Attachments Attachments { get; }
    public Access Access { get; }
    public TimeProvider Clock => Tools.Clock;
    public Vault Vault => Tools.Vault;
    public DefinitionSet Definitions => Tools.Definitions;

    /// <summary>A context for reading.</summary>
    public Gulou.Storage.Model.GulouDb Read() => Database.NewContext();

    public Instant Now => Instant.Now(Clock);

    public async ValueTask DisposeAsync()
    {
        await Commands.DisposeAsync();
        await Database.DisposeAsync();
    }
}
