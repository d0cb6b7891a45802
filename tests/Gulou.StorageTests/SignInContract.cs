using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Keys;
using Gulou.Storage.Posts;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests;

/// <summary>Coming in and going out as each database must keep it.</summary>
public abstract class SignInContract : HouseContract<Registers>
{
    private const string Name = "yang.xiu";
    private const string Issuer = "https://id.example";

    private const string Divisions = """
        code,name,level,parent_code,kind
        520000000000,贵州省,province,,
        522600000000,黔东南苗族侗族自治州,prefecture,520000000000,
        522630000000,台江县,county,522600000000,
        522630202000,台盘乡,township,522630000000,township
        """;

    private static readonly byte[] Secret = new byte[Totp.SecretBytes];

    private Place county = null!;
    private long person;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SessionReader Sessions => new(House.Database, House.Vault);

    private Instant Now => Instant.Now(House.Clock);

    protected override async Task FillAsync()
    {
        using var table = new StringReader(Divisions);
        await House.Import(DivisionTable.Read(table, 2023));
        county = await House.PlaceNamed("台江县");
        person = await House.Staff(county);
        await House.Make(
            new CreateLogin
            {
                Id = House.NewId(),
                Cell = county.Cell,
                PersonId = person,
                Name = Name,
                PasswordHash = "one",
            }
        );
    }

    [Fact]
    public async Task A_session_is_there_until_it_is_ended_by_any_process()
    {
        var (first, second) = (await SignIn(), await SignIn());
        Assert.Equal([second, first], (await Sessions.ListAsync(county.Cell, person, Cancel)).Select(s => s.Id));
        await using var another = House.AnotherPath();
        await another.RunAsync(await Self(), End(first), Cancel);
        Assert.Null(await Sessions.FindAsync(county.Cell, first, Cancel));
        Assert.NotNull(await Sessions.FindAsync(county.Cell, second, Cancel));
        Assert.Equal(EndSessionOutcome.SessionGone, (await House.Run(End(first), await Self())).Outcome);
    }

