using System.Globalization;
using Gulou.App;
using Gulou.App.Cli;
using Gulou.Storage;
using Gulou.Storage.Model;

namespace Gulou.Tests.App.Cli;

/// <summary>An operator with an empty folder, who types commands and reads English.</summary>
public abstract class OperatorTests : IDisposable
{
    protected const string Password = "under the drum tower";

    protected OperatorTests() => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");

    protected string Folder { get; } = Directory.CreateTempSubdirectory("gulou-cli-").FullName;

    protected string Db => Path.Combine(Folder, "village.db");

    protected string Keys => Path.Combine(Folder, "keys", "village.keys");

    /// <summary>The options that name both.</summary>
    protected string[] On => ["--db", Db, "--keys", Keys];

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Directory.Delete(Folder, recursive: true);
    }

    protected Task<(int Code, string Output, string Error)> Init(params string[] options) =>
        Run(["init", .. On, "--name", "管理员", .. options], Password);

    protected GulouDb Read() => Database.Open(Db, Model.Parts).NewContext();

    protected static async Task<(int Code, string Output, string Error)> Run(string[] arguments, string typed = "")
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(output, error, new StringReader(typed), hasKeyboard: false);
        var code = await CommandLine.RunAsync(arguments, terminal);
        return (code, output.ToString(), error.ToString());
    }
}
