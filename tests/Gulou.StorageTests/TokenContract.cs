using System.Security.Cryptography;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Posts;

namespace Gulou.StorageTests;

/// <summary>Keys by which programs act: who makes them, how long they are good, and how they end.</summary>
public abstract class TokenContract : HouseContract<Registers>
{
    private const string Divisions = """
        code,name,level,parent_code,kind
        520000000000,贵州省,province,,
        522600000000,黔东南苗族侗族自治州,prefecture,520000000000,
        522630000000,台江县,county,522600000000,
        522631000000,黎平县,county,522600000000,
        """;

    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    private Place county = null!;
    private Place other = null!;
    private long person;
    private long appointment;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TokenReader Tokens => new(House.Database);

    protected override async Task FillAsync()
    {
        using var table = new StringReader(Divisions);
        await House.Import(DivisionTable.Read(table, 2023));
        (county, other) = (await House.PlaceNamed("台江县"), await House.PlaceNamed("黎平县"));
        person = await House.Staff(county);
        appointment = await House.Appoint(county, county.Cell, person, "county-office");
    }

    [Fact]
    public async Task A_key_is_made_for_a_post_in_force_with_a_name_and_an_end()
    {
        var self = await ActorAsync(person);
        var stranger = await ActorAsync(await House.Staff(county));
        Assert.Equal(MakeTokenOutcome.NotAllowed, await TryAsync(Making() with { Label = "" }, stranger));
        var past = await House.Appoint(county, county.Cell, person, "ledger-interface");
        await EndAsync(past);
        Assert.Equal(
            MakeTokenOutcome.AppointmentOver,
            await TryAsync(Making() with { AppointmentId = past, Label = "" }, self)
        );
        foreach (var label in new[] { " ", new string('密', MakeToken.LongestLabel + 1) })
        {
            var nameless = Making() with { Label = label, Until = House.Today };
            Assert.Equal(MakeTokenOutcome.LabelMissing, await TryAsync(nameless, self));
        }
        foreach (var days in new[] { 0, MakeToken.MostDays + 1 })
        {
            var wrong = Making() with { Until = House.Today.AddDays(days) };
            Assert.Equal(MakeTokenOutcome.WrongExpiry, await TryAsync(wrong, self));
        }
        var first = await House.Make(Making() with { Until = House.Today.AddDays(MakeToken.MostDays) }, self);
        for (var i = 1; i < MakeToken.MostTokens; i++)
            await House.Make(Making() with { Until = House.Today.AddDays(1) }, self);
        Assert.Equal(MakeTokenOutcome.TooManyTokens, await TryAsync(Making(), self));
        await House.Make(Ending(first), self);
        Assert.Equal(MakeTokenOutcome.Done, await TryAsync(Making(), self));
    }

    [Fact]
    public async Task A_key_is_found_by_its_secret_until_it_or_its_appointment_ends()
    {
        var token = await House.Make(Making() with { Until = House.Today.AddDays(30) });
        var today = House.Today;
        Assert.True(await IsFoundAsync(token, Secret, today.AddDays(29)));
        Assert.False(await IsFoundAsync(token, Secret, today.AddDays(30)));
        Assert.False(await IsFoundAsync(token, RandomNumberGenerator.GetBytes(32), today));
        await EndAsync(appointment, today.AddDays(7));
        Assert.True(await IsFoundAsync(token, Secret, today.AddDays(6)));
        Assert.False(await IsFoundAsync(token, Secret, today.AddDays(7)));
        Assert.Single(await Tokens.GoodAsync(person, today.AddDays(6), Cancel));
        Assert.Empty(await Tokens.GoodAsync(person, today.AddDays(7), Cancel));
    }

    [Fact]
    public async Task One_ends_all_one_s_keys_in_every_post_and_nobody_else_s()
    {
        var elsewhere = await House.Appoint(other, county.Cell, person, "county-office");
        var mine = new List<(int Cell, long Id)>();
        foreach (var (cell, post) in new[] { (county.Cell, appointment), (other.Cell, elsewhere) })
            mine.Add((cell, await House.Make(Making() with { Cell = cell, AppointmentId = post })));
        var colleague = await House.Staff(county);
        var theirs = await House.Appoint(county, county.Cell, colleague, "county-office");
        var kept = await House.Make(Making() with { AppointmentId = theirs });

        Assert.Equal(EndTokensOutcome.NotAllowed, (await EndAllAsync(await ActorAsync(colleague))).Outcome);
        Assert.Equal(
            mine.Select(m => m.Id),
            (await Tokens.GoodAsync(person, House.Today, Cancel)).Select(t => t.Token.Id)
        );
        Assert.Equal([2], (await EndAllAsync(await ActorAsync(person))).Args);
        Assert.Empty(await Tokens.GoodAsync(person, House.Today, Cancel));
        foreach (var (cell, id) in mine)
            Assert.Null(await Tokens.FindAsync(cell, id, Secret, House.Today, Cancel));
        Assert.True(await IsFoundAsync(kept, Secret, House.Today));

        await House.Make(Making());
        var administrator = await House.Staff(county);
        await House.Appoint(county, county.Cell, administrator, "administrator");
        Assert.Equal([1], (await EndAllAsync(await ActorAsync(administrator))).Args);
        Assert.Equal([0], (await EndAllAsync(await ActorAsync(administrator))).Args);
    }

    private MakeToken Making() =>
        new()
        {
            Id = House.NewId(),
            Cell = county.Cell,
            AppointmentId = appointment,
            PersonCell = county.Cell,
            Label = "县财务系统",
            Until = House.Today.AddDays(90),
            SecretHash = SHA256.HashData(Secret),
        };

    private EndToken Ending(long token) =>
        new()
        {
            Id = House.NewId(),
            Cell = county.Cell,
            TokenId = token,
        };

    private Task<Answer<EndTokensOutcome>> EndAllAsync(Actor actor) =>
        House.Run(
            new EndTokens
            {
                Id = House.NewId(),
                Cell = county.Cell,
                PersonId = person,
            },
            actor
        );

    private Task<long> EndAsync(long ended, DateOnly? on = null) =>
        House.Make(
            new EndAppointment
            {
                Id = House.NewId(),
                Cell = county.Cell,
                AppointmentId = ended,
                On = on ?? House.Today,
            }
        );

    private async Task<MakeTokenOutcome> TryAsync(MakeToken making, Actor actor) =>
        (await House.Run(making with { Id = House.NewId() }, actor)).Outcome;

    private async Task<bool> IsFoundAsync(long token, byte[] secret, DateOnly day) =>
        await Tokens.FindAsync(county.Cell, token, secret, day, Cancel) is not null;

    private async Task<Actor> ActorAsync(long who) =>
        (await House.Actors.ActorAsync(county.Cell, who, Cancel))!.Value.Actor;
}

public sealed class SqliteTokenTests : TokenContract
{
    protected override Task<Registers> NewHouse() => Registers.OnSqlite();
}

public sealed class PostgresTokenTests(PostgresServer server) : TokenContract
{
    protected override Task<Registers> NewHouse() => Registers.OnPostgres(server);
}
