using System.Globalization;
using System.Text;
using Gulou.Kernel.Posts;

namespace Gulou.Kernel.Cases;

/// <summary>The words of a picture that are not the definition's own, in one language.</summary>
public sealed record DrawingWords
{
    /// <summary>Whether the definition's English names are taken.</summary>
    public required bool English { get; init; }

    /// <summary>How the case begins.</summary>
    public required string Start { get; init; }

    /// <summary>Who filed it.</summary>
    public required string Filer { get; init; }

    /// <summary>Whom it is about.</summary>
    public required string Subject { get; init; }

    /// <summary>Who took a step: {0}.</summary>
    public required string Took { get; init; }

    /// <summary>The clock.</summary>
    public required string Clock { get; init; }

    /// <summary>All must sign.</summary>
    public required string All { get; init; }

    /// <summary>So many must sign: {0}.</summary>
    public required string Some { get; init; }

    /// <summary>A panel of so many: {0}.</summary>
    public required string Panel { get; init; }

    /// <summary>A meeting's count.</summary>
    public required string Tally { get; init; }

    /// <summary>Not later than {0}.</summary>
    public required string Within { get; init; }

    /// <summary>Not earlier than {0}.</summary>
    public required string After { get; init; }

    /// <summary>Sent back.</summary>
    public required string Return { get; init; }

    /// <summary>Taken back.</summary>
    public required string Withdraw { get; init; }

    /// <summary>Opened again.</summary>
    public required string Reopen { get; init; }

    /// <summary>Merged into another.</summary>
    public required string Merge { get; init; }

    /// <summary>A period in words.</summary>
    public required Func<Deadline, string> Period { get; init; }
}

/// <summary>Where a case stands in its flow.</summary>
/// <param name="State">The state it is in.</param>
/// <param name="Been">The states it was in.</param>
public sealed record DrawingPlace(string State, IReadOnlySet<string> Been);

/// <summary>
/// A definition as a picture: the states in one column, beside each what can be done there, by whom and until when;
/// ways to a state that is not the next run in lanes on the left. It is 380 wide, so that it can be read on a phone and
/// printed, and takes its colours from the page where there are any.
/// </summary>
public sealed class CaseDrawing
{
    private const int Width = 380;
    private const int BoxLeft = 54;
    private const int BoxWidth = 112;
    private const int BoxHeight = 34;
    private const int TextLeft = BoxLeft + BoxWidth + 12;
    private const int Gap = 18;

    private readonly CaseType type;
    private readonly PostCatalog posts;
    private readonly DrawingWords words;
    private readonly DrawingPlace? place;
    private readonly StringBuilder svg = new();
    private readonly Dictionary<string, int> rowAt = [];
    private readonly List<Row> rows = [];

    private CaseDrawing(CaseType type, PostCatalog posts, DrawingWords words, DrawingPlace? place) =>
        (this.type, this.posts, this.words, this.place) = (type, posts, words, place);

    /// <summary>The picture as SVG.</summary>
    /// <param name="type">A definition without mistakes.</param>
    /// <param name="posts">The posts, for their names.</param>
    /// <param name="words">The words around it.</param>
    /// <param name="place">Where a case stands; null for the flow alone.</param>
    public static string Svg(CaseType type, PostCatalog posts, DrawingWords words, DrawingPlace? place = null) =>
        new CaseDrawing(type, posts, words, place).Draw();

