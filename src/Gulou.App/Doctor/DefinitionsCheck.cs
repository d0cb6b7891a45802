using Gulou.Areas.Governance;
using Gulou.Kernel.Cases;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Definitions;

namespace Gulou.App.Doctor;

/// <summary>Whether every process that is data can be read.</summary>
internal static class DefinitionsCheck
{
    public static PostCatalog? Run(Patient patient, List<Finding> findings)
    {
        try
        {
            var set = DefinitionSet.Load(Path.Combine(patient.Program, "definitions"), Tower.Capabilities);
            GovernanceArea.Load(set);
            findings.Add(Finding.Ok("definitions-fine", set.Posts.All.Count));
            var today = Instant.Now(patient.Clock).Day;
            findings.AddRange(
                set.Get<WorkCalendar>().Lacks(today).Select(year => Finding.Warning("calendar-missing", year))
            );
            return set.Posts;
        }
        catch (DefinitionException broken)
        {
            findings.Add(Finding.Fault("definition-broken", broken.File, broken.Line, broken.Reason));
        }
        catch (IOException missing)
        {
            findings.Add(Finding.Fault("definitions-missing", missing.Message));
        }
        return null;
    }
}
