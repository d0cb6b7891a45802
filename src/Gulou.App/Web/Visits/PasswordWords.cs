using Gulou.Kernel.Posts;

namespace Gulou.App.Web.Visits;

/// <summary>Says what is wrong with a password that someone chose.</summary>
internal static class PasswordWords
{
    /// <param name="text">The texts.</param>
    /// <param name="chosen">The password as typed.</param>
    /// <param name="own">What of the person's own it must not hold: sign-in name, phone, name.</param>
    /// <returns>Null when it will do.</returns>
    public static string? FaultOf(Text text, string chosen, params IEnumerable<string> own) =>
        Passwords.Rule.FaultOf(chosen, own) switch
        {
            PasswordFault.Ok => null,
            PasswordFault.TooShort => text["my.password-short", PasswordRule.MinLength],
            PasswordFault.TooLong => text["my.password-long", PasswordRule.MaxLength],
            PasswordFault.HoldsTheName => text["my.password-name"],
            _ => text["my.password-common"],
        };
}
