using System.Text.RegularExpressions;
using Gulou.Kernel.Audit;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Notices;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Cases;
using Gulou.Storage.Keys;
using Gulou.Storage.People.Import;
using Gulou.Storage.Places;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Gulou.Storage.Model;

/// <summary>What an area adds to the model: its registers' mappings.</summary>
public delegate void ModelPart(ModelBuilder model);

/// <summary>
/// The whole model: the kernel's registers, the ledger's tables for reading, and what the areas add. Every table that
/// belongs to a place has <c>cell</c> first in its primary key, in every unique index and in every foreign key.
/// </summary>
public abstract partial class GulouDb(DbContextOptions options, IReadOnlyList<ModelPart> parts) : DbContext(options)
{
    public DbSet<Place> Places => Set<Place>();
    public DbSet<Division> Divisions => Set<Division>();
    public DbSet<Grid> Grids => Set<Grid>();
    public DbSet<PlaceCode> PlaceCodes => Set<PlaceCode>();
    public DbSet<PlacePast> PlacePasts => Set<PlacePast>();
    public DbSet<PlaceEvent> PlaceEvents => Set<PlaceEvent>();
    public DbSet<DivisionImport> DivisionImports => Set<DivisionImport>();
    public DbSet<DivisionQuestion> DivisionQuestions => Set<DivisionQuestion>();
    public DbSet<Household> Households => Set<Household>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<PersonEvent> PersonEvents => Set<PersonEvent>();
    public DbSet<HouseholdEvent> HouseholdEvents => Set<HouseholdEvent>();
    public DbSet<Act> Acts => Set<Act>();
    public DbSet<RecordVersion> RecordVersions => Set<RecordVersion>();
    public DbSet<PopulationCount> PopulationCounts => Set<PopulationCount>();
    public DbSet<DifferentPeople> DifferentPeople => Set<DifferentPeople>();
    public DbSet<Identity> Identities => Set<Identity>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<Appointment> Appointments => Set<Appointment>();
    public DbSet<Login> Logins => Set<Login>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<SecondFactor> SecondFactors => Set<SecondFactor>();
    public DbSet<Binding> Bindings => Set<Binding>();
    public DbSet<CookieKey> CookieKeys => Set<CookieKey>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<EntryRow> Entries => Set<EntryRow>();
    public DbSet<PostingRow> Postings => Set<PostingRow>();
    public DbSet<HoldRow> Holds => Set<HoldRow>();
    public DbSet<AuditRecord> Audit => Set<AuditRecord>();
    public DbSet<LaneHeadRow> LaneHeads => Set<LaneHeadRow>();
    public DbSet<SealRow> Seals => Set<SealRow>();
    public DbSet<SealedHeadRow> SealedHeads => Set<SealedHeadRow>();
    public DbSet<ClosedMonth> ClosedMonths => Set<ClosedMonth>();
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();
    public DbSet<Remark> Remarks => Set<Remark>();
    public DbSet<Setting> Settings => Set<Setting>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var model = modelBuilder;
        model.Entity<Place>(place =>
        {
            place.UseTpcMappingStrategy();
            place.HasKey(p => new { p.Cell, p.Id });
            place.HasIndex(p => p.Key);
            // A number is given once: two who draw a grid at the same time cannot both have it.
            place.HasIndex(p => new { p.Cell, p.Key }).IsUnique();
            place.HasIndex(p => p.Initials);
            place.Ignore(p => p.Level);
        });
        model.Entity<Division>();
        model.Entity<Grid>();
        model.Entity<PlaceCode>(code =>
        {
            code.HasKey(c => new { c.Cell, c.Id });
            code.HasIndex(c => new { c.Scheme, c.Code });
            code.HasIndex(c => c.PlaceId);
        });
        PlacesModel.Map(model);
        model.Entity<Household>(household =>
        {
            household.HasKey(h => new { h.Cell, h.Id });
            household.HasIndex(h => new { h.Scope, h.Id });
            household.HasIndex(h => new { h.Cell, h.CardToken }).IsUnique();
        });
        model.Entity<Person>(person =>
        {
            person.HasKey(p => new { p.Cell, p.Id });
            person.HasIndex(p => new { p.Scope, p.Id });
            person.HasIndex(p => new { p.Cell, p.HouseholdId });
            person.HasIndex(p => new { p.Cell, p.IdHash }).IsUnique();
            person.HasIndex(p => new { p.PhoneTail, p.Scope });
            person.HasIndex(p => new { p.Name, p.Scope });
            person.HasIndex(p => new { p.Initials, p.Scope });
            person.Property(p => p.IdCipher).IsSealed(Purpose.CitizenId);
            person.Property(p => p.IdHash).IsHashOf(nameof(Person.IdCipher), Purpose.CitizenId);
            person.Property(p => p.PhoneCipher).IsSealed(Purpose.Phone);
            person.Property(p => p.PhoneHash).IsHashOf(nameof(Person.PhoneCipher), Purpose.Phone);
            person.Property(p => p.PhoneTail).IsHashOf(nameof(Person.PhoneCipher), Purpose.PhoneTail, last: 4);
            person.HasOne<Household>().WithMany().HasForeignKey(p => new { p.Cell, p.HouseholdId });
        });
        PeopleModel.Map(model);
        CasesModel.Map(model);
        model.Entity<Identity>(identity =>
        {
            identity.HasKey(i => i.IdHash);
            identity.Property(i => i.IdHash).FollowsHashOf(nameof(Person), nameof(Person.IdHash));
        });
        model.Entity<Invitation>(invitation =>
        {
            invitation.HasKey(i => new { i.Cell, i.Id });
            invitation.HasIndex(i => i.CodeHash);
            invitation.Property(i => i.CodeHash).IsHashForDays();
            invitation.HasOne<Person>().WithMany().HasForeignKey(i => new { i.Cell, i.Id });
        });
        model.Entity<PeopleImport>(import =>
        {
            import.HasKey(i => new { i.Cell, i.Id });
            import.HasIndex(i => new { i.Scope, i.Id });
            import.Ignore(i => i.IsOver);
            import.Ignore(i => i.IsUnderWay);
            import.Ignore(i => i.HasRemarks);
        });
        model.Entity<KnownHeadings>().HasKey(h => new { h.Cell, h.Id });
        model.Entity<Appointment>(appointment =>
        {
            appointment.HasKey(a => new { a.Cell, a.Id });
            appointment.HasIndex(a => a.PersonId);
            appointment.HasIndex(a => a.Scope);
        });
        model.Entity<Login>(login =>
        {
            login.HasKey(l => l.NameHash);
            login.HasIndex(l => l.PersonId);
            login.Property(l => l.NameCipher).IsSealed(Purpose.LoginName);
            login.Property(l => l.NameHash).IsHashOf(nameof(Login.NameCipher), Purpose.LoginName);
        });
        model.Entity<Session>(session =>
        {
            session.HasKey(s => new { s.Cell, s.Id });
            session.HasIndex(s => new { s.Cell, s.PersonId });
        });
        model.Entity<SecondFactor>(factor =>
        {
            factor.HasKey(f => new { f.Cell, f.Id });
            factor.Ignore(f => f.RecoveryLeft);
            factor.Property(f => f.Secret).IsSealed(Purpose.SecondFactor);
        });
        model.Entity<Binding>(binding =>
        {
            binding.HasKey(b => b.SubjectHash);
            binding.HasIndex(b => b.PersonId);
            binding.Property(b => b.Subject).IsSealed(Purpose.Subject);
            binding.Property(b => b.SubjectHash).IsHashOf(nameof(Binding.Subject), Purpose.Subject);
        });
        model.Entity<CookieKey>().HasKey(k => new { k.Cell, k.Id });
        model.Entity<CookieKey>().Property(k => k.Content).IsSealed(Purpose.CookieKey);
        model.Entity<Notice>(notice =>
        {
            notice.HasKey(n => new { n.Cell, n.Id });
            notice.HasIndex(n => new { n.Scope, n.Until });
            notice.HasIndex(n => n.Subject);
        });
        model.Entity<ClosedMonth>(closed =>
        {
            closed.HasKey(c => new { c.Cell, c.Id });
            // Closed once at a time; what was opened again stays as a row.
            closed
                .HasIndex(c => new
                {
                    c.Cell,
                    c.Place,
                    c.Month,
                })
                .IsUnique()
                .HasFilter("reopened_at IS NULL");
            closed.HasIndex(c => new { c.Scope, c.Month });
            closed.Ignore(c => c.Through);
        });
        model.Entity<ApiToken>(token =>
        {
            token.HasKey(t => new { t.Cell, t.Id });
            token.HasIndex(t => new { t.Cell, t.AppointmentId });
            token.HasOne<Appointment>().WithMany().HasForeignKey(t => new { t.Cell, t.AppointmentId });
        });
        model.Entity<Remark>().HasKey(r => new { r.Cell, r.CommandId });
        model.Entity<Setting>().HasKey(s => s.Name);

