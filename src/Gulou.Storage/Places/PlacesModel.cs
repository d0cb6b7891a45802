using Gulou.Kernel.Places;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Places;

/// <summary>How the past of places and what a table leaves open are kept.</summary>
internal static class PlacesModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<PlacePast>(past =>
        {
            past.HasKey(p => new
            {
                p.Cell,
                p.PlaceId,
                p.To,
                p.Key,
            });
            past.HasIndex(p => p.Key);
        });
        model.Entity<PlaceEvent>(happening =>
        {
            happening.HasKey(e => new { e.Cell, e.Id });
            happening.HasIndex(e => new { e.Cell, e.PlaceId });
        });
        model.Entity<DivisionImport>().HasKey(i => new { i.Cell, i.Id });
        model.Entity<DivisionQuestion>(question =>
        {
            question.HasKey(q => new { q.Cell, q.Id });
            question.HasIndex(q => new { q.Scope, q.Id });
            question.Ignore(q => q.SignList);
            question.Ignore(q => q.ReplyList);
            question.Ignore(q => q.CandidateList);
            question.Ignore(q => q.Answer);
            question.Ignore(q => q.Question);
            question.Ignore(q => q.Title);
        });
    }
}
