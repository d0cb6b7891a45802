using Gulou.Areas.Governance;
using Gulou.Storage.Model;
using Gulou.Storage.Postgres;
using Gulou.Storage.Sqlite;
using Microsoft.EntityFrameworkCore.Design;

namespace Gulou.App;

/// <summary>The whole model: the kernel's registers and what each area adds.</summary>
public static class Model
{
    public static IReadOnlyList<ModelPart> Parts { get; } = [GovernanceArea.Map];
}

/// <summary>For <c>dotnet ef migrations add NAME --context SqliteDb -o Migrations/Sqlite</c>.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args) =>
        (SqliteDb)new SqliteDatabase(Path.Combine(Path.GetTempPath(), "gulou-design.db"), Model.Parts).NewContext();
}

/// <summary>For <c>dotnet ef migrations add NAME --context PostgresDb -o Migrations/Postgres</c>.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args) =>
        (PostgresDb)new PostgresDatabase("Host=localhost;Database=gulou_design", Model.Parts).NewContext();
}
