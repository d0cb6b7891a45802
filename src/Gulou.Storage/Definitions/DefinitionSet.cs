using Gulou.Kernel.Posts;

namespace Gulou.Storage.Definitions;

/// <summary>All processes as data, read once at start. A broken definition stops the start.</summary>
public sealed class DefinitionSet(PostCatalog posts, string folder)
{
    /// <summary>The posts and what they allow.</summary>
    public PostCatalog Posts => posts;

    /// <summary>Where the definitions lie, for areas that read their own.</summary>
    public string Folder => folder;
}
