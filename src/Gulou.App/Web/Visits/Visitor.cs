using System.Security.Claims;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Posts;

namespace Gulou.App.Web.Visits;

/// <summary>
/// Who is reading, loaded anew for each request: access moves with the post at once, and a session that was ended
/// anywhere is ended here.
/// </summary>
public sealed class Visitor(Tower tower, WebSettings settings, IHttpContextAccessor http)
{
    public const string Scheme = "gulou";
    private const string CellClaim = "cell";
    private const string PersonClaim = "person";
    private const string AppointmentClaim = "appointment";

    private bool loaded;
    private Actor held = Actor.Nobody;

    /// <summary>Who may act; nobody as long as a gate is closed.</summary>
    public Actor Actor { get; private set; } = Actor.Nobody;

    /// <summary>The person's name, for the frame of the page.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The session of this request; null without one.</summary>
    public Session? Session { get; private set; }

    /// <summary>What the person has yet to do before anything else opens.</summary>
    public Gate Gate { get; private set; }

    public bool IsSignedIn => Actor.PersonId != 0;

    /// <summary>Whether a post of the reader takes a second factor.</summary>
    public bool NeedsFactor => settings.AskSecondFactor && tower.SignInRules.NeedsSecondFactor(held, Today);

    /// <summary>What a program's key carries.</summary>
    public static ClaimsPrincipal Principal(ApiToken token) =>
        new(
            new ClaimsIdentity(
                [
                    new Claim(CellClaim, $"{token.PersonCell}"),
                    new Claim(PersonClaim, $"{token.PersonId}"),
                    new Claim(AppointmentClaim, $"{token.AppointmentId}"),
                ],
                TokenSignIn.Scheme
            )
        );

    public Task LoadAsync() => LoadAsync(http.HttpContext?.User);

    public async Task LoadAsync(ClaimsPrincipal? user)
    {
        if (loaded)
            return;
        loaded = true;
        if (user is not { Identity.IsAuthenticated: true })
            return;
        if (Number(user, AppointmentClaim) is > 0 and var appointment)
            await LoadProgramAsync(user, appointment);
        else if (Ticket.Of(user) is { } ticket)
            await LoadSessionAsync(ticket);
    }

    private async Task LoadProgramAsync(ClaimsPrincipal user, long appointment)
    {
        var reader = new ActorReader(tower.Database, tower.Vault);
        var (cell, person) = ((int)Number(user, CellClaim), Number(user, PersonClaim));
        if (await reader.ActorAsync(cell, person) is { } found)
            (Actor, Name) = (OnlyBy(found.Actor, appointment), found.Person.Name);
    }

    private async Task LoadSessionAsync(Ticket ticket)
    {
        var sessions = new SessionReader(tower.Database, tower.Vault);
        if (await sessions.FindAsync(ticket.Cell, ticket.Session) is not { } opened || !ticket.Opens(opened.Session))
            return;
        var session = opened.Session;
        if (
            await new ActorReader(tower.Database, tower.Vault).ActorAsync(session.Cell, session.PersonId) is not { } who
        )
            return;
        if (!session.IsOpen(tower.SignInRules.LimitsOf(who.Actor, Today), tower.MachineNow))
            return;
        (Session, held, Name) = (session, who.Actor, who.Person.Name);
        Gate = Gates.Of(session, opened.Login, opened.HasFactor, NeedsFactor);
        if (Gate == Gate.Open)
            Actor = held;
        await TouchAsync(session);
    }

    /// <summary>Lets the person do what the gate asks for, in this request alone.</summary>
    internal void LetIn() => Actor = held;

    /// <summary>Whether the reader has the capability anywhere: decides what is offered.</summary>
    public bool MayAnywhere(string capability) => tower.Access.Anywhere(Actor, capability, Today);

    /// <summary>Whether the reader may use the capability on this target.</summary>
    public bool May(string capability, Target? target) => tower.Access.May(Actor, capability, target, Today).Allowed;

    /// <summary>The places in which the reader has the capability.</summary>
    public IReadOnlyList<PlaceRange> Scopes(string capability) => tower.Access.Scopes(Actor, capability, Today);

    /// <summary>Runs a command in the reader's name.</summary>
    public Task<Answer<TOutcome>> RunAsync<TOutcome>(Command<TOutcome> command)
        where TOutcome : struct, Enum => tower.Commands.RunAsync(Actor, command);

    /// <summary>Ends the session of this request, whatever gate it stands before.</summary>
    internal async Task SignOutAsync()
    {
        if (Session is not { } session)
            return;
        await tower.Commands.RunAsync(
            held,
            new EndSession
            {
                Id = ClientId.New(TimeProvider.System),
                Cell = session.Cell,
                PersonId = session.PersonId,
                SessionId = session.Id,
            }
        );
    }

    private async Task TouchAsync(Session session)
    {
        var now = tower.MachineNow;
        if (now < session.LastSeen.Plus(Kernel.Posts.Session.SeenStep))
            return;
        await tower.Commands.RunAsync(
            held,
            new TouchSession
            {
                Id = ClientId.New(TimeProvider.System),
                Cell = session.Cell,
                SessionId = session.Id,
                At = now,
            }
        );
    }

    private DateOnly Today => tower.Now.Day;

    /// <summary>The person as a program acts for him or her: by one appointment, and by nothing else.</summary>
    private static Actor OnlyBy(Actor person, long appointment) =>
        person with
        {
            IsMachine = true,
            HouseholdId = null,
            HouseholdPlace = null,
            Appointments = [.. person.Appointments.Where(a => a.Id == appointment)],
        };

    private static long Number(ClaimsPrincipal user, string claim) =>
        long.TryParse(user.FindFirstValue(claim), out var number) ? number : 0;
}
