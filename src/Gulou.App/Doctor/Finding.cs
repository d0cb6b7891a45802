namespace Gulou.App.Doctor;

/// <summary>How much a finding matters.</summary>
public enum Verdict
{
    Ok,

    /// <summary>It works, and will not always.</summary>
    Warning,

    /// <summary>It does not work, or what is stored is in danger.</summary>
    Fault,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Verdict">How it is.</param>
/// <param name="Code">What was found; the text <c>doctor.CODE</c> says what it means and what to do.</param>
/// <param name="Args">What the text needs.</param>
public sealed record Finding(Verdict Verdict, string Code, params object[] Args)
{
    public static Finding Ok(string code, params object[] args) => new(Verdict.Ok, code, args);

    public static Finding Warning(string code, params object[] args) => new(Verdict.Warning, code, args);

    public static Finding Fault(string code, params object[] args) => new(Verdict.Fault, code, args);

    public string Say(Text text) => text["doctor." + Code, Args];
}
