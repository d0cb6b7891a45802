using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Gulou.Storage.Definitions;

/// <summary>Reads a YAML file whose keys are a type's properties, hyphens-between-words; others are refused.</summary>
public static class DefinitionFile
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder()
        .WithNamingConvention(HyphenatedNamingConvention.Instance)
        .WithDuplicateKeyChecking()
        .WithNodeDeserializer(new ReadOnlyLists())
        .Build();

    /// <exception cref="DefinitionException">The file is missing, is no YAML, or does not fit the type.</exception>
    public static T Read<T>(string folder, string relativePath)
        where T : class =>
        Read(
            folder,
            relativePath,
            text => Yaml.Deserialize<T?>(text) ?? throw new DefinitionException(relativePath, 1, "the file is empty")
        );

    /// <summary>The file's one mapping, for definitions that check more than form.</summary>
    internal static YamlMappingNode ReadMapping(string folder, string relativePath) =>
        Read(
            folder,
            relativePath,
            text =>
            {
                var stream = new YamlStream();
                stream.Load(text);
                return stream.Documents is [{ RootNode: YamlMappingNode root }]
                    ? root
                    : throw new DefinitionException(relativePath, 1, "one mapping is expected");
            }
        );

    private static T Read<T>(string folder, string relativePath, Func<TextReader, T> read)
    {
        var path = Path.Combine(folder, relativePath);
        if (!File.Exists(path))
            throw new DefinitionException(relativePath, 1, $"there is no such file in {folder}");
        using var text = File.OpenText(path);
        try
        {
            return read(text);
        }
        catch (YamlException broken)
        {
            var reason = broken.InnerException?.Message ?? broken.Message;
            throw new DefinitionException(relativePath, broken.Start.Line, reason);
        }
    }

    /// <summary>Definitions declare lists that nobody changes.</summary>
    private sealed class ReadOnlyLists : INodeDeserializer
    {
        public bool Deserialize(
            IParser reader,
            Type expectedType,
            Func<IParser, Type, object?> nestedObjectDeserializer,
            out object? value,
            ObjectDeserializer rootDeserializer
        )
        {
            value = null;
            if (!expectedType.IsGenericType || expectedType.GetGenericTypeDefinition() != typeof(IReadOnlyList<>))
                return false;
            value = nestedObjectDeserializer(reader, typeof(List<>).MakeGenericType(expectedType.GenericTypeArguments));
            return true;
        }
    }
}
