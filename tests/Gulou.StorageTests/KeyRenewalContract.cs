using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;
using Gulou.Storage.People;
using Gulou.Storage.Places;
using Gulou.Storage.Posts;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests;

/// <summary>
/// A change of keys: found by the old hash and the new while it runs, stopped and gone on with, and nothing left.
/// </summary>
public abstract class KeyRenewalContract : IAsyncLifetime
{
    private const string Phone = "13985551234";
    private const string Login = "yangxiuying";
    private static readonly byte[] Old = new byte[32];
    private static readonly byte[] New = [.. Enumerable.Repeat((byte)7, 32)];

    private readonly List<MasterKey> keys = [new(1, Old, default)];
    private Registers registers = null!;
    private Vault vault = null!;

    public async ValueTask InitializeAsync()
    {
        vault = new Vault(keys, () => keys.Count > 1 ? [.. keys] : null, TimeProvider.System);
        registers = await NewRegisters(vault);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await registers.DisposeAsync();
    }

    protected abstract Task<Registers> NewRegisters(Vault vault);

    /// <summary>What the model calls keyed is all there is: any other column of bytes is named here with its reason.</summary>
    [Fact]
    public async Task No_column_made_with_a_key_is_forgotten()
    {
        string[] plain =
        [
            "audit_record.content", // the key's number is in it; an old record is never changed
            "audit_record.hash",
            "audit_record.written",
            "entry.hash",
            "lane_head.hash",
            "notice.content", // a public hash
        ];
        await using var db = registers.Database.NewContext();
        var bytes = db
            .Model.GetEntityTypes()
            .SelectMany(e => e.GetProperties().Select(p => (Table: e.GetTableName(), Column: p)))
            .Where(c => c.Column.ClrType == typeof(byte[]) && !SealedColumns.IsKeyed(c.Column))
            .Select(c => $"{c.Table}.{c.Column.GetColumnName()}");
        Assert.Empty(bytes.Except(plain));
        Assert.Contains(KeyedTable.Of(db), t => t.Name == "person" && t.Renewed.Count() == 5);
    }

    [Fact]
    public async Task Found_before_during_and_after_and_gone_on_with_after_a_stop()
    {
        var (household, person) = await FillAsync(KeyRenewal.Chunk + 40);
        Begin();
        Assert.Equal(2, vault.Current);
        await FindsAsync(household, person);
        // Stopped after the first chunk, as by a crash: each chunk is a commit of its own.
        using var stop = new CancellationTokenSource();
        var first = await Renewal().RunAsync(_ => stop.Cancel(), stop.Token);
        Assert.Equal((KeyRenewal.Chunk, 0), first);
        await FindsAsync(household, person);
        Assert.Contains(1, await VersionsAsync());
        var rest = await Renewal().RunAsync(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((40 + 2 + 1, 0), rest);
        Assert.Equal([2], await VersionsAsync());
        await FindsAsync(household, person);
        Assert.Equal((0, 0), await Renewal().RunAsync(cancellation: TestContext.Current.CancellationToken));
        // Without the old key all is still found and read.
        keys.RemoveAt(0);
        vault = new Vault(New2(), () => null, TimeProvider.System);
        await FindsAsync(household, person);
    }

    [Fact]
    public async Task A_number_registered_with_the_old_key_is_taken_under_the_new()
    {
        await FillAsync(1);
        Begin();
        var answer = await registers.Run(await RegisterAsync("龙大山", Number(0)));
        Assert.Equal(RegisterHouseholdsOutcome.NumberTaken, answer.Outcome);
        var again = await registers.Run(
            new CreateLogin
            {
                Id = registers.NewId(),
                Cell = unit.Cell,
                PersonId = (await PeopleAsync())[1].Id,
                Name = Login,
                PasswordHash = "x",
            }
        );
        Assert.Equal(CreateLoginOutcome.NameTaken, again.Outcome);
    }

    [Fact]
    public async Task A_command_sent_again_after_the_change_hears_its_first_answer()
    {
        await FillAsync(1);
        var command = await RegisterAsync("龙大山", null);
        var first = await registers.Run(command);
        Begin();
        var again = await registers.Run(command);
        Assert.True(again.Replayed);
        Assert.Equal(first.Subject, again.Subject);
        var other = await registers.Run(await RegisterAsync("龙小山", null) with { Id = command.Id });
        Assert.Equal(RegisterHouseholdsOutcome.IdUsedWithOtherContent, other.Outcome);
    }

    private Kernel.Places.Place unit = null!;

    /// <summary>A household of the first with a phone and a login, and many more with numbers.</summary>
    private async Task<(Household, Person)> FillAsync(int people)
    {
        unit = await registers.NewUnit();
        var members = Enumerable
            .Range(0, people)
            .Select(i => new NewMember
            {
                Name = "杨秀英",
                Relation = i == 0 ? Relation.Head : Relation.Other,
                CitizenId = Number(i),
                Phone = i == 0 ? MobilePhone.Parse(Phone) : null,
            });
        await registers.Make(
            new RegisterHouseholds
            {
                Id = registers.NewId(),
                Cell = unit.Cell,
                PlaceId = unit.Id,
                Households = [new NewHousehold { PlaceId = unit.Id, Members = [.. members] }],
            }
        );
        await registers.Make(await RegisterAsync("吴老岩", null));
        var first = (await PeopleAsync()).Single(p => p.Relation == Relation.Head && p.Name == "杨秀英");
        await registers.Make(
            new CreateLogin
            {
                Id = registers.NewId(),
                Cell = unit.Cell,
                PersonId = first.Id,
                Name = Login,
                PasswordHash = "hash",
            }
        );
        await using var db = registers.Database.NewContext();
        return (await db.Households.SingleAsync(h => h.Id == first.HouseholdId), first);
    }

    private async Task<List<Person>> PeopleAsync()
    {
        await using var db = registers.Database.NewContext();
        return await db.People.OrderBy(p => p.Id).ToListAsync();
    }
}