        // The ledger's, the audit's and the seals' tables are made by the scripts in Sqlite and Postgres.
        model.Entity<Account>(account =>
        {
            account.ToTable("account", t => t.ExcludeFromMigrations());
            account.HasKey(a => new { a.Cell, a.Id });
            account.Ignore(a => a.Available);
            account.Ignore(a => a.Key);
        });
        model.Entity<EntryRow>().ToTable("entry", t => t.ExcludeFromMigrations()).HasKey(e => new { e.Cell, e.Id });
        model
            .Entity<PostingRow>()
            .ToTable("posting", t => t.ExcludeFromMigrations())
            .HasKey(p => new
            {
                p.Cell,
                p.Entry,
                p.N,
            });
        model
            .Entity<HoldRow>()
            .ToTable("hold", t => t.ExcludeFromMigrations())
            .HasKey(h => new
            {
                h.Cell,
                h.Account,
                h.Entry,
            });
        model
            .Entity<AuditRecord>()
            .ToTable("audit_record", t => t.ExcludeFromMigrations())
            .HasKey(a => new
            {
                a.Cell,
                a.Lane,
                a.Seq,
            });
        model
            .Entity<LaneHeadRow>()
            .ToTable("lane_head", t => t.ExcludeFromMigrations())
            .HasKey(l => new { l.Cell, l.Lane });
        model.Entity<SealRow>().ToTable("seal", t => t.ExcludeFromMigrations()).HasKey(s => s.Number);
        model
            .Entity<SealedHeadRow>()
            .ToTable("sealed_head", t => t.ExcludeFromMigrations())
            .HasKey(h => new
            {
                h.Cell,
                h.Lane,
                h.Seal,
            });

