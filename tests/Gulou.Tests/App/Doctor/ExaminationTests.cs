using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Gulou.App;
using Gulou.App.Cli;
using Gulou.App.Doctor;
using Gulou.Areas.Governance.Points;
using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;
using Gulou.Storage.Posts;
using Gulou.Storage.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Words = Gulou.App.Text;

namespace Gulou.Tests.App.Doctor;

/// <summary>Each fault that can be made on an embedded database is found, and said in both languages.</summary>
public sealed class ExaminationTests : IAsyncLifetime
{
    private static readonly Words Text = new(NullLogger<Words>.Instance, strict: true);

    private readonly string folder = Directory.CreateTempSubdirectory("gulou-doctor-").FullName;
    private Patient patient = null!;

    private string Db => Path.Combine(folder, "village.db");

    private string Keys => Path.Combine(folder, "keys", "village.keys");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        patient = new Patient
        {
            Db = Db,
            Keys = Keys,
            Urls = "",
        };
        await using var tower = Open(Keys);
        await tower.Database.MigrateAsync(Cancel);
        await MarkAsync(tower, "test");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_is_in_order_is_said_to_be()
    {
        var findings = await Look();
        Assert.Equal(["no-administrator"], Of(findings, Verdict.Fault));
        foreach (
            var code in (string[])
                ["definitions-fine", "keys-fine", "database-fine", "journal-fine", "pages-fine", "schema-fine"]
        )
            Assert.Contains(code, Of(findings, Verdict.Ok));
        Assert.Contains("disk-database-fine", findings.Select(f => f.Code.Replace("full", "fine")));
        Assert.Contains("job-fine", Of(findings, Verdict.Ok));
    }

