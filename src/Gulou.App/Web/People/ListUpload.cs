using Gulou.App.Web.Visits;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.People;
using Gulou.Storage.People.Import;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Gulou.App.Web.People;

/// <summary>
/// A list of people being brought. The form is read part by part as it comes, so that the file goes into its sealed
/// place and nowhere else: the framework's own form would put it on the disk as it is. Its token, which the framework
/// would look for in that form, is handed over by hand.
/// </summary>
internal sealed class ListUpload(
    Tower tower,
    Visitor visitor,
    IAntiforgery antiforgery,
    IOptions<AntiforgeryOptions> forged
)
{
    public const string Address = "/people/import/file";

    /// <summary>Fields beside the file, and the characters of each.</summary>
    private const int MostFields = 16;
    private const int LongestField = 4 * 1024;
    private const string PlaceField = "place";
    private const string FileField = "file";

    private readonly Dictionary<string, string> fields = [];

    public static void Map(WebApplication app) =>
        app.MapPost(Address, ReceiveAsync)
            // The limit is our own (ImportFiles.MostBytes): the server's would break the connection instead of
            // answering.
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .ExcludeFromDescription();

    [Needs(PeopleCapabilities.Import)]
    private static async Task<IResult> ReceiveAsync(
        HttpContext context,
        Tower tower,
        Visitor visitor,
        IAntiforgery antiforgery,
        IOptions<AntiforgeryOptions> forged,
        CancellationToken cancellation
    )
    {
        var upload = new ListUpload(tower, visitor, antiforgery, forged);
        var answer = await upload.ReadAsync(context, cancellation);
        // A browser listens when it has sent all, and takes a connection that ends before for a fault of the network.
        await context.Request.Body.CopyToAsync(Stream.Null, cancellation);
        return answer;
    }

    private async Task<IResult> ReadAsync(HttpContext context, CancellationToken cancellation)
    {
        var isForm =
            MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);
        if (!isForm || HeaderUtilities.RemoveQuotes(type!.Boundary).Value is not { Length: > 0 } boundary)
            return Results.BadRequest();
        try
        {
            return await ReadAsync(context, new MultipartReader(boundary, context.Request.Body), cancellation);
        }
        catch (InvalidDataException)
        {
            return Results.BadRequest();
        }
    }

    private async Task<IResult> ReadAsync(HttpContext context, MultipartReader form, CancellationToken cancellation)
    {
        while (await form.ReadNextSectionAsync(cancellation) is { } section)
        {
            if (section.AsFileSection() is { FileStream: { } content } file && file.Name == FileField)
            {
                return await IsOwnAsync(context)
                    ? await BringAsync(Path.GetFileName(file.FileName), content, cancellation)
                    : Results.BadRequest();
            }
            if (section.AsFormDataSection() is { } field)
                await ReadAsync(field.Name, section.Body, cancellation);
        }
        return Back("no-file");
    }

    /// <summary>What stands before the file, within bounds.</summary>
    private async Task ReadAsync(string name, Stream body, CancellationToken cancellation)
    {
        using var text = new StreamReader(body);
        var field = new char[LongestField];
        var length = await text.ReadBlockAsync(field, cancellation);
        if (length == field.Length || fields.Count == MostFields)
            throw new InvalidDataException("more than the form has");
        fields[name] = new string(field, 0, length);
    }

    /// <summary>The form came from a page of this program.</summary>
    private async Task<bool> IsOwnAsync(HttpContext context)
    {
        if (!fields.TryGetValue(forged.Value.FormFieldName, out var token) || forged.Value.HeaderName is not { } header)
            return false;
        context.Request.Headers[header] = token;
        return await antiforgery.IsRequestValidAsync(context);
    }

    private async Task<IResult> BringAsync(string name, Stream content, CancellationToken cancellation)
    {
        if (await ListFiles.PlaceOfAsync(tower, fields.GetValueOrDefault(PlaceField)) is not { } at)
            return Back("no-place");
        if (!visitor.May(PeopleCapabilities.Import, new Target(at.Key)))
            return Results.Forbid();
        var id = tower.Tools.Ids.Next();
        if (await tower.Imports.Files.KeepAsync(id, content, cancellation) is not { } hash)
            return Back("too-large");
        var answer = await visitor.RunAsync(
            new StartImport
            {
                Id = ClientId.New(TimeProvider.System),
                Cell = at.Cell,
                PlaceId = at.Id,
                ImportId = id,
                FileName = name,
                FileHash = hash,
            }
        );
        if (answer.IsDone)
            return Results.LocalRedirect($"/people/import/{at.Cell}/{id}");
        tower.Imports.Files.Remove(id);
        return Back(Refusals.Kebab($"{answer.Outcome}"));
    }

    private static IResult Back(string refused) => Results.LocalRedirect($"/people/import?refused={refused}");
}
