using System.CommandLine;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Places;

namespace Gulou.App.Cli;

/// <summary><c>gulou places import</c>: a year's division table beside the map, and onto it.</summary>
internal static class PlacesCommand
{
    // What needs an answer may be thousands of lines after a reform; the first say enough.
    private const int MostLines = 200;

    public static Command Make(Terminal terminal)
    {
        var text = terminal.Text;
        var file = new Argument<string>("FILE") { Description = text["cli.places.file"] };
        var (db, keys) = (CommandLine.Db(terminal), CommandLine.Keys(terminal));
        var year = new Option<int>("--year") { Description = text["cli.year"], Required = true };
        var scheme = new Option<string>("--scheme")
        {
            Description = text["cli.places.scheme"],
            DefaultValueFactory = _ => "statistics",
        };
        scheme.AcceptOnlyFromAmong("statistics", "civil");
        var apply = new Option<bool>("--apply") { Description = text["cli.places.apply"] };
        var output = new Option<string?>("--out") { Description = text["cli.places.out"] };
        var questions = new Option<string?>("--questions") { Description = text["cli.places.questions"] };
        var decisions = new Option<string?>("--decisions") { Description = text["cli.places.decisions"] };
        var import = new Command("import", text["cli.places.import"])
        {
            file,
            db,
            keys,
            year,
            scheme,
            apply,
            output,
            questions,
            decisions,
        };
        import.SetAction(parsed =>
            new Run(terminal)
            {
                Db = parsed.GetRequiredValue(db),
                Keys = parsed.GetValue(keys),
                Source = parsed.GetRequiredValue(file),
                Year = parsed.GetRequiredValue(year),
                Scheme = parsed.GetValue(scheme) == "civil" ? CodeScheme.CivilAffairs : CodeScheme.Statistics,
                Apply = parsed.GetValue(apply),
                Output = parsed.GetValue(output),
                Questions = parsed.GetValue(questions),
                Decisions = parsed.GetValue(decisions),
            }.ImportAsync()
        );
        return new Command("places", text["cli.places.about"]) { import };
    }

    /// <summary>The table of a file without faults; else each fault is told by its line.</summary>
    public static DivisionTable ReadTable(Terminal terminal, string file, int year)
    {
        var text = terminal.Text;
        MustExist(terminal, file);
        using var reader = File.OpenText(file);
        var table = DivisionTable.Read(reader, year);
        if (table.Faults.Count == 0)
            return table;
        foreach (var fault in table.Faults.Take(MostLines))
            terminal.Complain(text["cli.places.fault", fault.Line, text[Key("fault", fault.Reason)], fault.Text]);
        throw new CliException(ExitCode.Refused, text["cli.places.faults", table.Faults.Count]);
    }

    /// <summary>Applies what is plain or answered, and says how much it was.</summary>
    public static async Task ImportAsync(
        Terminal terminal,
        Tower tower,
        DivisionTable table,
        CodeScheme scheme = CodeScheme.Statistics,
        IReadOnlyList<DivisionAnswer>? answers = null
    )
    {
        var answer = await tower.Commands.RunAsync(
            Actor.System,
            new ImportDivisions
            {
                Id = ClientId.New(TimeProvider.System),
                Cell = 0,
                Table = table,
                Scheme = scheme,
                Answers = answers ?? [],
            }
        );
        terminal.MustBeDone(answer);
        terminal.Say(terminal.Text["cli.places.done", [.. answer.Args]]);
    }

    private static void MustExist(Terminal terminal, string file)
    {
        if (!File.Exists(file))
            throw new CliException(ExitCode.Refused, terminal.Text["cli.places.no-file", file]);
    }

