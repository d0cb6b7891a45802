namespace Gulou.Storage.Cases;

public static class CasesCapabilities
{
    /// <summary>Filing a case, for oneself or on someone's behalf, as its type says.</summary>
    public const string File = "cases.file";

    /// <summary>Acting on a case that names one.</summary>
    public const string Act = "cases.act";

    /// <summary>Reading a case that names one.</summary>
    public const string See = "cases.see";

    /// <summary>Letting someone else act while one is away.</summary>
    public const string Delegate = "cases.delegate";

    /// <summary>Given to no post: what the clock does.</summary>
    public const string Clock = "cases.clock";
}