    private string Draw()
    {
        var top = 8;
        AddRow("", words.Start, StartLines(), ref top);
        foreach (var state in type.States)
            AddRow(state.Key, state.Name.In(words.English), StateLines(state), ref top);
        Ways();
        foreach (var row in rows)
            Box(row);
        var title = Escape(type.Name.In(words.English));
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {top}" width="{Width}" height="{top}"
            role="img" aria-label="{title}" font-family="'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif">
            <title>{title}</title>
            {svg}</svg>

            """.ReplaceLineEndings("\n");
    }

    private void AddRow(string key, string name, IReadOnlyList<Line> lines, ref int top)
    {
        var height = Math.Max(BoxHeight, lines.Sum(line => line.Height) + 4);
        rowAt[key] = rows.Count;
        rows.Add(new Row(key, name, lines, top));
        top += height + Gap;
    }

    private List<Line> StartLines()
    {
        var lines = new List<Line>();
        Add(lines, Who(type.Filing.By.Concat(type.Filing.OnBehalf)), LineKind.Small);
        foreach (var route in Distinct(type.Filing.To))
            AddWay(lines, "", route);
        return lines;
    }

    private List<Line> StateLines(CaseState state)
    {
        var lines = new List<Line>();
        foreach (var step in type.Steps.Where(step => step.From.Contains(state.Key)))
        {
            Add(lines, step.Name.In(words.English), LineKind.Head);
            Add(lines, string.Join(" · ", About(step).Where(text => text.Length > 0)), LineKind.Small);
            foreach (var answer in step.Answers)
            {
                var name = step.Kind == StepKind.Clock ? "" : answer.Name.In(words.English);
                foreach (var route in Distinct(answer.To))
                    AddWay(lines, name, route);
            }
            foreach (var back in step.Returns)
                Add(lines, $"↩ {words.Return} → {NameOf(back)}", LineKind.Way);
        }
        AddJump(lines, type.Withdraw, words.Withdraw, state);
        AddJump(lines, type.Merge, words.Merge, state);
        AddJump(lines, type.Reopen, words.Reopen, state);
        return lines;
    }

    private void AddJump(List<Line> lines, CaseJump? jump, string name, CaseState state)
    {
        if (jump is not null && jump.From.Contains(state.Key))
            Add(lines, $"{name} → {NameOf(jump.To)}", LineKind.Small);
    }

    private static IEnumerable<CaseRoute> Distinct(IReadOnlyList<CaseRoute> routes) =>
        routes.DistinctBy(route => (route.To, route.When is null));

    private void AddWay(List<Line> lines, string answer, CaseRoute route) =>
        Add(lines, $"{answer} → {NameOf(route.To)}{(route.When is null ? "" : " ?")}".Trim(), LineKind.Way);

    private IEnumerable<string> About(CaseStep step)
    {
        yield return step.Kind == StepKind.Clock ? words.Clock : Who(step.By);
        yield return step.Kind switch
        {
            StepKind.Joint when step.Agree == 0 => words.All,
            StepKind.Joint => In(words.Some, step.Agree),
            StepKind.Panel => In(words.Panel, step.Seats),
            StepKind.Tally => words.Tally,
            _ => "",
        };
        if (step.After is { } after)
            yield return In(words.After, words.Period(after));
        if (step.Within.Count > 0)
            yield return In(words.Within, string.Join('/', step.Within.Select(time => words.Period(time.Time))));
    }

    private string Who(IEnumerable<CaseWho> named) =>
        string.Join(
            words.English ? ", " : "、",
            named
                .Select(who =>
                    who.Kind switch
                    {
                        WhoKind.Filer => words.Filer,
                        WhoKind.Subject => words.Subject,
                        WhoKind.Field => type.Field(who.Name)?.Name.In(words.English) ?? who.Name,
                        WhoKind.Took => In(words.Took, type.Step(who.Name)?.Name.In(words.English) ?? who.Name),
                        _ => posts.Find(who.Name) is { } post
                            ? words.English
                                ? post.NameEn
                                : post.NameZh
                            : who.Name,
                    }
                )
                .Distinct()
        );

    private string NameOf(string state) => type.State(state)?.Name.In(words.English) ?? state;

    /// <summary>Ways between boxes: straight to the next, else in a lane of its own where others run.</summary>
    private void Ways()
    {
        var ways = new List<Way>();
        foreach (var route in type.Filing.To)
            Go("", route.To, WayKind.Forward);
        foreach (var step in type.Steps)
        {
            var kind = step.Kind == StepKind.Clock ? WayKind.Clock : WayKind.Forward;
            foreach (var from in step.From)
            {
                foreach (var route in CheckNotes.Routes(step))
                    Go(from, route.To, kind);
                foreach (var back in step.Returns)
                    Go(from, back, WayKind.Return);
            }
        }
        var lanes = new List<List<Way>>();
        foreach (var way in ways.Where(way => way.To != way.From + 1).OrderBy(way => Math.Abs(way.To - way.From)))
        {
            var lane = lanes.FindIndex(others => others.TrueForAll(other => !other.Meets(way)));
            if (lane < 0)
                lanes.Add([]);
            lanes[lane < 0 ? lanes.Count - 1 : lane].Add(way);
        }
        var apart = lanes.Count == 0 ? 0 : Math.Min(9.0, (BoxLeft - 14.0) / lanes.Count);
        for (var lane = 0; lane < lanes.Count; lane++)
        {
            foreach (var way in lanes[lane])
                Lane(way, BoxLeft - 10 - (lane * apart));
        }
        foreach (var way in ways.Where(way => way.To == way.From + 1).DistinctBy(way => way.From))
            Straight(way);

        void Go(string from, string to, WayKind kind)
        {
            if (rowAt.TryGetValue(from, out var start) && rowAt.TryGetValue(to, out var end) && start != end)
            {
                if (!ways.Exists(way => way.From == start && way.To == end))
                    ways.Add(new Way(start, end, kind));
            }
        }
    }

    private void Straight(Way way)
    {
        const int x = BoxLeft + (BoxWidth / 2);
        var (from, to) = (rows[way.From].Top + BoxHeight, rows[way.To].Top);
        Path($"M{x} {from}V{to - 1}", way.Kind);
        Head($"M{x - 4} {to - 7}L{x} {to}L{x + 4} {to - 7}Z", way.Kind);
    }

    private void Lane(Way way, double x)
    {
        // Ways leave in the lower half of a box and come in by the upper one, so that they do not lie on each other.
        var (from, to) = (rows[way.From].Top + 24, rows[way.To].Top + 11);
        var turn = to > from ? 5 : -5;
        var lane = Text(x);
        Path(
            $"M{BoxLeft} {from}H{Text(x + 5)}Q{lane} {from} {lane} {from + turn}"
                + $"V{to - turn}Q{lane} {to} {Text(x + 5)} {to}H{BoxLeft - 1}",
            way.Kind
        );
        Head($"M{BoxLeft - 7} {to - 4}L{BoxLeft} {to}L{BoxLeft - 7} {to + 4}Z", way.Kind);
    }

    private void Path(string path, WayKind kind)
    {
        var dash = kind switch
        {
            WayKind.Return => " stroke-dasharray=\"5 3\"",
            WayKind.Clock => " stroke-dasharray=\"1.5 3\"",
            _ => "",
        };
        Put($"<path d=\"{path}\" fill=\"none\" stroke=\"{Colour(kind)}\" stroke-width=\"1.4\"{dash}/>");
    }

    private void Head(string path, WayKind kind) => Put($"<path d=\"{path}\" fill=\"{Colour(kind)}\"/>");

    private static string Colour(WayKind kind) =>
        kind == WayKind.Return ? "var(--g-due,#8a500c)" : "var(--g-edge,#8793a5)";

    private void Box(Row row)
    {
        var end = type.State(row.Key)?.End ?? CaseEnd.None;
        var isHere = place is not null && row.Key.Length > 0 && place.State == row.Key;
        var wasHere = place is not null && (row.Key.Length == 0 || place.Been.Contains(row.Key));
        var (fill, edge, ink) = (isHere, wasHere, end) switch
        {
            (true, _, _) => ("var(--g-brand,#1f3a66)", "var(--g-brand,#1f3a66)", "var(--g-on-brand,#ffffff)"),
            (_, true, _) => ("var(--g-brand-soft,#e3eaf5)", "var(--g-brand,#1f3a66)", "var(--g-ink,#16202f)"),
            (_, _, CaseEnd.Done) => ("var(--g-ok-soft,#e0f1e9)", "var(--g-ok,#1f6647)", "var(--g-ok,#1f6647)"),
            (_, _, CaseEnd.Stopped) => ("var(--g-sunk,#f0f3f8)", "var(--g-edge,#8793a5)", "var(--g-muted,#586479)"),
            _ => ("var(--g-card,#ffffff)", "var(--g-edge,#8793a5)", "var(--g-ink,#16202f)"),
        };
        var round = end != CaseEnd.None || row.Key.Length == 0 ? BoxHeight / 2 : 6;
        var name = Wrap(row.Name, BoxWidth - 14, 13);
        var current = isHere ? " aria-current=\"step\"" : "";
        Put(
            $"<rect x=\"{BoxLeft}\" y=\"{row.Top}\" width=\"{BoxWidth}\" height=\"{BoxHeight}\" rx=\"{round}\" "
                + $"fill=\"{fill}\" stroke=\"{edge}\" stroke-width=\"1.2\"{current}/>"
        );
        var size = name.Count > 1 ? 11 : 13;
        var y = row.Top + (BoxHeight / 2) + 5 - ((name.Count - 1) * 7);
        foreach (var line in name.Take(2))
        {
            Write(BoxLeft + (BoxWidth / 2), y, size, ink, line, " text-anchor=\"middle\" font-weight=\"600\"");
            y += 13;
        }
        y = row.Top + 2;
        foreach (var line in row.Lines)
        {
            y += line.Height;
            var colour = line.Kind == LineKind.Small ? "var(--g-muted,#586479)" : "var(--g-ink,#16202f)";
            var weight = line.Kind == LineKind.Head ? " font-weight=\"600\"" : "";
            Write(TextLeft, y - 4, line.Size, colour, line.Text, weight);
        }
    }

    private void Write(int x, int y, int size, string colour, string text, string more) =>
        Put($"<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{colour}\"{more}>{Escape(text)}</text>");

    private void Put(string element) => svg.Append(element).Append('\n');

    private static void Add(List<Line> lines, string text, LineKind kind)
    {
        foreach (var part in Wrap(text, Width - TextLeft - 4, new Line("", kind).Size))
            lines.Add(new Line(part, kind));
    }

    /// <summary>Breaks a text where it would grow too wide: between Chinese characters, or at spaces.</summary>
    private static List<string> Wrap(string text, int width, int size)
    {
        var lines = new List<string>();
        var (line, used) = (new StringBuilder(), 0.0);
        foreach (var word in Parts(text))
        {
            var wide = word.Sum(c => c > 0x2E80 ? 1.0 : 0.56) * size;
            if (used + wide > width && line.Length > 0)
            {
                lines.Add(line.ToString().Trim());
                (line, used) = (new StringBuilder(), 0);
            }
            line.Append(word);
            used += wide;
        }
        if (line.Length > 0)
            lines.Add(line.ToString().Trim());
        return lines;
    }

    private static IEnumerable<string> Parts(string text)
    {
        var start = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] < 0x2E80 && text[i] != ' ' && text[i - 1] < 0x2E80)
                continue;
            yield return text[start..i];
            start = i;
        }
    }

    private static string In(string format, object value) => string.Format(CultureInfo.InvariantCulture, format, value);

    private static string Text(double x) => x.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);

    private enum WayKind
    {
        Forward,
        Return,
        Clock,
    }

    private enum LineKind
    {
        Head,
        Small,
        Way,
    }

    private sealed record Line(string Text, LineKind Kind)
    {
        public int Size =>
            Kind == LineKind.Head ? 13
            : Kind == LineKind.Small ? 11
            : 12;

        public int Height =>
            Kind == LineKind.Head ? 19
            : Kind == LineKind.Small ? 15
            : 17;
    }

    private sealed record Row(string Key, string Name, IReadOnlyList<Line> Lines, int Top);

    private sealed record Way(int From, int To, WayKind Kind)
    {
        /// <summary>Two ways into the same box may share a lane; others that overlap may not.</summary>
        public bool Meets(Way other) =>
            Math.Max(Math.Min(From, To), Math.Min(other.From, other.To))
                <= Math.Min(Math.Max(From, To), Math.Max(other.From, other.To))
            && !(To == other.To && From < To == other.From < other.To);
    }
}
