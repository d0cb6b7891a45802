namespace Gulou.Storage.Backups;

/// <summary>
/// Copies stored files one by one to another folder of the same layout, each flushed; the folders are flushed at the
/// end together.
/// </summary>
/// <param name="from">Where they lie.</param>
/// <param name="folder">Where they go.</param>
/// <param name="shared">A folder on the same disk whose files may be shared instead of copied.</param>
internal sealed class AttachmentCopy(Attachments from, string folder, Attachments? shared = null)
{
    private readonly Attachments to = new(folder);
    private readonly HashSet<string> folders = [];

    /// <summary>Takes one file; false when it is gone or damaged.</summary>
    public bool Take(string name)
    {
        if (to.PathOf(name) is not { } target)
            return false;
        var parent = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(parent);
        folders.Add(parent);
        folders.Add(Path.GetDirectoryName(parent)!);
        if (shared?.Verify(name) == true && Disk.TryLink(shared.PathOf(name)!, target))
            return true;
        if (!from.Verify(name))
            return false;
        File.Copy(from.PathOf(name)!, target, overwrite: true);
        Disk.FlushFile(target);
        return true;
    }

    public void Flush()
    {
        Directory.CreateDirectory(folder);
        foreach (var one in folders.OrderByDescending(f => f.Length).Append(folder))
            Disk.FlushDirectory(one);
    }
}
