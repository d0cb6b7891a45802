using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;
using Gulou.Storage.People;
using Gulou.Storage.Posts;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests;

/// <summary>
/// A change of keys: found by the old hash and the new while it runs, stopped and gone on with, and nothing left.
/// </summary>
public abstract class KeyRenewalContract : HouseContract<Registers>
{
    private const string Phone = "13985551234";
    private const string Login = "yangxiuying";
    private static readonly byte[] Old = new byte[32];
    private static readonly byte[] New = [.. Enumerable.Repeat((byte)7, 32)];

    private readonly List<MasterKey> keys = [new(1, Old, default)];
    private Vault vault = null!;
    private Place unit = null!;

    protected sealed override Task<Registers> NewHouse()
    {
        vault = new Vault(keys, () => keys.Count > 1 ? [.. keys] : null, TimeProvider.System);
        return NewRegisters(vault);
    }

    protected abstract Task<Registers> NewRegisters(Vault vault);

    /// <summary>
    /// What the model calls keyed is all there is: any other column of bytes is named here with its reason.
    /// </summary>
    [Fact]
    public async Task No_column_made_with_a_key_is_forgotten()
    {
        string[] plain =
        [
            "api_token.secret_hash", // of random bytes, without a key
            "audit_record.content", // the key's number is in it; an old record is never changed
            "audit_record.hash",
            "audit_record.written",
            "case_log_line.hash",
            "case_log_line.remark", // salted
            "case_log_line.values", // salted
            "case_record.definition", // the hash of a public text
            "case_remark.salt",
            "case_revision.salt",
            "case_revision.sealed_digest", // salted
            "case_text.hash", // of a public text
            "closed_month.digest", // of figures, without a key
            "division_import.table", // a public table, compressed
            "entry.hash",
            "lane_head.hash",
            "notice.content", // a public hash
            "people_import.file_hash", // of a file, without a key
            "second_factor.recovery_hashes", // salted, of random codes
            "second_factor.recovery_salt",
            "seal.hash",
            "sealed_head.hash",
            "session.token_hash", // of random bytes, without a key
        ];
        await using var db = House.Database.NewContext();
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
        void StopAfterOneChunk(long rows)
        {
            if (rows > KeyRenewal.Chunk)
                stop.Cancel();
        }
        var first = await Renewal().RunAsync(StopAfterOneChunk, stop.Token);
        Assert.Equal((KeyRenewal.Chunk + 1, 0), first);
        await FindsAsync(household, person);
        Assert.Equal([1, 2], await VersionsAsync());
        var rest = await Renewal().RunAsync(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((40, 0), rest);
        Assert.Equal([2], await VersionsAsync());
        await FindsAsync(household, person);
        Assert.Equal((0L, 0L), await Renewal().RunAsync(cancellation: TestContext.Current.CancellationToken));
        // Without the old key all is still found and read.
        vault = new Vault([keys[1]], () => null, TimeProvider.System);
        await FindsAsync(household, person);
    }

    [Fact]
    public async Task A_number_registered_with_the_old_key_is_taken_under_the_new()
    {
        await FillAsync(1);
        Begin();
        var answer = await House.Run(Registering("龙大山", Number(0)));
        Assert.Equal(RegisterHouseholdsOutcome.NumberTaken, answer.Outcome);
        var again = await House.Run(
            new CreateLogin
            {
                Id = House.NewId(),
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
        var command = Registering("龙大山", null);
        var first = await House.Run(command);
        Begin();
        var again = await House.Run(command);
        Assert.True(again.Replayed);
        Assert.Equal(first.Subject, again.Subject);
        var other = await House.Run(Registering("龙小山", null) with { Id = command.Id });
        Assert.Equal(RegisterHouseholdsOutcome.IdUsedWithOtherContent, other.Outcome);
    }

    /// <summary>A household of the first with a phone and a login, and many more with numbers.</summary>
    private async Task<(Household, Person)> FillAsync(int people)
    {
        unit = await House.NewUnit();
        var members = Enumerable
            .Range(0, people)
            .Select(i => new NewMember
            {
                Name = "杨秀英",
                Relation = i == 0 ? Relation.Head : Relation.Other,
                CitizenId = Number(i),
                Phone = i == 0 ? Parsed(Phone) : null,
            });
        await House.Make(
            new RegisterHouseholds
            {
                Id = House.NewId(),
                Cell = unit.Cell,
                PlaceId = unit.Id,
                Households = [new NewHousehold { PlaceId = unit.Id, Members = [.. members] }],
            }
        );
        await House.Make(Registering("吴老岩", null));
        var first = (await PeopleAsync()).Single(p => p.Relation == Relation.Head && p.Name == "杨秀英");
        await House.Make(
            new CreateLogin
            {
                Id = House.NewId(),
                Cell = unit.Cell,
                PersonId = first.Id,
                Name = Login,
                PasswordHash = "hash",
            }
        );
        await using var db = House.Database.NewContext();
        return (await db.Households.SingleAsync(h => h.Id == first.HouseholdId), first);
    }

    private async Task<List<Person>> PeopleAsync()
    {
        await using var db = House.Database.NewContext();
        return await db.People.OrderBy(p => p.Id).ToListAsync();
    }

    /// <summary>Another key begins to write, and the vault hears of it.</summary>
    private void Begin()
    {
        keys.Add(new MasterKey(2, New, default));
        vault.Reread();
    }

    private KeyRenewal Renewal() => new(House.Database, House.Commands, vault);

    private async Task FindsAsync(Household household, Person person)
    {
        var households = new HouseholdReader(House.Database, House.Access, vault);
        var found = await households.FindAsync(Actor.System, House.Today, PlaceKey.Everywhere, Phone[^4..], default, 9);
        Assert.Equal([household.Id], found.Select(h => h.Id));
        var (number, phone) = await households.DecipherAsync(person.Cell, person.Id);
        Assert.Equal((Number(0), Phone), (number, phone?.Value));
        Assert.Equal(person.Id, (await new ActorReader(House.Database, vault).LoginAsync(Login))?.PersonId);
        await using var db = House.Database.NewContext();
        var hashes = vault.Hashes(Purpose.CitizenId, Number(0).Value);
        var identity = await db.Identities.SingleAsync(i => hashes.Contains(i.IdHash));
        Assert.Equal(person.Id, identity.PersonId);
    }

    /// <summary>The numbers of all keys that anything was made with, followers too.</summary>
    private async Task<List<byte>> VersionsAsync()
    {
        await using var db = House.Database.NewContext();
        var versions = new SortedSet<byte>();
        foreach (var table in KeyedTable.Of(db))
        {
            foreach (var column in table.Columns)
                versions.UnionWith((await table.CountAsync(db, column)).Select(c => c.Version));
        }
        return [.. versions];
    }

    private RegisterHouseholds Registering(string name, CitizenId? number) =>
        new()
        {
            Id = House.NewId(),
            Cell = unit.Cell,
            PlaceId = unit.Id,
            Households =
            [
                new NewHousehold
                {
                    PlaceId = unit.Id,
                    Members =
                    [
                        new NewMember
                        {
                            Name = name,
                            Relation = Relation.Head,
                            CitizenId = number,
                        },
                    ],
                },
            ],
        };

    private static CitizenId Number(int serial) =>
        CitizenId.Make("529901", new DateOnly(1980, 1, 1).AddDays(serial / 900), (serial % 900) + 1);

    private static MobilePhone Parsed(string text) =>
        MobilePhone.TryParse(text, out var phone) ? phone : throw new FormatException(text);
}

public sealed class SqliteKeyRenewalTests : KeyRenewalContract
{
    protected override Task<Registers> NewRegisters(Vault vault) => Registers.OnSqlite(vault);
}

public sealed class PostgresKeyRenewalTests(PostgresServer server) : KeyRenewalContract
{
    protected override Task<Registers> NewRegisters(Vault vault) => Registers.OnPostgres(server, vault);
}
