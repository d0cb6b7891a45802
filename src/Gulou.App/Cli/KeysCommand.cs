using System.CommandLine;
using System.Security.Cryptography;
using Gulou.App.Jobs;
using Gulou.App.Options;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;
using Gulou.Storage.People.Import;

namespace Gulou.App.Cli;

/// <summary>
/// <c>gulou keys</c>: another key for what is encrypted (<c>rotate</c>), how far that has come (<c>status</c>), whether
/// every value can be read (<c>check</c>), and taking out keys that nothing uses any more (<c>retire</c>).
/// </summary>
internal static class KeysCommand
{
    /// <summary>
    /// Time for every program that runs to read the file again before anything is written with the new key.
    /// </summary>
    private const int DefaultMinutes = 2;

    public static Command Make(Terminal terminal)
    {
        var text = terminal.Text;
        var (db, keys) = (CommandLine.Db(terminal), CommandLine.Keys(terminal));
        var minutes = new Option<int>("--in")
        {
            Description = text["cli.keys.in"],
            DefaultValueFactory = _ => DefaultMinutes,
        };
        var wait = new Option<bool>("--wait") { Description = text["cli.keys.wait"] };
        var rotate = new Command("rotate", text["cli.keys.rotate"]) { db, keys, minutes, wait };
        rotate.SetAction(
            async (parsed, cancellation) =>
            {
                var work = await KeysWork.OpenAsync(terminal, parsed.GetRequiredValue(db), parsed.GetValue(keys));
                return await work.RotateAsync(parsed.GetValue(minutes), parsed.GetValue(wait), cancellation);
            }
        );
        var status = new Command("status", text["cli.keys.status"]) { db, keys };
        status.SetAction(
            async (parsed, cancellation) =>
            {
                var work = await KeysWork.OpenAsync(terminal, parsed.GetRequiredValue(db), parsed.GetValue(keys));
                return await work.TellAsync(open: false, cancellation);
            }
        );
        var check = new Command("check", text["cli.keys.check"]) { db, keys };
        check.SetAction(
            async (parsed, cancellation) =>
            {
                var work = await KeysWork.OpenAsync(terminal, parsed.GetRequiredValue(db), parsed.GetValue(keys));
                return await work.TellAsync(open: true, cancellation);
            }
        );
        var retire = new Command("retire", text["cli.keys.retire"]) { db, keys };
        retire.SetAction(
            async (parsed, cancellation) =>
            {
                var work = await KeysWork.OpenAsync(terminal, parsed.GetRequiredValue(db), parsed.GetValue(keys));
                return await work.RetireAsync(cancellation);
            }
        );
        return new Command("keys", text["cli.keys.about"]) { rotate, status, check, retire };
    }
}

/// <summary>What <c>gulou keys</c> does on one database and its key file.</summary>
internal sealed class KeysWork
{
    private readonly Terminal terminal;
    private readonly Text text;
    private readonly string db;
    private readonly string file;
    private readonly Found found;

    private KeysWork(Terminal terminal, string db, string file, Found found)
    {
        (this.terminal, text, this.db, this.file, this.found) = (terminal, terminal.Text, db, file, found);
    }

    public static async Task<KeysWork> OpenAsync(Terminal terminal, string db, string? keys)
    {
        var found = await Opening.LookAsync(terminal, db);
        found.MustBeCurrent(terminal);
        return new KeysWork(terminal, db, keys ?? Opening.KeysFor(found), found);
    }

    /// <summary>
    /// Adds a key; a running <c>serve</c> does the rest, or this process when it is to wait.
    /// </summary>
    public async Task<int> RotateAsync(int minutes, bool wait, CancellationToken cancellation)
    {
        using var alone = wait ? Opening.Take(terminal, db) : null;
        var from = Instant.Now(TimeProvider.System).Plus(TimeSpan.FromMinutes(Math.Max(0, minutes)));
        var added = KeyFile.Add(file, from);
        terminal.Say(text["cli.keys.added", added.Version, file, $"{from.InShanghai:yyyy-MM-dd HH:mm:ss}"]);
        if (!wait)
        {
            terminal.Say(text["cli.keys.in-background", db]);
            return ExitCode.Ok;
        }
        await using var tower = Opening.Open(terminal, db, file, found);
        while (tower.Vault.Current != added.Version)
            await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
        var renewal = new KeyRenewal(tower.Database, tower.Commands, tower.Vault);
        var (renewed, left) = await renewal.RunAsync(
            rows => terminal.Say(text["cli.keys.progress", rows]),
            cancellation
        );
        terminal.Say(text["cli.keys.renewed", renewed]);
        if (left == 0)
            return ExitCode.Ok;
        terminal.Complain(text["cli.keys.left", left]);
        return ExitCode.Refused;
    }

