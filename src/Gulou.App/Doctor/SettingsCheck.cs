using System.Collections;
using Gulou.App.Options;

namespace Gulou.App.Doctor;

/// <summary>Settings that nobody reads, and values that a setting does not take.</summary>
internal static class SettingsCheck
{
    public static ProgramOptions? Run(Patient patient, List<Finding> findings)
    {
        var environment = Environment
            .GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value);
        var unknown = UnknownOptions.Find(environment, Path.Combine(patient.Program, UnknownOptions.File));
        foreach (var (found, meant) in unknown)
            findings.Add(
                meant is null
                    ? Finding.Warning("option-unknown", found)
                    : Finding.Warning("option-misspelt", found, meant)
            );
        try
        {
            var options = ProgramOptions.Load(patient.Set);
            if (unknown.Count == 0)
                findings.Add(Finding.Ok("options-fine"));
            return options;
        }
        catch (OptionException wrong)
        {
            findings.Add(Finding.Fault("option-wrong", wrong.Key, wrong.Value));
            return null;
        }
    }
}
