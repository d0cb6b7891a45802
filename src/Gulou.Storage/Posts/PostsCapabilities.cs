namespace Gulou.Storage.Posts;

public static class PostsCapabilities
{
    public const string See = "posts.see";
    public const string Appoint = "posts.appoint";

    /// <summary>Giving someone a way to sign in.</summary>
    public const string Login = "posts.login";

    public const string Password = "posts.password";

    /// <summary>One's own sessions and second factor.</summary>
    public const string SignIn = "posts.sign-in";

    /// <summary>Taking away the second factor of someone who lost it.</summary>
    public const string ResetFactor = "posts.reset-factor";

    /// <summary>Tying a login to an identity provider's name for the person.</summary>
    public const string Bind = "posts.bind";

    /// <summary>Making keys by which programs act for an appointment.</summary>
    public const string Token = "posts.token";

    /// <summary>Ending such keys: everyone his or her own.</summary>
    public const string EndToken = "posts.end-token";

    /// <summary>Given to no post: the operator at the machine makes the first administrator.</summary>
    public const string Init = "posts.init";
}
