using System.Text.RegularExpressions;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using YamlDotNet.RepresentationModel;

namespace Gulou.Storage.Definitions;

/// <summary>
/// Reads <c>posts.yaml</c>: who may do what, where. A slip here would open or close doors, so all is checked.
/// </summary>
public static partial class PostsFile
{
    public const string Name = "posts.yaml";

    private static readonly string[] Fields = ["name", "levels", "home", "grants"];

    /// <exception cref="DefinitionException">An unknown word or a missing one.</exception>
    public static PostCatalog Read(string folder, IReadOnlySet<string> knownCapabilities)
    {
        var root = DefinitionFile.ReadMapping(folder, Name);
        var posts = root.Children.Select(entry => ReadPost(entry.Key, entry.Value, knownCapabilities)).ToList();
        if (!posts.Exists(post => post.Key == PostCatalog.Villager))
            throw new DefinitionException(Name, 1, $"the post {PostCatalog.Villager} is missing");
        return new PostCatalog(posts);
    }

    private static Post ReadPost(YamlNode keyNode, YamlNode node, IReadOnlySet<string> known)
    {
        var key = Text(keyNode);
        if (!PostKey().IsMatch(key))
            throw Fault(keyNode, $"a post's key is of small letters and hyphens: {key}");
        var post = Mapping(node);
        foreach (var field in post.Children.Keys)
        {
            if (!Fields.Contains(Text(field)))
                throw Fault(field, $"unknown field {Text(field)}: one of {string.Join(", ", Fields)}");
        }
        var name = Mapping(Required(post, "name"));
        var home = Required(post, "home");
        return new Post(
            key,
            [.. Items(Required(post, "levels")).Select(Word<PlaceLevel>)],
            [.. Mapping(Required(post, "grants")).Children.SelectMany(g => Grants(g.Key, g.Value, known))],
            NotEmpty(home),
            NotEmpty(Required(name, "zh")),
            NotEmpty(Required(name, "en"))
        );
    }

    private static IEnumerable<Grant> Grants(YamlNode keyNode, YamlNode reaches, IReadOnlySet<string> known)
    {
        var capability = Text(keyNode);
        if (!known.Contains(capability))
            throw Fault(keyNode, $"unknown capability {capability}");
        return Items(reaches).Select(reach => new Grant(capability, Word<Reach>(reach)));
    }

    /// <summary>A list, or one word alone.</summary>
    private static IEnumerable<YamlNode> Items(YamlNode node) => node is YamlSequenceNode list ? list.Children : [node];

    private static TEnum Word<TEnum>(YamlNode node)
        where TEnum : struct, Enum
    {
        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (string.Equals(value.ToString(), Text(node), StringComparison.OrdinalIgnoreCase))
                return value;
        }
        var words = string.Join(", ", Enum.GetNames<TEnum>()).ToLowerInvariant();
        throw Fault(node, $"unknown {typeof(TEnum).Name.ToLowerInvariant()} {Text(node)}: one of {words}");
    }

    private static YamlNode Required(YamlMappingNode node, string field) =>
        node.Children.TryGetValue(new YamlScalarNode(field), out var value)
            ? value
            : throw Fault(node, $"{field} is missing");

    private static YamlMappingNode Mapping(YamlNode node) =>
        node as YamlMappingNode ?? throw Fault(node, "a mapping of keys to values is expected");

    private static string NotEmpty(YamlNode node) =>
        Text(node) is { Length: > 0 } text ? text : throw Fault(node, "a text is expected");

    private static string Text(YamlNode node) =>
        (node as YamlScalarNode)?.Value ?? throw Fault(node, "a single word is expected");

    private static DefinitionException Fault(YamlNode node, string reason) => new(Name, node.Start.Line, reason);

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex PostKey();
}
