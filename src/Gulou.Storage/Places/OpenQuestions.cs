using System.IO.Compression;
using System.Text;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Places;

/// <summary>The questions the newest table leaves open: kept when it is applied, read by the page.</summary>
public sealed class OpenQuestions(Database database)
{
    /// <summary>The questions within scopes, page by page.</summary>
    public async Task<IReadOnlyList<DivisionQuestion>> ListAsync(
        IReadOnlyList<PlaceRange> scopes,
        bool answered,
        long after,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        return await db
            .DivisionQuestions.Within(scopes, q => q.Scope)
            .Where(q => q.Id > after && (q.Reply != null) == answered)
            .OrderBy(q => q.Id)
            .Take(take)
            .ToListAsync(cancellation);
    }

    /// <summary>How many are open and how many answered within scopes.</summary>
    public async Task<(int Open, int Answered)> CountAsync(
        IReadOnlyList<PlaceRange> scopes,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var all = db.DivisionQuestions.Within(scopes, q => q.Scope);
        return (
            await all.CountAsync(q => q.Reply == null, cancellation),
            await all.CountAsync(q => q.Reply != null, cancellation)
        );
    }

    /// <summary>The newest table of each scheme, without its rows.</summary>
    public async Task<IReadOnlyList<(long Id, int Year, CodeScheme Scheme, Instant At)>> ImportsAsync(
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var imports = await db
            .DivisionImports.Select(i => new
            {
                i.Id,
                i.Year,
                i.Scheme,
                i.At,
            })
            .ToListAsync(cancellation);
        return [.. imports.Select(i => (i.Id, i.Year, i.Scheme, i.At)).OrderByDescending(i => i.At)];
    }

    /// <summary>A kept table with all answers given to its questions so far.</summary>
    public async Task<(DivisionTable Table, CodeScheme Scheme, IReadOnlyList<DivisionAnswer> Answers)?> AnsweredAsync(
        long import,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        if (await db.DivisionImports.SingleOrDefaultAsync(i => i.Id == import, cancellation) is not { } kept)
            return null;
        var questions = await db
            .DivisionQuestions.Where(q => q.ImportId == import && q.Reply != null)
            .OrderBy(q => q.Id)
            .ToListAsync(cancellation);
        return (Unpack(kept), kept.Scheme, [.. questions.Select(q => q.Answer!)]);
    }

    /// <summary>
    /// Keeps a table and what it leaves open, in place of the one before in its scheme; a list of grids in place of
    /// those of the same villages.
    /// </summary>
    internal static void Keep(
        World w,
        DivisionTable table,
        CodeScheme scheme,
        DivisionDiff diff,
        ImportMap map,
        PlaceKey? area
    )
    {
        var id = w.NewId();
        var replaced = area?.Range ?? PlaceKey.Everywhere.Range;
        w.ChangeAll(
            """
            DELETE FROM division_question WHERE import_id IN (
                SELECT id FROM division_import WHERE scheme = {0} AND id <> {1} AND area >= {2} AND area < {3})
            """,
            (int)scheme,
            id,
            replaced.Low,
            replaced.High
        );
        w.ChangeAll(
            "DELETE FROM division_import WHERE scheme = {0} AND id <> {1} AND area >= {2} AND area < {3}",
            (int)scheme,
            id,
            replaced.Low,
            replaced.High
        );
        w.AddAll<DivisionImport>([
            new DivisionImport
            {
                Id = id,
                Year = table.Year,
                AsOf = table.HasGrids ? table.AsOf : null,
                Area = area ?? PlaceKey.Everywhere,
                Scheme = scheme,
                At = w.Now,
                Table = Pack(table),
            },
        ]);
        var questions = new List<DivisionQuestion>();
        foreach (var change in diff.Open.Where(change => change.IsQuestion))
        {
            var question = DivisionQuestion.Of(change);
            var place =
                change.Known is { } known ? map.Of(known.Id)
                : change.Row is { } row ? map.Of(row.Official.Parent)
                : null;
            (question.Id, question.ImportId) = (w.NewId(), id);
            (question.Cell, question.Scope) = (place?.Cell ?? 0, place?.Key ?? PlaceKey.Everywhere);
            questions.Add(question);
        }
        w.AddAll(questions);
        w.Subject = id;
    }

    private static byte[] Pack(DivisionTable table)
    {
        using var packed = new MemoryStream();
        using (var writer = new StreamWriter(new GZipStream(packed, CompressionLevel.Fastest), new UTF8Encoding(false)))
            table.Write(writer);
        return packed.ToArray();
    }

    private static DivisionTable Unpack(DivisionImport import)
    {
        using var reader = new StreamReader(
            new GZipStream(new MemoryStream(import.Table), CompressionMode.Decompress),
            Encoding.UTF8
        );
        return import.AsOf is { } day ? DivisionTable.ReadGrids(reader, day) : DivisionTable.Read(reader, import.Year);
    }
}
