using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Posts;
using Microsoft.AspNetCore.Authentication;

namespace Gulou.App.Web.Visits;

/// <summary>
/// Checks a name and password, and begins a session. The slow hash is computed outside the write queue; only what came
/// of it is a command, so that wrong tries are counted and make wait.
/// </summary>
public sealed class SignIn(Tower tower, Text text, Refusals refusals)
{
    /// <summary>
    /// Every answer but a welcome takes as long as this, so that its time does not tell an unknown name from a wrong
    /// password.
    /// </summary>
    internal static readonly TimeSpan AnswerTime = TimeSpan.FromMilliseconds(600);

    /// <summary>
    /// Signs in and gives null, or says why not. An unknown name, a wrong password, and a wrong password of a login
    /// that waits are told alike.
    /// </summary>
    public Task<string?> TryAsync(HttpContext context, string name, string password) =>
        EvenlyAsync(tower.MachineClock, () => CheckAsync(context, name, password, begin: true));

    /// <summary>Asks a signed-in person for the password again, counted as at the door.</summary>
    public Task<string?> ConfirmAsync(HttpContext context, string name, string password) =>
        EvenlyAsync(tower.MachineClock, () => CheckAsync(context, name, password, begin: false));

    /// <summary>A session for a person whose way in was checked; its cookie is set once it is stored.</summary>
    internal (Ticket Ticket, NewSession Session) NewSession(HttpContext context, int cell)
    {
        var ticket = Ticket.New(cell, tower.Tools.Ids.Next());
        var device = Device.Of(context.Request.Headers.UserAgent);
        return (ticket, new NewSession(ticket.Session, ticket.TokenHash, device, tower.MachineNow));
    }

    /// <summary>
    /// Sets the cookie. Where sessions last for days it outlives the browser, in offices it does not.
    /// </summary>
    internal async Task EnterAsync(HttpContext context, Ticket ticket, Actor actor)
    {
        var limits = tower.SignInRules.LimitsOf(actor, tower.Now.Day);
        var properties = new AuthenticationProperties
        {
            IsPersistent = limits.Length > TimeSpan.FromDays(1),
            ExpiresUtc = tower.MachineClock.GetUtcNow() + limits.Length,
        };
        await context.SignInAsync(Visitor.Scheme, ticket.ToPrincipal(), properties);
    }

    private async Task<string?> CheckAsync(HttpContext context, string name, string password, bool begin)
    {
        var reader = new ActorReader(tower.Database, tower.Vault);
        var login = await reader.LoginAsync(name);
        var right = Passwords.Check(login?.PasswordHash, password);
        if (login is null || await reader.ActorAsync(login.Cell, login.PersonId) is not { } who)
            return text["sign-in.wrong"];
        var (ticket, session) = NewSession(context, login.Cell);
        var answer = await tower.Commands.RunAsync(
            right ? who.Actor : Actor.Nobody,
            new RecordSignIn
            {
                Id = ClientId.New(TimeProvider.System),
                Cell = login.Cell,
                Name = name,
                Succeeded = right,
                KnownBrowser = KnownBrowser.Is(context, login),
                Session = begin ? session : null,
            }
        );
        if (!right)
            return text["sign-in.wrong"];
        if (!answer.IsDone)
            return refusals.Say(answer);
        if (begin)
        {
            KnownBrowser.Remember(context, login);
            await EnterAsync(context, ticket, who.Actor);
        }
        return null;
    }

    /// <summary>Answers a problem after <see cref="AnswerTime"/>, however soon it was found.</summary>
    internal static async Task<string?> EvenlyAsync(TimeProvider clock, Func<Task<string?>> check)
    {
        var began = clock.GetTimestamp();
        var problem = await check();
        if (problem is not null && AnswerTime - clock.GetElapsedTime(began) is { Ticks: > 0 } left)
            await Task.Delay(left, clock);
        return problem;
    }
}
