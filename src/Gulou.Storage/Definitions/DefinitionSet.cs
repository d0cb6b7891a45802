using Gulou.Kernel.Posts;
using Gulou.Storage.Cases;
using Gulou.Storage.People;
using Gulou.Storage.People.Import;

namespace Gulou.Storage.Definitions;

/// <summary>All processes as data, read once at start. A broken definition stops the start.</summary>
public sealed class DefinitionSet(PostCatalog posts, string folder)
{
    private readonly Dictionary<Type, object> byType = [];

    /// <summary>The posts and what they allow.</summary>
    public PostCatalog Posts => posts;

    /// <summary>Where the definitions lie, for areas that read their own.</summary>
    public string Folder => folder;

    /// <summary>Reads the kernel's own definitions; areas then add theirs.</summary>
    /// <param name="folder">Where the definitions lie.</param>
    /// <param name="knownCapabilities">Every word a post may be granted.</param>
    /// <exception cref="DefinitionException">A definition is broken.</exception>
    public static DefinitionSet Load(string folder, IReadOnlySet<string> knownCapabilities)
    {
        var definitions = new DefinitionSet(PostsFile.Read(folder, knownCapabilities), folder);
        definitions.Add(SignInFile.Read(folder, definitions.Posts));
        definitions.Add(DefinitionFile.Read<PeoplePolicy>(folder, PeoplePolicy.File));
        definitions.Add(ListWords.Load(folder));
        definitions.Add(CalendarFiles.Read(folder));
        return definitions;
    }

    /// <summary>Adds a definition; each type has one.</summary>
    public void Add<T>(T definition)
        where T : class => byType.Add(typeof(T), definition);

    /// <summary>The definition of a type that was added at start.</summary>
    public T Get<T>()
        where T : class =>
        byType.TryGetValue(typeof(T), out var definition)
            ? (T)definition
            : throw new InvalidOperationException($"no definition was loaded for {typeof(T).Name}");
}
