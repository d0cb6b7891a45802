using System.Globalization;
using Gulou.App;
using Gulou.App.Cli;
using Gulou.Storage;
using Gulou.Storage.Audit;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Tests.App.Cli;

/// <summary>The command line as an operator meets it: what it says and its exit codes.</summary>
public sealed class CommandLineTests : OperatorTests
{
    [Fact]
    public async Task Help_tells_the_exit_codes()
    {
        var help = await Run(["--help"]);
        Assert.Equal(0, help.Code);
        Assert.Contains("0 done; 1 refused", help.Output, StringComparison.Ordinal);
        foreach (var verb in (string[])["init", "serve", "places", "verify", "db"])
            Assert.Contains(verb, help.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("init --db x")]
    [InlineData("places import --db x")]
    [InlineData("places import x.csv --db x --year soon")]
    [InlineData("places import x.csv --db x")]
    [InlineData("places import x.csv --db x --year 2024 --on 2024-03-01")]
    [InlineData("places import x.csv --db x --scheme grid --year 2024")]
    [InlineData("places template x.csv --place 522630202000")]
    [InlineData("init --db x --name y --password z")]
    [InlineData("ring --db x")]
    public async Task Wrong_usage_is_told_apart(string arguments) =>
        Assert.Equal(2, (await Run(arguments.Split(' '))).Code);

    [Fact]
    public async Task A_database_is_made_once_with_map_administrator_and_keys()
    {
        var made = await Init();
        Assert.Equal((0, ""), (made.Code, made.Error));
        Assert.Contains(Db, made.Output, StringComparison.Ordinal);
        Assert.Contains("2673 set up", made.Output, StringComparison.Ordinal);
        Assert.Contains($"New key file: {Keys}", made.Output, StringComparison.Ordinal);
        await using (var db = Read())
        {
            var login = await db.Logins.SingleAsync(TestContext.Current.CancellationToken);
            Assert.True(Passwords.Check(login.PasswordHash, Password));
            Assert.False(Passwords.Check(login.PasswordHash, Password + "s"));
            var appointment = await db.Appointments.SingleAsync(TestContext.Current.CancellationToken);
            Assert.Equal("522600000000000000", appointment.Scope.ToString());
        }

        var again = await Init();
        Assert.Equal(1, again.Code);
        Assert.Contains("There is an administrator already", again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "There is no password")]
    [InlineData("short", "at least 8")]
    [InlineData("12345678", "Everyone tries")]
    [InlineData("admin is my name", "hold the sign-in name")]
    public async Task A_bad_password_leaves_nothing_behind(string password, string why)
    {
        var refused = await Run(["init", .. On, "--name", "管理员"], password);
        Assert.Equal(1, refused.Code);
        Assert.Contains(why, refused.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Folder));
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("verify")]
    [InlineData("db migrate")]
    [InlineData("places import x.csv --year 2023")]
    public async Task What_does_not_exist_cannot_be_opened(string verb)
    {
        var missing = await Run([.. verb.Split(' '), .. On]);
        Assert.Equal(3, missing.Code);
        Assert.Contains("There is no such database", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_database_cannot_be_opened()
    {
        await File.WriteAllTextAsync(Db, new string('x', 4096), TestContext.Current.CancellationToken);
        Assert.Equal(3, (await Run(["serve", .. On])).Code);
        Assert.Equal(3, (await Run(["serve", "--db", "Host=localhost;Porto=1"])).Code);
    }

    [Fact]
    public async Task A_key_that_a_list_was_sealed_with_is_not_retired()
    {
        Assert.Equal(0, (await Init()).Code);
        await using (var tower = Tower.Open(new TowerSettings { Db = Db, Keys = Keys }, out _))
        {
            var (files, list) = (tower.Imports.Files, new MemoryStream([1]));
            await files.KeepAsync(tower.Tools.Ids.Next(), list, TestContext.Current.CancellationToken);
        }
        Assert.Equal(0, (await Run(["keys", "rotate", .. On, "--in", "0", "--wait"])).Code);
        var refused = await Run(["keys", "retire", .. On]);
        Assert.Equal(1, refused.Code);
        Assert.Contains("1 files of lists of people are sealed with it", refused.Error, StringComparison.Ordinal);
        Directory.Delete(Path.Combine(Folder, "village.db.imports"), recursive: true);
        Assert.Equal(0, (await Run(["keys", "retire", .. On])).Code);
    }

    [Fact]
    public async Task Serving_needs_schema_administrator_keys_and_no_demo()
    {
        await File.WriteAllTextAsync(Db, "", TestContext.Current.CancellationToken);
        await Refuses("This database is empty");

        var migrated = await Run(["db", "migrate", .. On]);
        Assert.Equal(0, migrated.Code);
        Assert.Contains("Ledger", migrated.Output, StringComparison.Ordinal);
        Assert.Contains("current", (await Run(["db", "migrate", .. On])).Output, StringComparison.Ordinal);
        await Refuses("There is no administrator");

        Assert.Equal(0, (await Init()).Code);
        File.Move(Keys, Keys + ".saved");
        await Refuses("The key file is missing");
        Assert.False(File.Exists(Keys));
        await File.WriteAllTextAsync(Keys, "rust", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Keys, UnixFileMode.UserRead | UnixFileMode.GroupRead);
            await Refuses("chmod 600");
            File.SetUnixFileMode(Keys, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        await Refuses("The key file is damaged");

        await using (var db = Read())
        {
            db.Add(new Setting { Name = Setting.Demo, Value = "1" });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        await Refuses("This is a demo database");
    }

    [Fact]
    public async Task A_record_changed_behind_the_program_s_back_is_named()
    {
        await Init();
        var clean = await Run(["verify", .. On]);
        Assert.Equal((0, ""), (clean.Code, clean.Error));
        Assert.Contains("Everything agrees", clean.Output, StringComparison.Ordinal);

        await Forge("UPDATE audit_record SET subject = subject + 1");
        var forged = await Run(["verify", .. On]);
        Assert.Equal(1, forged.Code);
        Assert.Contains("audit", forged.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_comes_back_verified_and_nothing_is_overwritten()
    {
        await Init();
        var (to, restored) = (Path.Combine(Folder, "backup"), Path.Combine(Folder, "again.db"));
        var taken = await Run(["db", "backup", to, .. On]);
        Assert.Equal((0, ""), (taken.Code, taken.Error));
        Assert.Contains("key file is not in the backup", taken.Output, StringComparison.Ordinal);
        var twice = await Run(["db", "backup", to, .. On]);
        Assert.Equal(1, twice.Code);
        Assert.Contains("never overwrites one", twice.Error, StringComparison.Ordinal);

        var back = await Run(["db", "restore", to, "--db", restored]);
        Assert.Equal((0, ""), (back.Code, back.Error));
        Assert.Contains("Everything agrees", back.Output, StringComparison.Ordinal);
        var over = await Run(["db", "restore", to, "--db", restored]);
        Assert.Equal(1, over.Code);
        Assert.Contains("empty database", over.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await Run(["db", "restore", Folder, "--db", restored + "2"])).Code);
    }

    [Fact]
    public async Task A_database_of_a_newer_program_is_left_alone()
    {
        await Init();
        await Forge("""INSERT INTO "__EFMigrationsHistory" VALUES ('20990101000000_Future', '99')""");
        foreach (var verb in (string[])["serve", "verify", "db migrate", "db backup x", "places import x --year 2023"])
        {
            var refused = await Run([.. verb.Split(' '), .. On]);
            Assert.Equal(1, refused.Code);
            Assert.Contains("20990101000000_Future", refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_second_program_on_the_same_file_is_refused_and_readers_are_not()
    {
        await Init();
        await using var database = Database.Open(Db, Model.Parts);
        using (DatabaseLock.TryTake(database))
        {
            foreach (var verb in (string[])["serve", "db migrate", "db accept-clock"])
            {
                var refused = await Run([.. verb.Split(' '), .. On]);
                Assert.Equal(1, refused.Code);
                Assert.Contains("Another gulou is working on", refused.Error, StringComparison.Ordinal);
            }
            Assert.Equal(0, (await Run(["verify", .. On])).Code);
            Assert.Equal(0, (await Run(["db", "backup", Path.Combine(Folder, "b"), .. On])).Code);
        }
        var accepted = await Run(["db", "accept-clock", .. On]);
        Assert.Equal((0, ""), (accepted.Code, accepted.Error));
    }

    [Fact]
    public async Task A_printed_seal_is_compared_and_a_mistyped_one_told()
    {
        await Init();
        await using (var database = Database.Open(Db, Model.Parts))
        {
            var sealer = new Sealer(database, TimeProvider.System);
            var seal = await sealer.SealAsync(TestContext.Current.CancellationToken);
            var printed = $"{seal!.Code}@{seal.At.Day:yyyy-MM-dd}";
            foreach (var option in (string[])["--seal", "--since"])
            {
                var same = await Run(["verify", option, printed, .. On]);
                Assert.Equal((0, ""), (same.Code, same.Error));
                var other = await Run(["verify", option, "0000" + printed[4..], .. On]);
                Assert.Equal(1, other.Code);
                Assert.Contains("seal.printed", other.Error, StringComparison.Ordinal);
            }
        }
        var mistyped = await Run(["verify", "--seal", "7K2M@yesterday", .. On]);
        Assert.Equal(2, mistyped.Code);
        Assert.Contains("24 letters and digits", mistyped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_photo_that_is_gone_is_named()
    {
        await Init();
        var photo = new string('a', 64);
        await Forge(
            $"""
            PRAGMA foreign_keys = OFF;
            INSERT INTO claim (cell, id, place_id, scope, household_id, rule_id, points, "on", deed, photo, state,
                filed_by, filed_at)
            VALUES (1, 1, 1, 1, 1, 1, 100, 20260101, 'x', '{photo}', 1, 1, 1)
            """
        );
        var lost = await Run(["verify", .. On]);
        Assert.Equal(1, lost.Code);
        Assert.Contains(photo, lost.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_division_file_with_faults_is_refused_line_by_line()
    {
        await Init();
        var file = await FileOf("522600000000,黔东南州,prefecture,520000000000", "5226x,凯里市,county,522600000000");
        var refused = await Run(["places", "import", file, .. On, "--year", "2024"]);
        Assert.Equal(1, refused.Code);
        Assert.Contains("Line 4: not a division code of 12 digits (5226x)", refused.Error, StringComparison.Ordinal);
        Assert.Contains("1 faults; nothing was changed", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_tells_what_changes_and_changes_nothing_until_it_is_told_to()
    {
        await Init();
        var file = await FileOf("522600000000,黔东南自治州,prefecture,520000000000");
        string[] import = ["places", "import", file, .. On, "--year", "2024"];

        var tried = await Run(import);
        Assert.Equal(0, tried.Code);
        Assert.Contains("renamed: 1", tried.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Imported", tried.Output, StringComparison.Ordinal);
        var applied = await Run([.. import, "--apply"]);
        Assert.Contains("Imported: 0 set up, 1 renamed", applied.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing to change", (await Run(import)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Questions_are_written_filled_in_and_applied_and_a_bad_row_is_named()
    {
        await Init();
        var file = Path.Combine(Folder, "divisions.csv");
        var text = await File.ReadAllTextAsync(Tower.Shipped("data/divisions/qiandongnan-2023.csv"), Cancel);
        await File.WriteAllTextAsync(
            file,
            text.Replace("522630202200", "522630202299", StringComparison.Ordinal),
            Cancel
        );
        var (questions, list) = (Path.Combine(Folder, "questions.csv"), Path.Combine(Folder, "list.csv"));
        string[] import = ["places", "import", file, .. On, "--year", "2024"];

        var asked = await Run([.. import, "--questions", questions, "--out", list]);
        Assert.Contains("1 questions need an answer", asked.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await File.ReadAllLinesAsync(list, Cancel)).Length);
        var lines = await File.ReadAllLinesAsync(questions, Cancel);
        Assert.Equal(2, lines.Length);

        await FillAsync("nonsense,,台府发1号,2024-03-01");
        var refused = await Run([.. import, "--decisions", questions, "--apply"]);
        Assert.Equal(1, refused.Code);
        Assert.Contains("row 2: unknown answer", refused.Error, StringComparison.Ordinal);
        await FillAsync("new,,台府发1号,2024-03-01");
        refused = await Run([.. import, "--decisions", questions, "--apply"]);
        Assert.Contains("row 2: this question cannot be answered so", refused.Error, StringComparison.Ordinal);

        await FillAsync("同一地方,,台府发1号,2024-03-01");
        var applied = await Run([.. import, "--decisions", questions, "--apply"]);
        Assert.Contains("0 still open, 1 by answers", applied.Output, StringComparison.Ordinal);
        await using var db = Read();
        Assert.True(await db.PlaceEvents.AnyAsync(e => e.Document == "台府发1号", Cancel));

        // The four columns of the answer are the last.
        Task FillAsync(string answer) =>
            File.WriteAllLinesAsync(questions, [lines[0], lines[1][..^3] + answer], Cancel);
    }

    [Fact]
    public async Task Grids_are_listed_brought_in_and_written_out_again()
    {
        await Init();
        var file = Path.Combine(Folder, "grids.csv");
        Assert.Equal(0, (await Run(["places", "template", file, "--scheme", "grid"])).Code);
        Assert.Equal("code,name,kind\n", await File.ReadAllTextAsync(file, Cancel));
        string[] rows = ["522630202200001,上寨,hamlet", "'52263020220000101,一组,"];
        await File.AppendAllLinesAsync(file, rows, Cancel);
        string[] import = ["places", "import", file, .. On, "--scheme", "grid"];
        Assert.Contains("2 set up", (await Run([.. import, "--apply"])).Output, StringComparison.Ordinal);
        Assert.Contains("Nothing to change", (await Run(import)).Output, StringComparison.Ordinal);
        var (again, place) = (Path.Combine(Folder, "again.csv"), (string[])["--place", "522630202000"]);
        var written = await Run(["places", "template", again, "--scheme", "grid", .. On, .. place]);
        Assert.Contains("2 rows", written.Output, StringComparison.Ordinal);
        Assert.Equal(rows, (await File.ReadAllLinesAsync(again, Cancel))[1..]);
        await File.AppendAllTextAsync(file, "5226302022000,x,\n", Cancel);
        var refused = await Run(import);
        Assert.Equal(1, refused.Code);
        Assert.Contains("Line 4: not a grid code of 15 digits", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "zh-CN")]
    [InlineData(null, "C.UTF-8", "zh-CN")]
    [InlineData(null, "en_GB.UTF-8", "en")]
    [InlineData("zh_CN.UTF-8", "en_GB.UTF-8", "zh-CN")]
    [InlineData("", "en", "en")]
    public void The_shell_s_language_is_spoken(string? all, string? lang, string spoken)
    {
        Terminal.ChooseLanguage(name =>
            name switch
            {
                "LC_ALL" => all,
                "LANG" => lang,
                _ => null,
            }
        );
        Assert.Equal(spoken, CultureInfo.CurrentUICulture.Name);
    }

    /// <summary>As the database's owner could: first the guards are taken away.</summary>
    private async Task Forge(string sql)
    {
        await using var db = Read();
        var guards = db.Database.SqlQueryRaw<string>(
            "SELECT 'DROP TRIGGER ' || name AS Value FROM sqlite_master WHERE type = 'trigger'"
        );
        foreach (var statement in await guards.ToListAsync(TestContext.Current.CancellationToken))
            await db.Database.ExecuteSqlRawAsync(statement, TestContext.Current.CancellationToken);
        await db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
    }

    private async Task Refuses(string why)
    {
        var refused = await Run(["serve", .. On]);
        Assert.Equal(1, refused.Code);
        Assert.Contains(why, refused.Error, StringComparison.Ordinal);
    }

    private async Task<string> FileOf(params string[] lines)
    {
        var file = Path.Combine(Folder, "divisions.csv");
        string[] head = ["code,name,level,parent_code", "520000000000,贵州省,province,"];
        await File.WriteAllLinesAsync(file, head.Concat(lines), Cancel);
        return file;
    }
}
