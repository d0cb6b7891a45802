using Gulou.Kernel.Posts;

namespace Gulou.Storage.Definitions;

/// <summary>All processes as data, read once at start. A broken definition stops the start.</summary>
public sealed class DefinitionSet(PostCatalog posts, string folder)
{
    /// <summary>The posts and what they allow.</summary>
    public PostCatalog Posts => posts;

    /// <summary>Where the definitions lie, for areas that read their own.</summary>
    public string Folder => folder;

    private readonly Dictionary<Type, object> byType = [];

    /// <summary>An area's own definition.</summary>
    public T Get<T>()
        where T : class => (T)byType[typeof(T)];

    /// <summary>Adds an area's own definition, read at start.</summary>
    public void Add<T>(T definition)
        where T : class => byType.Add(typeof(T), definition);
}
