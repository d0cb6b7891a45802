using System.Diagnostics;

namespace Gulou.App.Doctor;

/// <summary>Memory, time zone, and whether someone sets the clock.</summary>
internal static class MachineCheck
{
    private const long Megabyte = 1024 * 1024;
    private const long LeastMemory = 512;
    private const long GoodMemory = 1024;

    /// <summary>Left by systemd's time service once it has set the clock.</summary>
    private const string Synchronized = "/run/systemd/timesync/synchronized";

    public static void Run(Patient patient, List<Finding> findings)
    {
        Memory(findings);
        Zone(patient, findings);
        Clock(findings);
    }

    private static void Memory(List<Finding> findings)
    {
        var megabytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Megabyte;
        findings.Add(
            megabytes < LeastMemory ? Finding.Fault("memory-little", megabytes)
            : megabytes < GoodMemory ? Finding.Warning("memory-little", megabytes)
            : Finding.Ok("memory-fine", megabytes)
        );
    }

    /// <summary>Civil days are counted without it; other programs' times and printed hours are not.</summary>
    private static void Zone(Patient patient, List<Finding> findings)
    {
        var found = TimeZoneInfo.TryFindSystemTimeZoneById("Asia/Shanghai", out var zone);
        findings.Add(
            found && zone!.GetUtcOffset(patient.Clock.GetUtcNow()) == TimeSpan.FromHours(8)
                ? Finding.Ok("zone-fine")
                : Finding.Fault("zone-missing")
        );
    }

    private static void Clock(List<Finding> findings)
    {
        var isSet = File.Exists(Synchronized) ? true : AskTimedatectl();
        findings.Add(
            isSet switch
            {
                true => Finding.Ok("ntp-fine"),
                false => Finding.Warning("ntp-off"),
                null => Finding.Ok("ntp-unseen"),
            }
        );
    }

    private static bool? AskTimedatectl() =>
        Shell.Answer("timedatectl", "show", "-p", "NTPSynchronized", "--value") switch
        {
            "yes" => true,
            "no" => false,
            _ => null,
        };
}

/// <summary>Other programs of the machine, where they are there to be asked.</summary>
internal static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>What a program answers, without its line's end; null when it is not there or fails.</summary>
    public static string? Answer(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
            );
            if (process is null || !process.WaitForExit(Patience) || process.ExitCode != 0)
                return null;
            return process.StandardOutput.ReadToEnd().Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No such program here.
            return null;
        }
    }
}
