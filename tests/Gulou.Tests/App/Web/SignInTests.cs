using Gulou.App;
using Gulou.App.Web.Visits;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.People;
using Gulou.Storage.Places;
using Gulou.Storage.Posts;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gulou.Tests.App.Web;

/// <summary>
/// How long an answer at the door takes does not tell why it is no: by a clock that only the test moves.
/// </summary>
public sealed class SignInTests : IAsyncLifetime
{
    private const string Password = "under the drum tower";

    private readonly string folder = Directory.CreateTempSubdirectory("gulou-door-").FullName;
    private readonly WatchedClock machine = new();
    private Tower tower = null!;
    private SignIn door = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var settings = new TowerSettings
        {
            Db = Path.Combine(folder, "village.db"),
            Keys = Path.Combine(folder, "village.keys"),
            MayMakeKeys = true,
            MachineClock = machine,
        };
        tower = Tower.Open(settings, out _);
        await tower.Database.MigrateAsync(Cancel);
        var text = new Text(NullLogger<Text>.Instance);
        door = new SignIn(tower, text, new Refusals(text));
        using var table = new StringReader(
            "code,name,level,parent_code,kind\n520000000000,贵州省,province,,\n"
                + "522600000000,黔东南苗族侗族自治州,prefecture,520000000000,\n"
        );
        await DoAsync(
            new ImportDivisions
            {
                Id = NewId(),
                Cell = 0,
                Table = DivisionTable.Read(table, 2023),
            }
        );
        await using var db = tower.Read();
        var place = await db.Divisions.OrderBy(d => d.Key).LastAsync(Cancel);
        var person = await DoAsync(
            new RegisterStaff
            {
                Id = NewId(),
                Cell = place.Cell,
                PlaceId = place.Id,
                Name = "杨胜兰",
            }
        );
        await DoAsync(
            new CreateLogin
            {
                Id = NewId(),
                Cell = place.Cell,
                PersonId = person,
                Name = "lan",
                PasswordHash = Passwords.Hash(Password),
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        await tower.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Every_no_takes_the_same_time_and_a_welcome_none()
    {
        Assert.Null(await TryAsync("lan", Password));
        Assert.Equal(0, machine.Timers);
        var unknown = await AnswerAsync("nobody", Password);
        Assert.Equal(unknown, await AnswerAsync("", Password));
        for (var i = 0; i <= Wait.FreeTries; i++)
            Assert.Equal(unknown, await AnswerAsync("lan", "a guess"));
        // The wait is told to whom knows the password alone, and not sooner.
        Assert.NotEqual(unknown, await AnswerAsync("lan", Password));
    }

    [Theory]
    [InlineData(0, 600)]
    [InlineData(250, 350)]
    [InlineData(599, 1)]
    public async Task What_the_check_took_is_taken_off(int took, int waits)
    {
        var answer = SignIn.EvenlyAsync(machine, () => CheckAsync(took));
        Assert.Equal(TimeSpan.FromMilliseconds(waits), machine.Due);
        machine.Advance(TimeSpan.FromMilliseconds(waits - 1));
        Assert.False(answer.IsCompleted);
        machine.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("no", await answer);
    }

    [Fact]
    public async Task A_check_that_took_longer_waits_no_more()
    {
        Assert.Equal("no", await SignIn.EvenlyAsync(machine, () => CheckAsync(600)));
        Assert.Equal(0, machine.Timers);
    }

    private Task<string?> CheckAsync(int milliseconds)
    {
        machine.Advance(TimeSpan.FromMilliseconds(milliseconds));
        return Task.FromResult<string?>("no");
    }

    /// <summary>The answer, after it was seen to wait for the whole time.</summary>
    private async Task<string?> AnswerAsync(string name, string password)
    {
        var timer = machine.NextTimer();
        var answer = TryAsync(name, password);
        Assert.Equal(SignIn.AnswerTime, await timer);
        machine.Advance(SignIn.AnswerTime - TimeSpan.FromMilliseconds(1));
        Assert.False(answer.IsCompleted);
        machine.Advance(TimeSpan.FromMilliseconds(1));
        return await answer;
    }

    private Task<string?> TryAsync(string name, string password) =>
        door.ConfirmAsync(new DefaultHttpContext(), name, password);

    private async Task<long> DoAsync<TOutcome>(Command<TOutcome> command)
        where TOutcome : struct, Enum
    {
        var answer = await tower.Commands.RunAsync(Actor.System, command, Cancel);
        Assert.True(answer.IsDone, $"{command.Verb}: {answer.Outcome}");
        return answer.Subject;
    }

    private static ClientId NewId() => ClientId.New(TimeProvider.System);

    /// <summary>A standing clock that tells of each wait that begins.</summary>
    private sealed class WatchedClock : FakeTimeProvider
    {
        private TaskCompletionSource<TimeSpan> next = new();

        public int Timers { get; private set; }

        public TimeSpan Due { get; private set; }

        public Task<TimeSpan> NextTimer() =>
            (next = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(Cancel);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            (Due, Timers) = (dueTime, Timers + 1);
            next.TrySetResult(dueTime);
            return timer;
        }
    }
}
