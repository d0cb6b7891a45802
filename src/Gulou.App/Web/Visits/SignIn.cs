using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Posts;
using Microsoft.AspNetCore.Authentication;

namespace Gulou.App.Web.Visits;

/// <summary>
/// Checks a name and password. The slow hash is computed outside the write queue; only what came of it is a command, so
/// that failures are counted and the login locks.
/// </summary>
public sealed class SignIn(Tower tower, Text text, Refusals refusals)
{
    /// <summary>
    /// Signs in and gives null, or says why not. An unknown name and a wrong password are told alike.
    /// </summary>
    public async Task<string?> TryAsync(HttpContext context, string name, string password, ClientId attempt)
    {
        var login = await new ActorReader(tower.Database, tower.Vault).LoginAsync(name);
        var right = Passwords.Check(login?.PasswordHash, password);
        if (login is null)
            return text["sign-in.wrong"];
        var answer = await tower.Commands.RunAsync(
            Actor.Nobody,
            new RecordSignIn
            {
                Id = attempt,
                Cell = login.Cell,
                Name = name,
                Succeeded = right,
            }
        );
        if (!answer.IsDone)
            return refusals.Say(answer);
        if (!right)
            return text["sign-in.wrong"];
        await context.SignInAsync(Visitor.Scheme, Visitor.Principal(login));
        return null;
    }
}
