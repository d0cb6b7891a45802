using Gulou.Kernel.Cases;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Cases;

/// <summary>The tables of cases.</summary>
internal static class CasesModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<CaseText>().HasKey(t => new { t.Cell, t.Hash });
        model.Entity<CaseRecord>(record =>
        {
            record.HasKey(c => new { c.Cell, c.Id });
            record.HasIndex(c => new { c.Cell, c.Number }).IsUnique();
            // The register of a place, by type or whole, and a person's or household's own.
            record.HasIndex(c => new { c.Scope, c.Id });
            record.HasIndex(c => new
            {
                c.Type,
                c.Scope,
                c.Id,
            });
            record.HasIndex(c => new
            {
                c.Cell,
                c.HouseholdId,
                c.Id,
            });
            record.HasIndex(c => new
            {
                c.Cell,
                c.PersonId,
                c.Id,
            });
            record.HasIndex(c => new { c.FiledBy, c.Id });
            record.HasIndex(c => new { c.FiledFor, c.Id });
            record.HasOne<CaseText>().WithMany().HasForeignKey(c => new { c.Cell, c.Definition });
        });
        MapWaits(model);
        model.Entity<CaseLogLine>(line =>
        {
            line.HasKey(l => new
            {
                l.Cell,
                l.CaseId,
                l.Seq,
            });
            line.HasIndex(l => new { l.Cell, l.Command });
            line.HasOne<CaseRecord>().WithMany().HasForeignKey(l => new { l.Cell, l.CaseId });
        });
        model
            .Entity<CaseRemark>()
            .HasKey(r => new
            {
                r.Cell,
                r.CaseId,
                r.Seq,
            });
        model.Entity<CaseRevision>(revision =>
        {
            revision.HasKey(r => new
            {
                r.Cell,
                r.CaseId,
                r.Revision,
            });
            revision.Property(r => r.Sealed).IsSealed(Purpose.CaseForm);
            revision.HasOne<CaseRecord>().WithMany().HasForeignKey(r => new { r.Cell, r.CaseId });
        });
        model.Entity<CaseAttachment>(attachment =>
        {
            attachment.HasKey(a => new { a.Cell, a.Id });
            attachment.HasIndex(a => new { a.Cell, a.CaseId });
            attachment.HasOne<CaseRecord>().WithMany().HasForeignKey(a => new { a.Cell, a.CaseId });
        });
        model.Entity<CaseSerial>().HasKey(s => new { s.Cell, s.Id });
        model.Entity<CaseTold>(told =>
        {
            told.HasKey(n => new { n.Cell, n.Id });
            told.HasIndex(n => new { n.Cell, n.CaseId });
            told.HasIndex(n => new
            {
                n.Post,
                n.Scope,
                n.Id,
            });
            told.HasIndex(n => new { n.PersonId, n.Id });
            told.HasIndex(n => new { n.HouseholdId, n.Id });
            told.HasOne<CaseRecord>().WithMany().HasForeignKey(n => new { n.Cell, n.CaseId });
        });
        model.Entity<Delegation>(delegation =>
        {
            delegation.HasKey(d => new { d.Cell, d.Id });
            delegation.HasIndex(d => new { d.ToPersonId, d.Until });
            delegation.HasIndex(d => new { d.PersonId, d.Until });
        });
        model.Entity<PlaceLimit>(limit =>
        {
            limit.HasKey(l => new { l.Cell, l.Id });
            limit.HasIndex(l => new { l.Scope, l.Type });
        });
    }

    private static void MapWaits(ModelBuilder model)
    {
        model.Entity<CaseWait>(wait =>
        {
            wait.HasKey(t => new { t.Cell, t.Id });
            wait.HasIndex(t => new { t.Cell, t.CaseId });
            // A worklist is one of these, read from its beginning.
            wait.HasIndex(t => new
            {
                t.Post,
                t.Scope,
                t.DueAt,
                t.Id,
            });
            wait.HasIndex(t => new
            {
                t.PersonId,
                t.DueAt,
                t.Id,
            });
            wait.HasIndex(t => new
            {
                t.HouseholdId,
                t.DueAt,
                t.Id,
            });
            // What the clock looks at.
            wait.HasIndex(t => new { t.NextAt, t.Id });
            wait.Ignore(t => t.LastDay);
            wait.HasOne<CaseRecord>().WithMany().HasForeignKey(t => new { t.Cell, t.CaseId });
        });
        model.Entity<CaseSign>(sign =>
        {
            sign.HasKey(s => new
            {
                s.Cell,
                s.CaseId,
                s.Step,
                s.Round,
                s.PersonId,
            });
            sign.HasOne<CaseRecord>().WithMany().HasForeignKey(s => new { s.Cell, s.CaseId });
        });
        model.Entity<CaseBallot>(ballot =>
        {
            ballot.HasKey(b => new
            {
                b.Cell,
                b.CaseId,
                b.Step,
                b.Round,
            });
            ballot.HasOne<CaseRecord>().WithMany().HasForeignKey(b => new { b.Cell, b.CaseId });
        });
    }
}
