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
/// Files of lists of people that are handed out; no copy of them is left with a proxy.
/// </summary>
internal static class ListFiles
{
    public const string Export = "/people/export/file";

    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(WebApplication app)
    {
        ListUpload.Map(app);
        app.MapPost(Export, ExportAsync).ExcludeFromDescription();
        app.MapGet("/people/import/template", Template).ExcludeFromDescription();
        app.MapGet("/people/import/{cell:int}/{id:long}/annotated", AnnotatedAsync).ExcludeFromDescription();
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

    /// <summary>The place a form names by its key.</summary>
    public static async Task<Place?> PlaceOfAsync(Tower tower, string? key) =>
        long.TryParse(key, out var number) && new PlaceKey(number) is { IsValid: true } at
            ? await new PlaceReader(tower.Database).FindAsync(at)
            : null;

    /// <summary>Workbooks are written as they are made, and their writer knows no waiting.</summary>
    private static void WriteDirectly(HttpContext context)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        context.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
    }
}
