namespace Gulou.Storage.Definitions;

/// <summary>A definition is broken; the program does not start with it.</summary>
/// <param name="file">The file.</param>
/// <param name="line">The line in it, from 1.</param>
/// <param name="reason">What is wrong, and what would be right.</param>
public sealed class DefinitionException(string file, long line, string reason)
    : Exception($"{file}, line {line}: {reason}")
{
    public string File => file;
    public long Line => line;
    public string Reason => reason;
}