    [Fact]
    public async Task Keys_missing_damaged_open_or_beside_the_database()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Keys, UnixFileMode.UserRead | UnixFileMode.OtherRead);
            Assert.Contains("keys-open-to-others", Of(await Look(), Verdict.Fault));
            File.SetUnixFileMode(Keys, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        var beside = Path.Combine(folder, "beside.keys");
        File.Move(Keys, beside);
        Assert.Contains("keys-missing", Of(await Look(), Verdict.Warning));
        var near = await Examination.RunAsync(patient with { Keys = beside }, Cancel);
        Assert.Contains("keys-beside-database", Of(near, Verdict.Warning));
        await File.WriteAllTextAsync(beside, "rust", Cancel);
        var rusty = await Examination.RunAsync(patient with { Keys = beside }, Cancel);
        Assert.Contains("keys-damaged", Of(rusty, Verdict.Fault));
    }

    [Fact]
    public async Task Keys_of_another_database_do_not_open_its_numbers()
    {
        await using (var tower = Open(Keys))
        {
            await using var db = tower.Read();
            db.Add(Sealed(tower.Vault));
            await db.SaveChangesAsync(Cancel);
        }
        Assert.Contains("seals-fine", Of(await Look(), Verdict.Ok));
        File.Delete(Keys);
        Assert.Contains("seals-without-keys", Of(await Look(), Verdict.Fault));
        KeyFile.Load(Keys, mayMake: true, out _);
        Assert.Contains("seals-of-other-keys", Of(await Look(), Verdict.Fault));
    }

    [Fact]
    public async Task A_clock_behind_the_newest_record_is_a_fault()
    {
        var past = new SlowClock(TimeSpan.FromHours(-1));
        var found = await Examination.RunAsync(patient with { Clock = past }, Cancel);
        Assert.Contains("clock-behind", Of(found, Verdict.Fault));
        Assert.Contains("clock-fine", Of(await Look(), Verdict.Ok));
    }

    [Fact]
    public async Task A_demo_a_database_behind_and_one_ahead_are_told_apart()
    {
        await using (var tower = Open(Keys))
            await MarkAsync(tower, Setting.Demo);
        Assert.Contains("is-demo", Of(await Look(), Verdict.Warning));
        await Execute("UPDATE __EFMigrationsHistory SET MigrationId = '29990101000000_Later' WHERE rowid = 1");
        Assert.Contains("schema-newer", Of(await Look(), Verdict.Fault));
        await Execute("DELETE FROM __EFMigrationsHistory WHERE MigrationId LIKE '2999%'");
        Assert.Contains("schema-older", Of(await Look(), Verdict.Fault));
        await Execute("DELETE FROM __EFMigrationsHistory");
        Assert.Contains("schema-none", Of(await Look(), Verdict.Fault));
    }

    [Fact]
    public async Task A_journal_that_is_no_write_ahead_log_is_noticed()
    {
        await Execute("PRAGMA journal_mode = DELETE");
        Assert.Contains("journal-other", Of(await Look(), Verdict.Warning));
    }

    [Fact]
    public async Task A_database_that_is_missing_damaged_or_none_is_a_fault()
    {
        var missing = await Examination.RunAsync(patient with { Db = Db + ".x" }, Cancel);
        Assert.Contains("database-missing", Of(missing, Verdict.Fault));
        var none = Path.Combine(folder, "none.db");
        await File.WriteAllTextAsync(none, new string('x', 4096), Cancel);
        var text = await Examination.RunAsync(patient with { Db = none }, Cancel);
        Assert.Contains("database-closed", Of(text, Verdict.Fault));
        var wrong = await Examination.RunAsync(patient with { Db = "Host=localhost;Porto=1" }, Cancel);
        Assert.Contains("database-closed", Of(wrong, Verdict.Fault));
    }

    [Fact]
    public async Task Definitions_that_cannot_be_read_are_named_by_file_and_line()
    {
        var program = Path.Combine(folder, "program");
        Directory.CreateDirectory(Path.Combine(program, "definitions"));
        var gone = await Examination.RunAsync(patient with { Program = Path.Combine(folder, "no") }, Cancel);
        Assert.Contains(Of(gone, Verdict.Fault), code => code.StartsWith("definition", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(program, "definitions", "posts.yaml"), "posts: 7\n", Cancel);
        var broken = await Examination.RunAsync(patient with { Program = program }, Cancel);
        var finding = Assert.Single(broken, f => f.Code == "definition-broken");
        Assert.Contains("posts.yaml", $"{finding.Args[0]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_misspelt_or_wrong_are_named()
    {
        var program = Path.Combine(folder, "settings");
        Directory.CreateDirectory(program);
        await File.WriteAllTextAsync(
            Path.Combine(program, "appsettings.json"),
            """{ "Limits": { "SingIn": 3 }, "Logging": { "LogLevel": { "Default": "Warning" } } }""",
            Cancel
        );
        var found = await Examination.RunAsync(
            patient with
            {
                Program = program,
                Set = ["SlowQuery:Milliseconds=soon"],
            },
            Cancel
        );
        var misspelt = Assert.Single(found, f => f.Code == "option-misspelt");
        Assert.Equal(["Limits:SingIn", "Limits:SignIn"], misspelt.Args);
        Assert.Contains("option-wrong", Of(found, Verdict.Fault));
    }

    [Fact]
    public async Task An_address_is_free_taken_or_none()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var urls = $"http://127.0.0.1:{port};http://127.0.0.1:0;drum";
        var found = await Examination.RunAsync(patient with { Urls = urls }, Cancel);
        Assert.Equal(["port-free"], Of(found, Verdict.Ok).Where(c => c.StartsWith("port", StringComparison.Ordinal)));
        Assert.Contains("port-taken", Of(found, Verdict.Warning));
        Assert.Contains("url-wrong", Of(found, Verdict.Fault));
    }

    [Fact]
    public async Task Photos_without_their_folder_are_a_fault()
    {
        await Execute(
            """
            PRAGMA foreign_keys = OFF;
            INSERT INTO claim (cell, id, place_id, scope, household_id, rule_id, points, "on", deed, photo, state,
                filed_by, filed_at)
            VALUES (1, 1, 1, 1, 1, 1, 100, 20260101, 'x', 'aa', 1, 1, 1)
            """
        );
        Assert.Contains("photos-missing", Of(await Look(), Verdict.Fault));
    }

    [Fact]
    public async Task Notices_long_over_show_that_no_job_runs()
    {
        await Execute(
            $"""
            PRAGMA foreign_keys = OFF;
            INSERT INTO claim (cell, id, place_id, scope, household_id, rule_id, points, "on", deed, state, filed_by,
                filed_at, notice_until)
            VALUES (1, 1, 1, 1, 1, 1, 100, 20260101, 'x', {(int)ClaimState.Notified}, 1, 1,
                20260110)
            """
        );
        var late = Assert.Single(await Look(), f => f.Code == "job-late");
        Assert.Equal(["close-notices", 1], late.Args);
    }

    [Fact]
    public async Task The_command_says_it_in_words_or_json_and_by_its_exit_code()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        var (code, plain) = await Run("doctor", "--db", Db, "--keys", Keys);
        Assert.Equal(1, code);
        Assert.Contains("[FAULT] There is no administrator", plain, StringComparison.Ordinal);
        await using (var db = Read())
        {
            db.Add(
                new Appointment
                {
                    Cell = 1,
                    Id = 1,
                    PersonId = 1,
                    Post = MakeFirstAdministrator.Administrator,
                    PlaceId = 1,
                    Scope = default,
                    From = new DateOnly(2026, 1, 1),
                }
            );
            await db.SaveChangesAsync(Cancel);
        }
        (code, plain) = await Run("doctor", "--db", Db, "--keys", Keys, "--json");
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(plain);
        Assert.Contains(
            json.RootElement.EnumerateArray(),
            f => f.GetProperty("code").GetString() == "schema-fine" && f.GetProperty("verdict").GetString() == "ok"
        );
    }

    private static IReadOnlyList<string> Of(IEnumerable<Finding> findings, Verdict verdict) =>
        [.. findings.Where(f => f.Verdict == verdict).Select(f => f.Code)];

    private static async Task<(int Code, string Output)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        var terminal = new Terminal(output, output, TextReader.Null, hasKeyboard: false);
        return (await CommandLine.RunAsync(arguments, terminal), output.ToString());
    }

    private static Person Sealed(Vault vault) =>
        new()
        {
            Cell = 1,
            Id = 1,
            Name = "杨秀英",
            IdCipher = vault.Seal(Purpose.CitizenId, "529901198001010015"),
        };

    private static async Task MarkAsync(Tower tower, string name)
    {
        var answer = await tower.Commands.RunAsync(
            Actor.System,
            new SetSetting
            {
                Id = ClientId.New(TimeProvider.System),
                Cell = 0,
                Name = name,
                Value = "1",
            },
            Cancel
        );
        Assert.True(answer.IsDone);
    }

    private async Task<IReadOnlyList<Finding>> Look()
    {
        var findings = await Examination.RunAsync(patient, Cancel);
        // Whatever is found can be said.
        foreach (var language in Languages.All)
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            Assert.All(findings, finding => Assert.NotEmpty(finding.Say(Text)));
        }
        return findings;
    }

    private Tower Open(string keys) =>
        Tower.Open(
            new TowerSettings
            {
                Db = Db,
                Keys = keys,
                MayMakeKeys = true,
            },
            out _
        );

    private GulouDb Read() => new Gulou.Storage.Sqlite.SqliteDatabase(Db, Model.Parts).NewContext();

    private async Task Execute(string sql)
    {
        await using var db = Read();
        await db.Database.OpenConnectionAsync(Cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
        await db.Database.CloseConnectionAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    private sealed class SlowClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
