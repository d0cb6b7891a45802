namespace Gulou.Kernel.Cases;

/// <summary>What a definition calls something, in both languages; a county writes them into its file.</summary>
/// <param name="Zh">In Chinese.</param>
/// <param name="En">In English.</param>
public readonly record struct Words(string Zh, string En)
{
    /// <summary>In one of the two.</summary>
    public string In(bool english) => english ? En : Zh;

    /// <inheritdoc />
    public override string ToString() => Zh;
}
