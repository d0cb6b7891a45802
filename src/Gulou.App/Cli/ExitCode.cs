namespace Gulou.App.Cli;

/// <summary>What the program says to the shell; the help lists them.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>Refused, or faults were found.</summary>
    public const int Refused = 1;

    public const int Usage = 2;

    public const int CannotOpen = 3;
}

/// <summary>Ends a command with a sentence for the operator.</summary>
internal sealed class CliException(int code, string sentence) : Exception(sentence)
{
    public int Code => code;
}
