using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;
using Gulou.Storage.Posts;

namespace Gulou.Tests.Storage.Posts;

public sealed class SecondFactorTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(1, Totp.SecretBytes).Select(i => (byte)i)];
    private static readonly Instant Now = Instant.StartOf(Worlds.Today);
    private static readonly long Step = Totp.StepOf(Now);
    private static readonly RecoverySet Recovery = new([9], [.. Hash(1), .. Hash(2)]);

    private readonly Login login = Doors.Login();
    private readonly Session here = Doors.Session(1, Now);
    private readonly Session there = Doors.Session(2, Now);

    [Fact]
    public void Nothing_counts_before_a_code_of_the_new_secret()
    {
        var (outcome, w) = Enrol("000000", old: null);
        Assert.Equal(EnrolSecondFactorOutcome.WrongCode, outcome);
        Assert.Null(w.Db);

        (outcome, w) = Enrol(Totp.Code(Secret, Step), old: null);
        Assert.Equal(EnrolSecondFactorOutcome.Done, outcome);
        var factor = Assert.Single(w.Added<SecondFactor>(), f => w.Db!.Entry(f).State != Gone);
        Assert.Equal((Doors.Person, 2, Step), (factor.Id, factor.RecoveryLeft, factor.LastStep));
        Assert.Equal(Convert.ToBase64String(Secret), Worlds.Vault.Open(Purpose.SecondFactor, factor.Secret));
        Assert.True(here.IsVerified);
        Assert.Equal([there], Doors.Removed<Session>(w));
    }

    [Fact]
    public void Another_phone_takes_a_proof_of_the_old_one_first()
    {
        var old = Factor();
        Assert.Equal(EnrolSecondFactorOutcome.NotProven, Enrol(Totp.Code(Secret, Step), old).Outcome);
        here.IsVerified = true;
        Assert.Equal(EnrolSecondFactorOutcome.Done, Enrol(Totp.Code(Secret, Step), old).Outcome);
        Assert.Equal(Recovery.Hashes, old.RecoveryHashes);
        here.PersonId = 1;
        Assert.Equal(EnrolSecondFactorOutcome.SessionGone, Enrol("", old, sessionId: 77).Outcome);
    }

    [Fact]
    public void A_code_counts_once_for_all_sessions()
    {
        var factor = Factor();
        Assert.Equal(RecordSecondFactorOutcome.Done, Give(factor, here, step: Step));
        Assert.True(here.IsVerified);
        Assert.Equal(RecordSecondFactorOutcome.UsedAlready, Give(factor, there, step: Step));
        Assert.Equal(RecordSecondFactorOutcome.UsedAlready, Give(factor, there, step: Step - 1));
        Assert.False(there.IsVerified);
        Assert.Equal(RecordSecondFactorOutcome.Done, Give(factor, there, step: Step + 1));
    }

    [Fact]
    public void A_recovery_code_counts_once()
    {
        var factor = Factor();
        Assert.Equal(RecordSecondFactorOutcome.Done, Give(factor, here, recovery: Hash(1)));
        Assert.Equal((true, 1), (here.IsVerified, factor.RecoveryLeft));
        Assert.Equal(RecordSecondFactorOutcome.UsedAlready, Give(factor, there, recovery: Hash(1)));
        Assert.Equal(RecordSecondFactorOutcome.Done, Give(factor, there, recovery: Hash(2)));
        Assert.Equal(0, factor.RecoveryLeft);
    }

    [Fact]
    public void Wrong_codes_make_wait_and_then_a_right_one_waits_too()
    {
        var factor = Factor();
        for (var i = 0; i <= Wait.FreeTries; i++)
            Assert.Equal(RecordSecondFactorOutcome.Done, Give(factor, here));
        Assert.False(here.IsVerified);
        Assert.Equal(RecordSecondFactorOutcome.Waiting, Give(factor, here, step: Step));
        Assert.Equal(RecordSecondFactorOutcome.Done, Give(factor, here, step: Step, now: Now.Plus(Wait.First)));
        Assert.Equal((0, null), (factor.Failures, factor.WaitUntil));
    }

    [Fact]
    public void Without_session_or_factor_there_is_nothing_to_prove()
    {
        Assert.Equal(RecordSecondFactorOutcome.SessionGone, Give(Factor(), null, step: Step));
        here.PersonId = 5;
        Assert.Equal(RecordSecondFactorOutcome.SessionGone, Give(Factor(), here, step: Step));
        here.PersonId = Doors.Person;
        Assert.Equal(RecordSecondFactorOutcome.NoFactor, Give(null, here, step: Step));
    }

    [Theory]
    [InlineData("county-office", DropSecondFactorOutcome.PostNeedsIt)]
    [InlineData("township-clerk", DropSecondFactorOutcome.Done)]
    public void Who_needs_one_keeps_it(string post, DropSecondFactorOutcome expected)
    {
        var appointment = Doors.Post(post, Doors.Home);
        var drop = new DropSecondFactor
        {
            Id = Worlds.NewId(),
            Cell = Worlds.Cell,
            PersonId = Doors.Person,
            SessionId = here.Id,
        };
        Assert.Equal(DropSecondFactorOutcome.NoFactor, drop.DecideIn(World(drop, null, appointment)));
        var w = World(drop, Factor(), appointment);
        Assert.Equal(expected, drop.DecideIn(w));
        Assert.Equal(expected == DropSecondFactorOutcome.Done, Doors.Removed<SecondFactor>(w).Count == 1);
    }

    [Fact]
    public void A_reset_is_by_another_with_a_reason_and_is_told()
    {
        var reset = new ResetSecondFactor
        {
            Id = Worlds.NewId(),
            Cell = Worlds.Cell,
            PersonId = Doors.Person,
            Reason = "手机丢了，当面核对过身份证",
        };
        Assert.Equal(ResetSecondFactorOutcome.Oneself, reset.DecideIn(World(reset, Factor())));
        var other = new Actor { PersonId = 8 };
        foreach (var reason in new[] { " ", new string('x', 201) })
        {
            var without = reset with { Reason = reason };
            Assert.Equal(ResetSecondFactorOutcome.ReasonMissing, without.DecideIn(World(without, Factor(), other)));
        }
        Assert.Equal(ResetSecondFactorOutcome.NoFactor, reset.DecideIn(World(reset, null, other)));
        var w = World(reset, Factor(), other);
        Assert.Equal(ResetSecondFactorOutcome.Done, reset.DecideIn(w));
        Assert.Equal((1, 2), (Doors.Removed<SecondFactor>(w).Count, Doors.Removed<Session>(w).Count));
        Assert.Equal(w.Now, login.FactorResetAt);

        var read = new AcknowledgeReset
        {
            Id = Worlds.NewId(),
            Cell = Worlds.Cell,
            PersonId = Doors.Person,
        };
        Assert.Equal(AcknowledgeResetOutcome.Done, read.DecideIn(World(read, null)));
        Assert.Null(login.FactorResetAt);
        Assert.Equal(AcknowledgeResetOutcome.NothingToTell, read.DecideIn(World(read, null)));
    }

    private const Microsoft.EntityFrameworkCore.EntityState Gone = Microsoft.EntityFrameworkCore.EntityState.Deleted;

    private static byte[] Hash(byte first)
    {
        var hash = new byte[RecoveryCode.HashBytes];
        hash[0] = first;
        return hash;
    }

    private static SecondFactor Factor() =>
        new()
        {
            Cell = Worlds.Cell,
            Id = Doors.Person,
            Secret = [],
            RecoverySalt = [],
            RecoveryHashes = Recovery.Hashes,
        };

    private (EnrolSecondFactorOutcome Outcome, World W) Enrol(string code, SecondFactor? old, long sessionId = 1)
    {
        var enrol = new EnrolSecondFactor
        {
            Id = Worlds.NewId(),
            Cell = Worlds.Cell,
            PersonId = Doors.Person,
            SessionId = sessionId,
            Secret = Secret,
            Code = code,
            Recovery = Recovery,
            At = Now,
        };
        var w = World(enrol, old);
        return (enrol.DecideIn(w), w);
    }

    private RecordSecondFactorOutcome Give(
        SecondFactor? factor,
        Session? session,
        long? step = null,
        byte[]? recovery = null,
        Instant? now = null
    )
    {
        var give = new RecordSecondFactor
        {
            Id = Worlds.NewId(),
            Cell = Worlds.Cell,
            PersonId = Doors.Person,
            SessionId = session?.Id ?? 77,
            Step = step,
            RecoveryHash = recovery,
        };
        var w = Worlds.Of(give, Doors.Actor(), now ?? Now);
        Doors.Give(w, login, []);
        w.Given(Worlds.Cell, Doors.Person, factor);
        w.Given(Worlds.Cell, session?.Id ?? 77, session);
        return give.DecideIn(w);
    }

    private World World(Command command, SecondFactor? factor, params Appointment[] appointments) =>
        World(command, factor, Doors.Actor(appointments), appointments);

    private World World(Command command, SecondFactor? factor, Actor actor, params Appointment[] appointments)
    {
        var w = Worlds.Of(command, actor, Now);
        Doors.Give(w, login, [here, there], appointments);
        w.Given(Worlds.Cell, Doors.Person, factor);
        return w;
    }
}
