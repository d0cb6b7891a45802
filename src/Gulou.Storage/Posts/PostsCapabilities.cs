namespace Gulou.Storage.Posts;

public static class PostsCapabilities
{
    public const string See = "posts.see";
    public const string Appoint = "posts.appoint";

    /// <summary>Giving someone a way to sign in.</summary>
    public const string Login = "posts.login";

    public const string Password = "posts.password";

    /// <summary>Making and ending keys by which programs act for an appointment.</summary>
    public const string Token = "posts.token";

    /// <summary>Given to no post: the operator at the machine makes the first administrator.</summary>
    public const string Init = "posts.init";
}