        foreach (var part in parts)
            part(model);
        UsePlainNames(model);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<PlaceKey>().HaveConversion<PlaceKeyConverter>();
        configurationBuilder.Properties<Instant>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<DateOnly>().HaveConversion<DayConverter>();
    }

    /// <summary>
    /// Tables and columns in lower case with underscores, at most 30 characters for other engines' sake.
    /// </summary>
    private static void UsePlainNames(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (!entity.ClrType.IsAbstract && !entity.IsTableExcludedFromMigrations())
                entity.SetTableName(Plain(entity.ClrType.Name));
            foreach (var property in entity.GetDeclaredProperties())
            {
                property.SetColumnName(Plain(property.Name));
                // Ids are made by the program.
                property.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
            }
        }
    }

    private static string Plain(string name) => WordStart().Replace(name, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex WordStart();

    private sealed class PlaceKeyConverter() : ValueConverter<PlaceKey, long>(k => k.Value, v => new PlaceKey(v));

    private sealed class InstantConverter() : ValueConverter<Instant, long>(i => i.Micros, v => new Instant(v));

    private sealed class DayConverter() : ValueConverter<DateOnly, int>(d => Day.ToNumber(d), v => Day.FromNumber(v));
}

/// <summary>Days in both databases are the number yyyymmdd: readable, ordered, the same everywhere.</summary>
public static class Day
{
    public static int ToNumber(DateOnly day) => (day.Year * 10000) + (day.Month * 100) + day.Day;

    public static DateOnly FromNumber(int number) => new(number / 10000, number / 100 % 100, number % 100);
}
