using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gulou.App.Api;

/// <summary>Names the example of an endpoint's request: a file beside the API's code.</summary>
internal sealed record RequestExample(string Name)
{
    public JsonNode Read()
    {
        using var stream =
            typeof(RequestExample).Assembly.GetManifestResourceStream($"api.{Name}.json")
            ?? throw new InvalidOperationException($"no example: {Name}");
        return JsonNode.Parse(stream)!;
    }

    /// <summary>Puts examples into the description of the API, and says how a machine signs in.</summary>
    public static void Describe(OpenApiOptions options) =>
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                var example = context
                    .Description.ActionDescriptor.EndpointMetadata.OfType<RequestExample>()
                    .FirstOrDefault();
                if (example is not null && operation.RequestBody?.Content is { } content)
                {
                    foreach (var body in content.Values.OfType<OpenApiMediaType>())
                        body.Example = example.Read();
                }
                return Task.CompletedTask;
            }
        );
}
