using Gulou.Kernel.People;
using Gulou.Storage.Keys;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Model;

/// <summary>The tables of what happened to people and households.</summary>
internal static class PeopleModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Person>().HasIndex(p => p.Scope, "person_unnumbered").HasFilter("id_hash IS NULL");
        model.Entity<Act>(act =>
        {
            act.HasKey(a => new { a.Cell, a.Id });
            act.HasIndex(a => new { a.Scope, a.Id });
        });
        model.Entity<PersonEvent>(happening =>
        {
            happening.HasKey(e => new { e.Cell, e.Id });
            happening.HasIndex(e => new { e.Cell, e.PersonId });
            happening.HasIndex(e => new { e.Cell, e.HouseholdId });
            happening.HasIndex(e => new { e.Cell, e.Act });
            happening.HasIndex(e => new
            {
                e.Scope,
                e.On,
                e.Id,
            });
            happening.HasOne<Person>().WithMany().HasForeignKey(e => new { e.Cell, e.PersonId });
        });
        model.Entity<HouseholdEvent>(happening =>
        {
            happening.HasKey(e => new { e.Cell, e.Id });
            happening.HasIndex(e => new { e.Cell, e.HouseholdId });
            happening.HasIndex(e => new { e.Cell, e.Act });
            happening.HasIndex(e => new
            {
                e.Scope,
                e.On,
                e.Id,
            });
            happening.HasOne<Household>().WithMany().HasForeignKey(e => new { e.Cell, e.HouseholdId });
        });
        model
            .Entity<RecordVersion>()
            .HasKey(v => new
            {
                v.Cell,
                v.Act,
                v.Subject,
            });
        model.Entity<RecordVersion>().Property(v => v.Content).IsSealed(Purpose.Version);
        model.Entity<RecordVersion>().HasIndex(v => new { v.Cell, v.Subject });
        model.Entity<PopulationCount>(count =>
        {
            count.HasKey(c => new
            {
                c.Cell,
                c.PlaceId,
                c.Month,
                c.Kind,
            });
            // Now everywhere, and some months of one place.
            count.HasIndex(c => new { c.Month, c.Scope });
            count.HasIndex(c => new { c.Scope, c.Month });
        });
        model
            .Entity<DifferentPeople>()
            .HasKey(d => new
            {
                d.Cell,
                d.PersonId,
                d.OtherId,
            });
    }
}
