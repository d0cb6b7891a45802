using System.Globalization;
using Gulou.App;
using Gulou.Areas.Governance.Points;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Ledger;
using SkiaSharp;

namespace Gulou.Bench.Crash;

/// <summary>
/// The program under load, in a process of its own that is killed: callers who give points, hold and settle them and
/// file claims with photos. Each answer is told on the output, one line, after the command path gave it.
/// </summary>
internal sealed class CrashWorker(Tower tower, CrashScene scene)
{
    private const int Givers = 24;
    private const int Filers = 3;
    private const int Accounts = 40;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs until it is killed, or until its input ends because whoever started it is gone.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var numbers = arguments[2].Split(',').Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        var scene = new CrashScene((int)numbers[0], numbers[1], numbers[2]);
        var tower = Tower.Open(new TowerSettings { Db = arguments[0], Keys = arguments[1] }, out _);
        var worker = new CrashWorker(tower, scene);
        for (var n = 0; n < Givers; n++)
            _ = worker.GiveAsync(n);
        for (var n = 0; n < Filers; n++)
            _ = worker.FileAsync(n);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <summary>An answered line; one that the kill cut short lacks its end and does not count.</summary>
    public static string Line(string what, ClientId id, string more = "-") => $"{what} {id} {more} .";

    private async Task GiveAsync(int n)
    {
        for (long turn = 0; ; turn++)
        {
            var give = new Give
            {
                Id = CrashScene.NewId(),
                Cell = scene.Cell,
                To = 100 + (((n * 7) + turn) % Accounts),
                Points = 1 + (turn % 50),
                IsHeld = turn % 4 == 3,
            };
            if (!await TryAsync(() => tower.Commands.RunAsync(Actor.System, give)))
                continue;
            Tell(Line("give", give.Id));
            if (!give.IsHeld)
                continue;
            var settled = SettleOf(give);
            var settle = new PostEntry
            {
                Id = settled.Id,
                Cell = settled.Cell,
                Entry = settled,
            };
            if (await TryAsync(() => tower.Commands.RunAsync(Actor.System, settle)))
                Tell(Line("settle", settled.Id));
        }
    }

    private async Task FileAsync(int n)
    {
        for (var turn = 0; ; turn++)
        {
            using var photo = Photo((n * 1000) + turn);
            var stored = await tower.Attachments.SavePhotoAsync(photo, CancellationToken.None);
            var claim = new FileClaim
            {
                Id = CrashScene.NewId(),
                Cell = scene.Cell,
                HouseholdId = scene.Household,
                RuleId = scene.Rule,
                On = tower.Now.Day,
                Points = 2_00,
                Deed = "清河道志愿服务",
                Photo = stored.Hash,
            };
            if (await TryAsync(() => tower.Commands.RunAsync(Actor.System, claim)))
                Tell(Line("claim", claim.Id, stored.Hash));
            await Task.Delay(Pause);
        }
    }

    /// <summary>Whether it was done; with the database gone for a while it is not, and the next is tried.</summary>
    private static async Task<bool> TryAsync<TOutcome>(Func<Task<Answer<TOutcome>>> run)
        where TOutcome : struct, Enum
    {
        try
        {
            return (await run()).IsDone;
        }
        catch (System.Data.Common.DbException)
        {
            await Task.Delay(Pause);
            return false;
        }
    }

    private static Entry SettleOf(Give give) =>
        new()
        {
            Id = give.Id.Derive("settle"),
            Cell = give.Cell,
            Kind = EntryKind.PostHold,
            Target = give.Id,
            Reason = Give.Word,
            EffectiveOn = Instant.Now(TimeProvider.System).Day,
            Place = 1,
            Scope = PlaceKey.Everywhere,
            Legs = [],
        };

    private static MemoryStream Photo(int seed)
    {
        using var bitmap = new SKBitmap(32, 32);
        bitmap.Erase(new SKColor(0xff000000 | (uint)(seed * 7919)));
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return new MemoryStream(data.ToArray());
    }

    private static void Tell(string line)
    {
        lock (Console.Out)
        {
            Console.Out.Write(line + "\n");
            Console.Out.Flush();
        }
    }
}
