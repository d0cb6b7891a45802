using System.Globalization;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

/// <summary>How many cases of one prefix were filed in a cell in a year: cases are numbered without gaps.</summary>
public sealed class CaseSerial
{
    /// <summary>The longest prefix of a number.</summary>
    public const int LongestPrefix = 6;

    public int Cell { get; set; }

    /// <summary>Prefix and year as one number.</summary>
    public long Id { get; set; }

    public int Last { get; set; }

    /// <summary>Asks for the row.</summary>
    public static CaseSerial? Of(World w, int cell, string prefix) =>
        w.One<CaseSerial>(cell, IdOf(prefix, w.Today.Year));

    /// <summary>The next number, such as HB-2026-0012; the row was asked for.</summary>
    public static string Next(World w, int cell, string prefix)
    {
        var serial = Of(w, cell, prefix);
        if (serial is null)
        {
            serial = new CaseSerial { Cell = cell, Id = IdOf(prefix, w.Today.Year) };
            w.Add(serial);
        }
        serial.Last++;
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}-{w.Today.Year}-{serial.Last:D4}");
    }

    /// <summary>Letters A to Z as digits of base 27, then the year.</summary>
    private static long IdOf(string prefix, int year) =>
        (prefix.Aggregate(0L, (sum, letter) => (sum * 27) + (letter - 'A' + 1)) * 10_000) + year;
}
