using Gulou.Storage.Keys;

namespace Gulou.App.Doctor;

/// <summary>The key file: there, whole, its owner's alone, and away from the database.</summary>
internal static class KeysCheck
{
    public static Vault? Run(Patient patient, List<Finding> findings)
    {
        var path = Path.GetFullPath(patient.Keys);
        if (!File.Exists(path))
        {
            // A fault once there is something sealed: see the records.
            findings.Add(Finding.Warning("keys-missing", path));
            return null;
        }
        try
        {
            var vault = KeyFile.Load(path, mayMake: false, out _);
            var owner = OperatingSystem.IsWindows() ? null : Shell.Answer("stat", "-c", "%U", path);
            if (owner is not null && owner != Environment.UserName)
                findings.Add(Finding.Warning("keys-of-another", path, owner, Environment.UserName));
            else if (IsBesideTheDatabase(patient, path))
                findings.Add(Finding.Warning("keys-beside-database", path));
            else
                findings.Add(Finding.Ok("keys-fine", path));
            return vault;
        }
        catch (KeyFileException wrong)
        {
            findings.Add(
                Finding.Fault(wrong.Fault == KeyFault.OpenToOthers ? "keys-open-to-others" : "keys-damaged", path)
            );
        }
        catch (UnauthorizedAccessException)
        {
            findings.Add(Finding.Fault("keys-unreadable", path, Environment.UserName));
        }
        return null;
    }

    /// <summary>Whoever copies the folder takes both away.</summary>
    private static bool IsBesideTheDatabase(Patient patient, string path) =>
        File.Exists(patient.Db) && Path.GetDirectoryName(Path.GetFullPath(patient.Db)) == Path.GetDirectoryName(path);
}
