using Gulou.Areas.Governance;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Commands;
using Gulou.Storage.Definitions;
using Gulou.Storage.Keys;
using Gulou.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Gulou.Tests.Storage;

/// <summary>Worlds in memory: commands decide on rows that tests hand them; nothing is read or written.</summary>
internal static class Worlds
{
    public const int Cell = 3;

    public static readonly DateOnly Today = new(2026, 3, 2);

    public static readonly IReadOnlySet<string> KnownCapabilities = KernelCapabilities
        .All.Concat(GovernanceArea.Capabilities)
        .ToHashSet();

    public static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));

    private static readonly DefinitionSet Definitions = LoadDefinitions();

    private static readonly Tools Tools = new(
        new Ids(Clock, 0),
        new Vault(new byte[32]),
        Definitions,
        new Access(Definitions.Posts),
        ReadPinyin(),
        Clock
    );

    public static PostCatalog Posts => Definitions.Posts;

    public static Vault Vault => Tools.Vault;

    public static ClientId NewId() => ClientId.New(Clock);

    /// <summary>A world for a command; the setup hands it the rows it would have loaded.</summary>
    public static World Of(Command command, Actor? actor = null, Instant? now = null) =>
        new(command, actor ?? Actor.System, new Book(), new BookNeeds(), now ?? Instant.Now(Clock), Tools, NewContext);

    /// <summary>Decides after checking that all it reads was declared or given.</summary>
    public static TOutcome DecideIn<TOutcome>(this Command<TOutcome> command, World w)
        where TOutcome : struct, Enum
    {
        command.Needs(w);
        w.StartDeciding();
        return command.Decide(w);
    }

    /// <summary>What the decision added.</summary>
    public static IReadOnlyList<T> Added<T>(this World w)
        where T : class => [.. w.Db!.ChangeTracker.Entries<T>().Select(entry => entry.Entity)];

    public static Division Division(long id, string code, string name = "台盘村村民委员会", int cell = Cell)
    {
        var key = PlaceKey.FromCode(code);
        return new Division
        {
            Cell = cell,
            Id = id,
            Key = key,
            Name = name,
            ShortName = PlaceNames.Short(key.Level, name),
        };
    }

    private static DefinitionSet LoadDefinitions()
    {
        var definitions = DefinitionSet.Load(Path.Combine(AppContext.BaseDirectory, "definitions"), KnownCapabilities);
        GovernanceArea.Load(definitions);
        return definitions;
    }

    private static SqliteDb NewContext() =>
        new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=:memory:").Options, Gulou.App.Model.Parts);

    private static Pinyin ReadPinyin()
    {
        using var text = File.OpenText(Path.Combine(AppContext.BaseDirectory, "data", "pinyin-initials.txt"));
        return Pinyin.Load(text);
    }
}