    /// <summary>The keys, and how many values were made with each; each kind opened once when asked.</summary>
    public async Task<int> TellAsync(bool open, CancellationToken cancellation)
    {
        var keys = KeyFile.Read(file);
        var vault = KeyFile.Load(file, mayMake: false, out _);
        foreach (var key in keys)
        {
            var state =
                key.Version == vault.Current ? "writes"
                : key.Version < vault.Current ? "reads"
                : "waits";
            terminal.Say(text[$"cli.keys.key-{state}", key.Version, $"{key.From.InShanghai:yyyy-MM-dd HH:mm:ss}"]);
        }
        var faults = 0;
        await using var database = Open();
        await using var context = database.NewContext();
        foreach (var table in KeyedTable.Of(context))
        {
            foreach (var column in table.Columns)
            {
                foreach (var (version, count) in await table.CountAsync(context, column, cancellation))
                {
                    var name = table.NameOf(column);
                    terminal.Say(text["cli.keys.count", name, version, count]);
                    if (vault.Versions.Contains(version))
                        continue;
                    terminal.Complain(text["cli.keys.lost", name, version, count]);
                    faults++;
                }
                faults += open ? await OpenEachAsync(context, vault, table, column, cancellation) : 0;
            }
        }
        foreach (var (version, count) in ImportFiles.Of(database, vault).KeyVersions())
            terminal.Say(text["cli.keys.lists", version, count]);
        if (open && faults == 0)
            terminal.Say(text["cli.keys.all-readable"]);
        return faults == 0 ? ExitCode.Ok : ExitCode.Refused;
    }

    /// <summary>Takes out the keys before the current one, if nothing was made with them.</summary>
    public async Task<int> RetireAsync(CancellationToken cancellation)
    {
        var vault = KeyFile.Load(file, mayMake: false, out _);
        var old = vault.Versions.Where(v => v < vault.Current).ToHashSet();
        if (old.Count == 0)
        {
            terminal.Say(text["cli.keys.none-old"]);
            return ExitCode.Ok;
        }
        await using var database = Open();
        foreach (var (version, count) in ImportFiles.Of(database, vault).KeyVersions())
        {
            if (old.Contains(version))
                throw new CliException(
                    ExitCode.Refused,
                    text["cli.keys.in-lists", version, count, ImportJob.Kept.Days]
                );
        }
        await using var context = database.NewContext();
        foreach (var table in KeyedTable.Of(context))
        {
            foreach (var column in table.Columns)
            {
                foreach (var (version, count) in await table.CountAsync(context, column, cancellation))
                {
                    if (old.Contains(version))
                        throw new CliException(
                            ExitCode.Refused,
                            text["cli.keys.in-use", version, table.NameOf(column), count]
                        );
                }
            }
        }
        KeyFile.Remove(file, old);
        terminal.Say(text["cli.keys.retired", string.Join(", ", old.Order())]);
        return ExitCode.Ok;
    }

    private Database Open() => Database.Open(db, Model.Parts, ProgramOptions.Load().AttachmentsFolder);

    private async Task<int> OpenEachAsync(
        GulouDb context,
        Vault vault,
        KeyedTable table,
        Microsoft.EntityFrameworkCore.Metadata.IProperty column,
        CancellationToken cancellation
    )
    {
        if (SealedColumns.SealedFor(column) is not { } purpose)
            return 0;
        var faults = 0;
        foreach (var version in vault.Versions)
        {
            if (await table.SampleAsync(context, column, version, cancellation) is not { } value)
                continue;
            try
            {
                vault.Open(purpose, value);
            }
            catch (CryptographicException)
            {
                terminal.Complain(text["cli.keys.unreadable", table.NameOf(column), version]);
                faults++;
            }
        }
        return faults;
    }
}
