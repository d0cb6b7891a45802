using System.Security.Cryptography;
using Gulou.App;
using Gulou.Storage;

namespace Gulou.Tests.App.Cli;

/// <summary>
/// <c>gulou keys</c> as an operator meets it: a key changed to the end, one that is still needed, keys that are lost.
/// </summary>
public sealed class KeysCommandTests : OperatorTests
{
    [Fact]
    public async Task A_key_is_changed_and_the_old_one_retired()
    {
        await FillAsync();
        await SaysAsync("status", 0, "Key 1: in use", "login.name_cipher  key 1  1 values");
        await SaysAsync("rotate --wait --in 0", 0, "Key 2 was added", "All done: 1 rows re-encrypted");
        var status = await SaysAsync("status", 0, "Key 1: reads what is old", "Key 2: in use", "key 2  1 values");
        Assert.DoesNotContain("key 1  ", status, StringComparison.Ordinal);
        await SaysAsync("check", 0, "All can be opened");
        await SaysAsync("retire", 0, "Key 1 was retired");
        await SaysAsync("retire", 0, "There are no old keys");
        await SaysAsync("check", 0, "All can be opened");
        Assert.StartsWith("2 ", Assert.Single(await File.ReadAllLinesAsync(Keys, Cancel)), StringComparison.Ordinal);
        Assert.Equal(0, (await Run(["verify", .. On])).Code);
    }

    [Fact]
    public async Task A_key_that_is_needed_stays_and_one_to_come_waits()
    {
        await FillAsync();
        await SaysAsync("rotate --in 0", 0, "A running gulou serve re-encrypts");
        await SaysAsync("retire", 1, "Key 1 is still in use: 1 values in login.name_hash");
        await SaysAsync("check", 0, "Key 2: in use", "login.name_cipher  key 1  1 values");
        await SaysAsync("rotate --in 60", 0, "Key 3 was added");
        await SaysAsync("status", 0, "Key 1: reads what is old", "Key 2: in use", "Key 3: begins at");
        Assert.Equal(3, (await File.ReadAllLinesAsync(Keys, Cancel)).Length);
    }

    [Fact]
    public async Task While_a_server_has_the_database_nobody_else_waits_on_it()
    {
        await FillAsync();
        await using var database = Database.Open(Db, Model.Parts);
        using (DatabaseLock.TryTake(database))
            await SaysAsync("rotate --wait --in 0", 1, "Another gulou is working on");
        Assert.Single(await File.ReadAllLinesAsync(Keys, Cancel));
    }

    [Fact]
    public async Task Keys_that_are_lost_or_wrong_are_named_with_what_needs_them()
    {
        await FillAsync();
        var stranger = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        await File.WriteAllTextAsync(Keys, $"1 {stranger}\n", Cancel);
        await SaysAsync("check", 1, "login.name_cipher: key 1 does not open it");
        await SaysAsync("status", 0, "Key 1: in use");
        await File.WriteAllTextAsync(Keys, $"2 {stranger}\n", Cancel);
        foreach (var verb in new[] { "status", "check" })
            await SaysAsync(verb, 1, "login.name_hash: 1 values need key 1");
        File.Delete(Keys);
        foreach (var verb in new[] { "rotate", "status", "check", "retire" })
            await SaysAsync(verb, 1, "The key file is missing");
        Assert.False(File.Exists(Keys));
    }

    /// <summary>A database with one sealed thing: the administrator's sign-in name.</summary>
    private async Task FillAsync()
    {
        var divisions = Path.Combine(Folder, "divisions.csv");
        await File.WriteAllLinesAsync(
            divisions,
            [
                "code,name,level,parent_code",
                "520000000000,贵州省,province,",
                "522600000000,黔东南州,prefecture,520000000000",
            ],
            Cancel
        );
        Assert.Equal(0, (await Init("--divisions", divisions)).Code);
    }

    /// <summary>Runs <c>gulou keys</c>; all that was said.</summary>
    private async Task<string> SaysAsync(string words, int code, params string[] sentences)
    {
        var told = await Run(["keys", .. words.Split(' '), .. On]);
        Assert.True(code == told.Code, $"{words}: {told}");
        var all = told.Output + told.Error;
        foreach (var sentence in sentences)
            Assert.Contains(sentence, all, StringComparison.Ordinal);
        return all;
    }
}
