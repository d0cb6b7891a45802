using System.Security.Claims;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Posts;

namespace Gulou.App.Web.Visits;

/// <summary>Who is reading, loaded anew for each request: access moves with the post at once.</summary>
public sealed class Visitor(Tower tower, IHttpContextAccessor http)
{
    public const string Scheme = "gulou";
    private const string CellClaim = "cell";
    private const string PersonClaim = "person";
    private const string StampClaim = "stamp";
    private const string AppointmentClaim = "appointment";

    private bool loaded;

    public Actor Actor { get; private set; } = Actor.Nobody;

    /// <summary>The person's name, for the frame of the page.</summary>
    public string Name { get; private set; } = "";

    public bool IsSignedIn => Actor.PersonId != 0;

    /// <summary>What a cookie carries.</summary>
    public static ClaimsPrincipal Principal(Login login) =>
        new(
            new ClaimsIdentity(
                [
                    new Claim(CellClaim, $"{login.Cell}"),
                    new Claim(PersonClaim, $"{login.PersonId}"),
                    new Claim(StampClaim, $"{login.Stamp}"),
                ],
                Scheme
            )
        );

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

    public async Task LoadAsync()
    {
        if (loaded)
            return;
        loaded = true;
        if (http.HttpContext?.User is not { Identity.IsAuthenticated: true } user)
            return;
        var (cell, person) = ((int)Number(user, CellClaim), Number(user, PersonClaim));
        var reader = new ActorReader(tower.Database, tower.Vault);
        var appointment = Number(user, AppointmentClaim);
        if (appointment == 0 && !await IsStampedAsync(reader, cell, person, Number(user, StampClaim)))
            return;
        if (await reader.ActorAsync(cell, person) is not { } found)
            return;
        Actor = appointment == 0 ? found.Actor : OnlyBy(found.Actor, appointment);
        Name = found.Person.Name;
    }

    /// <summary>Whether the reader has the capability anywhere: decides what is offered.</summary>
    public bool MayAnywhere(string capability) => tower.Access.Anywhere(Actor, capability, Today);

    /// <summary>Whether the reader may use the capability on this target.</summary>
    public bool May(string capability, Target? target) => tower.Access.May(Actor, capability, target, Today).Allowed;

    /// <summary>The places in which the reader has the capability.</summary>
    public IReadOnlyList<PlaceRange> Scopes(string capability) => tower.Access.Scopes(Actor, capability, Today);

    /// <summary>Runs a command in the reader's name.</summary>
    public Task<Answer<TOutcome>> RunAsync<TOutcome>(Command<TOutcome> command)
        where TOutcome : struct, Enum => tower.Commands.RunAsync(Actor, command);

    private DateOnly Today => tower.Now.Day;

    private static async Task<bool> IsStampedAsync(ActorReader reader, int cell, long person, long stamp) =>
        await reader.LoginAsync(cell, person) is { } login && login.Stamp == stamp;

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
