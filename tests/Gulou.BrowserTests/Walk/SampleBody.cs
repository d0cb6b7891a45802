using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;

namespace Gulou.BrowserTests.Walk;

/// <summary>
/// What a machine would send: a body made from its type, with the records the walk knows by the names of its fields.
/// </summary>
public static class SampleBody
{
    /// <summary>Fields that take one of a few words.</summary>
    private static readonly Dictionary<string, string> Words = new()
    {
        ["NewAccountJson.Kind"] = "Issuance",
        ["EntryJson.Kind"] = "Post",
        ["EntryJson.Id"] = "0195a1b2-0000-7000-8000-000000000001",
        ["BatchJson.Mode"] = "atomic",
        ["MonthJson.Month"] = "2026-01",
    };

    public static JsonNode For(Type type, Spots spots, Site site)
    {
        var body = new JsonObject();
        var nullability = new NullabilityInfoContext();
        foreach (var field in type.GetProperties())
        {
            if (Words.TryGetValue($"{type.Name}.{field.Name}", out var word))
            {
                body[char.ToLowerInvariant(field.Name[0]) + field.Name[1..]] = word;
                continue;
            }
            if (nullability.Create(field).ReadState == NullabilityState.Nullable)
                continue;
            var name = field.Name.ToLowerInvariant();
            body[char.ToLowerInvariant(field.Name[0]) + field.Name[1..]] = Value(field.PropertyType, name, spots, site);
        }
        return body;
    }

    private static JsonNode? Value(Type type, string name, Spots spots, Site site)
    {
        if (name == "cell")
            return site.Cell;
        if (type == typeof(string))
            return spots.Knows(name) is { } spot ? spot.Id : "1";
        if (type == typeof(DateOnly))
            return site.Today.ToString("O", CultureInfo.InvariantCulture);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return new JsonArray(For(type.GetGenericArguments()[0], spots, site));
        return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? 1 : null;
    }
}