    /// <summary>MissingColumn of fault is <c>cli.fault.missing-column</c>.</summary>
    private static string Key<TEnum>(string group, TEnum value)
        where TEnum : struct, Enum =>
        $"cli.{group}."
        + string.Concat(
            value.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : $"{c}")
        );

    /// <summary>One import with what was asked for.</summary>
    private sealed class Run(Terminal terminal)
    {
        private readonly Text text = terminal.Text;
        private readonly DivisionWords words = new(terminal.Text);
        private readonly DivisionFiles files = new(terminal.Text);

        public required string Db { get; init; }
        public string? Keys { get; init; }
        public required string Source { get; init; }
        public required int Year { get; init; }
        public CodeScheme Scheme { get; init; }
        public bool Apply { get; init; }
        public string? Output { get; init; }
        public string? Questions { get; init; }
        public string? Decisions { get; init; }

        public async Task<int> ImportAsync()
        {
            var found = await Opening.LookAsync(terminal, Db);
            found.MustBeCurrent(terminal);
            var table = ReadTable(terminal, Source, Year);
            var answers = Decisions is null ? [] : ReadAnswers(Decisions);
            using var alone = Apply ? Opening.Take(terminal, Db) : null;
            await using var tower = Opening.Open(terminal, Db, Keys, found);
            var diff = await new PlaceReader(tower.Database).CompareAsync(
                table,
                Scheme,
                [.. answers.Select(answer => answer.Answer)]
            );
            MustFit(diff, answers);
            Say(diff);
            if (Output is not null)
                files.WriteChanges(Output, diff);
            if (Apply)
                await PlacesCommand.ImportAsync(
                    terminal,
                    tower,
                    table,
                    Scheme,
                    [.. answers.Select(answer => answer.Answer)]
                );
            else if (diff.Plain.Any())
                terminal.Say(text["cli.places.not-applied"]);
            if (Questions is not null)
                files.WriteQuestions(
                    Questions,
                    Apply ? await new PlaceReader(tower.Database).CompareAsync(table, Scheme) : diff
                );
            return ExitCode.Ok;
        }

        private IReadOnlyList<(int Row, DivisionAnswer Answer)> ReadAnswers(string file)
        {
            MustExist(terminal, file);
            var answers = files.ReadAnswers(file, out var faults);
            return faults.Count == 0 ? answers : throw Bad(faults);
        }

        /// <summary>
        /// Every answer must fit an open question; else each is named by its row and nothing is done.
        /// </summary>
        private void MustFit(DivisionDiff diff, IReadOnlyList<(int Row, DivisionAnswer Answer)> answers)
        {
            if (diff.Faults.Count == 0)
                return;
            throw Bad([
                .. diff.Faults.Select(fault =>
                    text[
                        "cli.places.bad-row",
                        answers.First(a => ReferenceEquals(a.Answer, fault.Answer)).Row,
                        text[Key("answer", fault.Fault)]
                    ]
                ),
            ]);
        }

        private CliException Bad(IReadOnlyList<string> faults)
        {
            foreach (var fault in faults.Take(MostLines))
                terminal.Complain(fault);
            return new CliException(ExitCode.Refused, text["cli.places.bad-answers", faults.Count]);
        }

        private void Say(DivisionDiff diff)
        {
            if (diff.Changes.Count == 0)
                terminal.Say(text["cli.places.unchanged"]);
            foreach (var kind in diff.Plain.GroupBy(c => c.Type).OrderBy(g => g.Key))
                terminal.Say(text["cli.places.changes", words.Of(kind.Key), kind.Count()]);
            var questions = diff.Open.Where(change => change.IsQuestion).ToList();
            var waiting = diff.Open.Count() - questions.Count;
            if (questions.Count > 0)
                terminal.Say(text["cli.places.open", questions.Count]);
            var lines = 0;
            foreach (var kind in questions.GroupBy(c => c.Type).OrderBy(g => g.Key))
            {
                terminal.Say(text["cli.places.changes", words.Of(kind.Key), kind.Count()]);
                foreach (var change in kind.TakeWhile(_ => lines++ < MostLines))
                    terminal.Say(
                        text[
                            "cli.places.open-line",
                            Known(change),
                            Row(change),
                            string.Join(text["cli.places.and"], change.Signs.Select(words.Of))
                        ]
                    );
            }
            if (lines > MostLines)
                terminal.Say(text["cli.places.more"]);
            if (waiting > 0)
                terminal.Say(text["cli.places.waiting", waiting]);
        }

        private static string Known(DivisionChange change) =>
            change.Known is { } place ? $"{place.Code} {place.Name}".Trim() : "–";

        private static string Row(DivisionChange change) => change.Row is { } row ? $"{row.Code} {row.Name}" : "–";
    }
}
