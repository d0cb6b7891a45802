using System.Globalization;
using Gulou.Kernel.Cases;
using Gulou.Storage.Definitions;
using YamlDotNet.RepresentationModel;

namespace Gulou.Storage.Cases;

/// <summary>
/// Reads <c>calendar/YEAR.yaml</c>: the public holidays of a year as the State Council published them.
/// </summary>
public static class CalendarFiles
{
    public const string Folder = "calendar";

    private static readonly string[] Fields = ["source", "document", "holidays"];
    private static readonly string[] HolidayFields = ["name", "off", "work"];

    /// <exception cref="DefinitionException">A date that is none, a weekday made up for, an unknown word.</exception>
    public static WorkCalendar Read(string folder)
    {
        var place = Path.Combine(folder, Folder);
        var files = Directory.Exists(place) ? Directory.GetFiles(place, "*.yaml") : [];
        var years = files.Order(StringComparer.Ordinal).Select(file => ReadYear(folder, Path.GetFileName(file)));
        return new WorkCalendar([.. years]);
    }

    private static HolidayYear ReadYear(string folder, string name)
    {
        var file = $"{Folder}/{name}";
        if (!int.TryParse(Path.GetFileNameWithoutExtension(name), NumberStyles.None, null, out var year))
            throw new DefinitionException(file, 1, "the file is named after its year, such as 2026.yaml");
        var root = new Part(file, DefinitionFile.ReadMapping(folder, file), Fields);
        var (off, work) = (new HashSet<DateOnly>(), new HashSet<DateOnly>());
        foreach (var node in root.List("holidays"))
        {
            var holiday = new Part(file, node, HolidayFields);
            _ = holiday.Text("name");
            foreach (var day in holiday.Days("off", year))
                off.Add(day);
            foreach (var day in holiday.Days("work", year))
            {
                if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                    throw holiday.Fault("work", $"{day:O} is a weekday: only Saturdays and Sundays are made up for");
                if (off.Contains(day))
                    throw holiday.Fault("work", $"{day:O} is off already");
                work.Add(day);
            }
        }
        if (off.Overlaps(work))
            throw root.Fault("holidays", $"{off.Intersect(work).Min():O} is both off and worked");
        return new HolidayYear(year, root.Text("source"), root.Text("document"), off, work);
    }

    /// <summary>A mapping of which every word is known.</summary>
    private sealed class Part
    {
        private readonly string file;
        private readonly YamlMappingNode mapping;

        public Part(string file, YamlNode node, string[] fields)
        {
            this.file = file;
            mapping = node as YamlMappingNode ?? throw Fault(node, "a mapping of keys to values is expected");
            foreach (var key in mapping.Children.Keys)
            {
                if (key is not YamlScalarNode { Value: { } word } || !fields.Contains(word))
                    throw Fault(key, $"unknown field {key}: one of {string.Join(", ", fields)}");
            }
        }

        public string Text(string field) =>
            Find(field) is YamlScalarNode { Value: { Length: > 0 } text }
                ? text
                : throw Fault(field, "a text is expected");

        public YamlSequenceNode List(string field) =>
            Find(field) is YamlSequenceNode list ? list : throw Fault(field, "a list is expected");

        /// <summary>One day, first..last, or a list of these; none when left out.</summary>
        public IEnumerable<DateOnly> Days(string field, int year) =>
            Find(field) switch
            {
                null => [],
                YamlSequenceNode list => list.SelectMany(node => Span(node, year)),
                var one => Span(one, year),
            };

        public DefinitionException Fault(string field, string reason) =>
            Fault(Find(field) ?? mapping, $"{field}: {reason}");

        private YamlNode? Find(string field) =>
            mapping.Children.TryGetValue(new YamlScalarNode(field), out var node) ? node : null;

        private IEnumerable<DateOnly> Span(YamlNode node, int year)
        {
            var ends = ((node as YamlScalarNode)?.Value ?? "").Split("..");
            if (ends.Length > 2 || !TryDay(ends[0], out var first) || !TryDay(ends[^1], out var last) || last < first)
                throw Fault(node, "a day such as 2026-01-01 or days such as 2026-01-01..2026-01-03 are expected");
            // A notice reaches over New Year, and no further.
            if (first < new DateOnly(year - 1, 12, 1) || last > new DateOnly(year + 1, 1, 31))
                throw Fault(node, $"this is no day of {year}");
            return Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays);
        }

        private static bool TryDay(string text, out DateOnly day) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

        private DefinitionException Fault(YamlNode node, string reason) => new(file, node.Start.Line, reason);
    }
}
