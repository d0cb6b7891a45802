using Gulou.App.Web.Visits;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.People;
using Gulou.Storage.People.Import;
using Gulou.Storage.Places;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Gulou.App.Web.People;

/// <summary>
/// Files of lists of people: brought in, and handed out; no copy of those handed out is left with a proxy.
/// </summary>
internal static class ListFiles
{
    public const string Upload = "/people/import/file";
    public const string Export = "/people/export/file";

    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The form's own parts, beside the file.</summary>
    private const int FormBytes = 64 * 1024;

    public static void Map(WebApplication app)
    {
        app.MapPost(Upload, BringAsync)
            .WithMetadata(new RequestSizeLimitAttribute(ImportFiles.MostBytes + FormBytes))
            .WithFormOptions(multipartBodyLengthLimit: ImportFiles.MostBytes + FormBytes)
            .ExcludeFromDescription();
        app.MapPost(Export, ExportAsync).ExcludeFromDescription();
        app.MapGet("/people/import/template", Template).ExcludeFromDescription();
        app.MapGet("/people/import/{cell:int}/{id:long}/annotated", AnnotatedAsync).ExcludeFromDescription();
    }

    [Needs(PeopleCapabilities.Import)]
    private static async Task<IResult> BringAsync(
        [FromForm] string? place,
        IFormFile? file,
        Tower tower,
        Visitor visitor,
        CancellationToken cancellation
    )
    {
        if (await PlaceOfAsync(tower, place) is not { } at)
            return Back("no-place");
        if (!visitor.May(PeopleCapabilities.Import, new Target(at.Key)))
            return Results.Forbid();
        if (file is null)
            return Back("no-file");
        var id = tower.Tools.Ids.Next();
        await using var content = file.OpenReadStream();
        if (await tower.Imports.Files.KeepAsync(id, content, cancellation) is not { } hash)
            return Back("too-large");
        var answer = await visitor.RunAsync(
            new StartImport
            {
                Id = ClientId.New(TimeProvider.System),
                Cell = at.Cell,
                PlaceId = at.Id,
                ImportId = id,
                FileName = Path.GetFileName(file.FileName),
                FileHash = hash,
            }
        );
        if (answer.IsDone)
            return Results.LocalRedirect($"/people/import/{at.Cell}/{id}");
        tower.Imports.Files.Remove(id);
        return Back(Refusals.Kebab($"{answer.Outcome}"));
    }

    [Needs(PeopleCapabilities.Export)]
    private static async Task<IResult> ExportAsync(
        [FromForm] string? place,
        [FromForm] string? reason,
        [FromForm(Name = "full")] string? full,
        Tower tower,
        Visitor visitor,
        Text text,
        HttpContext context
    )
    {
        if (await PlaceOfAsync(tower, place) is not { } at)
            return Results.LocalRedirect("/people/export?refused=no-place");
        if (!visitor.May(PeopleCapabilities.Export, new Target(at.Key)))
            return Results.Forbid();
        var command = new ExportPeople
        {
            Id = ClientId.New(TimeProvider.System),
            Cell = at.Cell,
            PlaceId = at.Id,
            InFull = full == "1",
            Reason = reason ?? "",
        };
        if (!(await visitor.RunAsync(command)).IsDone)
            return Results.LocalRedirect("/people/export?refused=reason");
        var export = new PeopleExport(tower.Database, tower.Access, tower.Vault, tower.Definitions.Get<ListWords>());
        WriteDirectly(context);
        return Results.Stream(
            to => export.WriteAsync(visitor.Actor, tower.Now.Day, at, command.InFull, text["lists.sheet"], to),
            Workbook,
            $"{at.ShortName}-{tower.Now.Day:yyyyMMdd}.xlsx"
        );
    }

    [Needs(PeopleCapabilities.Import)]
    private static IResult Template(Tower tower, Text text)
    {
        var book = new MemoryStream();
        PeopleTemplate.Write(book, tower.Definitions.Get<ListWords>(), text.TemplateWords());
        return Results.File(book.ToArray(), Workbook, text["lists.sheet"] + ".xlsx");
    }

    [Needs(PeopleCapabilities.Import)]
    private static async Task<IResult> AnnotatedAsync(
        int cell,
        long id,
        Tower tower,
        Visitor visitor,
        Text text,
        HttpContext context
    )
    {
        var import = await tower.Imports.FindAsync(cell, id);
        if (import is null || !visitor.May(PeopleCapabilities.Import, new Target(import.Scope)))
            return Results.NotFound();
        if (!tower.Imports.Files.HasPlan(id))
            return Results.NotFound();
        var isText = !import.FileName.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase);
        var copy = new AnnotatedList(tower.Imports.Files, tower.Definitions.Get<ListWords>());
        WriteDirectly(context);
        return Results.Stream(
            to =>
            {
                copy.Write(import, text["lists.heading"], text.Say, to);
                return Task.CompletedTask;
            },
            isText ? "text/csv" : Workbook,
            $"{Path.GetFileNameWithoutExtension(import.FileName)}-{text["lists.heading"]}{(isText ? ".csv" : ".xlsx")}"
        );
    }

    private static async Task<Place?> PlaceOfAsync(Tower tower, string? key) =>
        long.TryParse(key, out var number) && new PlaceKey(number) is { IsValid: true } at
            ? await new PlaceReader(tower.Database).FindAsync(at)
            : null;

    private static IResult Back(string refused) => Results.LocalRedirect($"/people/import?refused={refused}");

    /// <summary>Workbooks are written as they are made, and their writer knows no waiting.</summary>
    private static void WriteDirectly(HttpContext context)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
    }
}
