using System.Collections.Concurrent;
using Gulou.Kernel.Cases;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Definitions;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Cases;

/// <summary>A flow with the text it was read from.</summary>
/// <param name="Type">What it says.</param>
/// <param name="Text">The text.</param>
/// <param name="Hash">The hash cases are pinned by.</param>
public sealed record CaseDefinition(CaseType Type, string Text, byte[] Hash);

/// <summary>
/// All flows: those in force for new cases, with what places have in their stead, and those that running cases are
/// pinned to.
/// </summary>
public sealed class CaseCatalog
{
    private readonly Dictionary<string, CaseDefinition> general = [];
    private readonly Dictionary<(string Code, string Key), CaseDefinition> ofPlaces = [];
    private readonly ConcurrentDictionary<string, CaseType> pinned = [];

    private readonly PostCatalog posts;

    private CaseCatalog(PostCatalog posts, Effects effects) => (this.posts, Effects) = (posts, effects);

    /// <summary>What definitions may have done.</summary>
    public Effects Effects { get; }

    /// <summary>The general flows, by their key.</summary>
    public IReadOnlyList<CaseType> All =>
        [.. general.Values.Select(d => d.Type).OrderBy(t => t.Key, StringComparer.Ordinal)];

    /// <summary>Reads every flow of a set of definitions and adds the catalog to it.</summary>
    /// <exception cref="DefinitionException">A flow is broken; the first of the faults of all of them.</exception>
    public static CaseCatalog Load(DefinitionSet definitions, Effects effects)
    {
        var catalog = new CaseCatalog(definitions.Posts, effects);
        foreach (var file in CaseFiles.Read(definitions.Folder, definitions.Posts, effects.Shapes))
        {
            var definition = catalog.Understand(file);
            if (file.Path.StartsWith(CaseFiles.Places, StringComparison.Ordinal))
                catalog.ofPlaces.Add((CodeOf(file.Path), file.Key), definition);
            else
                catalog.general.Add(file.Key, definition);
        }
        definitions.Add(catalog);
        return catalog;
    }

    /// <summary>The general flow of a key, if there is one.</summary>
    public CaseType? Find(string key) => general.GetValueOrDefault(key)?.Type;

    /// <summary>The flow of a key for new cases at a place, if there is one. Asks for the place's codes.</summary>
    internal CaseDefinition? At(World w, string key, PlaceKey place)
    {
        if (!ofPlaces.Keys.Any(k => k.Key == key))
            return general.GetValueOrDefault(key);
        return At(key, w.All(new CodesOver(place)));
    }

    /// <summary>The same for a place with these codes, its own first, then those of the places above.</summary>
    internal CaseDefinition? At(string key, IEnumerable<PlaceCode> codes) =>
        codes.Select(code => ofPlaces.GetValueOrDefault((code.Code, key))).FirstOrDefault(found => found is not null)
        ?? general.GetValueOrDefault(key);

    /// <summary>The flows for new cases at a place, by their key.</summary>
    public async Task<IReadOnlyList<CaseType>> AtAsync(
        GulouDb db,
        PlaceKey place,
        CancellationToken cancellation = default
    )
    {
        var codes = ofPlaces.Count == 0 ? [] : await new CodesOver(place).On(db).ToListAsync(cancellation);
        var keys = general.Keys.Concat(ofPlaces.Keys.Select(k => k.Key)).Distinct().Order(StringComparer.Ordinal);
        return [.. keys.Select(key => At(key, codes)?.Type).OfType<CaseType>()];
    }

    /// <summary>The flow a case runs by; null while its text is asked for.</summary>
    internal CaseType? Of(World w, CaseRecord record)
    {
        if (Known(record.Definition) is { } known)
            return known;
        return w.All(new TextWith(record.Cell, Convert.ToHexStringLower(record.Definition))) is [var text]
            ? Pin(text)
            : null;
    }

    /// <summary>The flow a case runs by.</summary>
    public async Task<CaseType> OfAsync(GulouDb db, CaseRecord record, CancellationToken cancellation = default) =>
        Known(record.Definition)
        ?? Pin(
            await db.Set<CaseText>()
                .SingleAsync(t => t.Cell == record.Cell && t.Hash == record.Definition, cancellation)
        );

    /// <summary>Reads every text that some case is pinned to, so that none is found broken on the way.</summary>
    /// <exception cref="DefinitionException">This program does not understand one.</exception>
    public async Task PinAllAsync(GulouDb db, CancellationToken cancellation = default)
    {
        await foreach (var text in db.Set<CaseText>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellation))
            Pin(text);
    }

    /// <summary>The flow of a stored text.</summary>
    /// <exception cref="DefinitionException">This program does not understand it.</exception>
    public CaseType Pin(CaseText text) =>
        pinned.GetOrAdd(
            Convert.ToHexStringLower(text.Hash),
            _ => Understand(CaseFiles.Read($"{text.Type}.yaml", text.Text, posts, Effects.Shapes)).Type
        );

    private CaseType? Known(byte[] hash) => pinned.GetValueOrDefault(Convert.ToHexStringLower(hash));

    private CaseDefinition Understand(CaseFile file)
    {
        if (file.Faults is [var fault, ..])
            throw new DefinitionException(file.Path, fault.Line, $"{fault.Code} {string.Join(", ", fault.Args)}");
        var definition = new CaseDefinition(file.Type!, file.Text, CaseText.HashOf(file.Key, file.Text));
        pinned[Convert.ToHexStringLower(definition.Hash)] = definition.Type;
        return definition;
    }

    /// <summary>A place's code as in the map: twelve digits, the rest noughts.</summary>
    private static string CodeOf(string path) => path.Split('/')[1].PadRight(12, '0');
}

/// <summary>The codes in force of a place and all above it, its own first.</summary>
internal sealed record CodesOver(PlaceKey Place) : Query<PlaceCode>
{
    public override IQueryable<PlaceCode> On(GulouDb db)
    {
        var path = Place.Path.ToList();
        return from place in db.Places
            join code in db.PlaceCodes on place.Id equals code.PlaceId
            where path.Contains(place.Key) && place.To == null && code.To == null
            where code.Scheme == CodeScheme.Statistics
            orderby place.Key descending
            select code;
    }
}