    [Fact]
    public async Task Two_processes_that_end_the_same_sessions_do_not_fail()
    {
        await using var another = House.AnotherPath();
        var self = await Self();
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < 3; i++)
                await SignIn();
            var answers = await Task.WhenAll(
                House.Run(EndAll(), self),
                another.RunAsync(self, EndAll(), Cancel),
                House.Run(EndAll(), self)
            );
            Assert.All(answers, answer => Assert.True(answer.IsDone));
            Assert.Empty(await Sessions.ListAsync(county.Cell, person, Cancel));
        }
    }

    [Fact]
    public async Task Nobody_ends_another_s_sessions()
    {
        var session = await SignIn();
        var other = new Actor { PersonId = await House.Staff(county), Cell = county.Cell };
        Assert.Equal(EndSessionOutcome.NotAllowed, (await House.Run(End(session), other)).Outcome);
        Assert.Equal(EndSessionsOutcome.NotAllowed, (await House.Run(EndAll(), other)).Outcome);
    }

    [Fact]
    public async Task The_use_of_a_session_is_noted_and_leaves_no_trace()
    {
        var session = await SignIn();
        var traces = await Traces();
        House.Clock.Advance(TimeSpan.FromMinutes(7));
        var touch = new TouchSession
        {
            Id = House.NewId(),
            Cell = county.Cell,
            SessionId = session,
            At = Now,
        };
        await House.Make(touch, Actor.Nobody);
        Assert.Equal(Now, (await Sessions.FindAsync(county.Cell, session, Cancel))!.Session.LastSeen);
        Assert.Equal(traces, await Traces());
    }

    [Fact]
    public async Task Wrong_passwords_make_wait_and_a_new_one_ends_the_wait_and_the_sessions()
    {
        await SignIn();
        for (var i = 0; i <= Wait.FreeTries; i++)
            Assert.Equal(RecordSignInOutcome.Done, (await House.Run(Try(false, null), Actor.Nobody)).Outcome);
        Assert.Equal(RecordSignInOutcome.Locked, (await House.Run(Try(true, null), await Self())).Outcome);
        var before = (await House.Actors.LoginAsync("ｙａｎｇ.xiu", Cancel))!;

        var set = new SetPassword
        {
            Id = House.NewId(),
            Cell = county.Cell,
            PersonId = person,
            PasswordHash = "two",
        };
        await House.Make(set);
        Assert.Empty(await Sessions.ListAsync(county.Cell, person, Cancel));
        var after = (await House.Actors.LoginAsync(Name, Cancel))!;
        Assert.Equal(("two", true), (after.PasswordHash, after.MustChange));
        Assert.NotEqual(before.Stamp, after.Stamp);
        var session = await SignIn();
        await House.Make(set with { Id = House.NewId(), Keep = session, PasswordHash = "three" }, await Self());
        Assert.False((await Sessions.FindAsync(county.Cell, session, Cancel))!.Login!.MustChange);
        Assert.Null(await House.Actors.LoginAsync("nobody", Cancel));
    }

    [Fact]
    public async Task A_second_factor_is_sealed_proven_once_and_reset_by_another()
    {
        var (here, there) = (await SignIn(), await SignIn());
        var codes = Enumerable.Range(0, 3).Select(i => (byte)i).SelectMany(Hash).ToArray();
        await House.Make(
            new EnrolSecondFactor
            {
                Id = House.NewId(),
                Cell = county.Cell,
                PersonId = person,
                SessionId = here,
                Secret = Secret,
                Code = Totp.Code(Secret, Totp.StepOf(Now)),
                Recovery = new RecoverySet([1], codes),
                At = Now,
            },
            await Self()
        );
        Assert.Null(await Sessions.FindAsync(county.Cell, there, Cancel));
        var factor = (await Sessions.FactorAsync(county.Cell, person, Cancel))!;
        Assert.Equal(Secret, Sessions.SecretOf(factor));
        Assert.True(factor.Secret.AsSpan().IndexOf(Secret) < 0);

        var next = await SignIn();
        Assert.True(
            (await Sessions.FindAsync(county.Cell, next, Cancel)) is { HasFactor: true, Session.IsVerified: false }
        );
        var prove = new RecordSecondFactor
        {
            Id = House.NewId(),
            Cell = county.Cell,
            PersonId = person,
            SessionId = next,
            RecoveryHash = Hash(1),
        };
        await using var another = House.AnotherPath();
        var self = await Self();
        var answers = await Task.WhenAll(
            House.Run(prove, self),
            another.RunAsync(self, prove with { Id = House.NewId() }, Cancel)
        );
        Assert.Equal(
            [RecordSecondFactorOutcome.Done, RecordSecondFactorOutcome.UsedAlready],
            answers.Select(a => a.Outcome).Order()
        );
        Assert.True((await Sessions.FindAsync(county.Cell, next, Cancel))!.Session.IsVerified);

        var reset = new ResetSecondFactor
        {
            Id = House.NewId(),
            Cell = county.Cell,
            PersonId = person,
            Reason = "手机和恢复码都丢了，当面核对过",
        };
        Assert.Equal(ResetSecondFactorOutcome.NotAllowed, (await House.Run(reset, self)).Outcome);
        await House.Make(reset, await Administrator());
        Assert.Null(await Sessions.FactorAsync(county.Cell, person, Cancel));
        Assert.NotNull((await House.Actors.LoginAsync(Name, Cancel))!.FactorResetAt);
        await using var db = House.Database.NewContext();
        Assert.Equal(reset.Reason, (await db.Remarks.SingleAsync(Cancel)).Text);
    }

    [Fact]
    public async Task A_provider_s_name_opens_the_login_it_is_tied_to_and_no_other()
    {
        var bind = new BindSubject
        {
            Id = House.NewId(),
            Cell = county.Cell,
            PersonId = person,
            Issuer = Issuer,
            Subject = "u-1",
        };
        Assert.Null(await Sessions.BindingAsync(Issuer, "u-1", Cancel));
        await House.Make(bind, await Administrator());
        Assert.Equal(person, (await Sessions.BindingAsync(Issuer, "u-1", Cancel))!.PersonId);
        Assert.Null(await Sessions.BindingAsync("https://other.example", "u-1", Cancel));

        var enter = new RecordProviderSignIn
        {
            Id = House.NewId(),
            Cell = county.Cell,
            PersonId = person,
            Issuer = Issuer,
            Subject = "u-1",
            Verified = true,
            Session = Begin(),
        };
        await House.Make(enter, await Self());
        var session = (await Sessions.FindAsync(county.Cell, enter.Session.Id, Cancel))!.Session;
        Assert.True(session is { ByProvider: true, IsVerified: true });
        var unbind = new UnbindSubject
        {
            Id = House.NewId(),
            Cell = county.Cell,
            PersonId = person,
            Issuer = Issuer,
        };
        await House.Make(unbind, await Self());
        Assert.Empty(await Sessions.ListAsync(county.Cell, person, Cancel));
        Assert.Equal(
            RecordProviderSignInOutcome.Unknown,
            (await House.Run(enter with { Id = House.NewId() }, await Self())).Outcome
        );
        Assert.Equal(UnbindSubjectOutcome.NotBound, (await House.Run(unbind with { Id = House.NewId() })).Outcome);
    }

    [Fact]
    public async Task The_trace_keeps_sign_ins_where_the_post_is()
    {
        var township = await House.PlaceNamed("台盘乡");
        var post = await House.Appoint(township, county.Cell, person, "township-clerk");
        await House.Run(Try(false, null), Actor.Nobody);
        await SignIn();
        await using var db = House.Database.NewContext();
        var traces = await db
            .Audit.Where(a => a.Subject == person && a.Verb.StartsWith("posts.sign-in"))
            .OrderBy(a => a.Seq)
            .Select(a => new
            {
                a.Verb,
                a.Place,
                a.PersonId,
                a.AppointmentId,
            })
            .ToListAsync(Cancel);
        Assert.Equal(
            [("posts.sign-in-failed", township.Key, 0L, 0L), ("posts.sign-in", township.Key, person, post)],
            traces.Select(t => (t.Verb, t.Place, t.PersonId, t.AppointmentId))
        );
    }

    [Fact]
    public async Task Cookie_keys_lie_sealed()
    {
        const string xml = "<key id=\"1\">secret</key>";
        await House.Make(
            new KeepCookieKey
            {
                Id = House.NewId(),
                Cell = 0,
                Xml = xml,
            }
        );
        await using var db = House.Database.NewContext();
        var kept = await db.CookieKeys.SingleAsync(Cancel);
        Assert.Equal(xml, House.Vault.Open(Purpose.CookieKey, kept.Content));
        Assert.True(kept.Content.AsSpan().IndexOf("secret"u8) < 0);
    }

    private static byte[] Hash(byte first)
    {
        var hash = new byte[RecoveryCode.HashBytes];
        hash[0] = first;
        return hash;
    }

    private NewSession Begin() => new(House.NewSessionId(), [1, 2], "Firefox · Windows", Now);

    private async Task<long> SignIn()
    {
        var session = Begin();
        await House.Make(Try(true, session), await Self());
        return session.Id;
    }

    private RecordSignIn Try(bool succeeded, NewSession? session) =>
        new()
        {
            Id = House.NewId(),
            Cell = county.Cell,
            Name = Name,
            Succeeded = succeeded,
            Session = session,
        };

    private EndSession End(long session) =>
        new()
        {
            Id = House.NewId(),
            Cell = county.Cell,
            PersonId = person,
            SessionId = session,
        };

    private EndSessions EndAll() =>
        new()
        {
            Id = House.NewId(),
            Cell = county.Cell,
            PersonId = person,
        };

    private async Task<Actor> Self() => (await House.Actors.ActorAsync(county.Cell, person, Cancel))!.Value.Actor;

    private async Task<Actor> Administrator()
    {
        var other = await House.Staff(county);
        await House.Appoint(county, county.Cell, other, "administrator");
        return (await House.Actors.ActorAsync(county.Cell, other, Cancel))!.Value.Actor;
    }

    private async Task<int> Traces()
    {
        await using var db = House.Database.NewContext();
        return await db.Audit.CountAsync(Cancel);
    }
}

public sealed class SqliteSignInTests : SignInContract
{
    protected override Task<Registers> NewHouse() => Registers.OnSqlite();
}

public sealed class PostgresSignInTests(PostgresServer server) : SignInContract
{
    protected override Task<Registers> NewHouse() => Registers.OnPostgres(server);
}
