using System.Globalization;
using Gulou.App.Web.Visits;
using Gulou.Kernel.Cases;

namespace Gulou.App;

/// <summary>What the engine of cases says, in words.</summary>
public static class CaseWords
{
    /// <summary>What is wrong with a definition, and what to do.</summary>
    public static string Say(this Text text, CaseFault fault) =>
        text[$"cases.fault-{Refusals.Kebab($"{fault.Code}")}", [.. fault.Args]];

    /// <summary>A period, such as 3 个工作日.</summary>
    public static string Say(this Text text, Deadline period) =>
        text[$"cases.period-{Refusals.Kebab($"{period.Unit}")}", period.Count];

    /// <summary>The words of a flow's picture.</summary>
    public static DrawingWords DrawingWords(this Text text) =>
        new()
        {
            English = CultureInfo.CurrentUICulture.Name == Languages.English,
            Start = text["cases.draw-start"],
            Filer = text["cases.draw-filer"],
            Subject = text["cases.draw-subject"],
            Took = text["cases.draw-took"],
            Clock = text["cases.draw-clock"],
            All = text["cases.draw-all"],
            Some = text["cases.draw-some"],
            Panel = text["cases.draw-panel"],
            Tally = text["cases.draw-tally"],
            Within = text["cases.draw-within"],
            After = text["cases.draw-after"],
            Return = text["cases.draw-return"],
            Withdraw = text["cases.draw-withdraw"],
            Reopen = text["cases.draw-reopen"],
            Merge = text["cases.draw-merge"],
            Period = period => text.Say(period),
        };
}
