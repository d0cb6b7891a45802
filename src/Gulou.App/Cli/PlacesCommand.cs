using System.CommandLine;
using System.Text;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Places;

namespace Gulou.App.Cli;

/// <summary>
/// <c>gulou places import</c>: a year's division table, or a county's list of grids, beside the map and onto it;
/// <c>gulou places template</c>: the table to fill in.
/// </summary>
internal static class PlacesCommand
{
    // What needs an answer may be thousands of lines after a reform; the first say enough.
    private const int MostLines = 200;

    private static readonly Dictionary<string, CodeScheme> Schemes = new()
    {
        ["statistics"] = CodeScheme.Statistics,
        ["civil"] = CodeScheme.CivilAffairs,
        ["grid"] = CodeScheme.Grid,
    };

    public static Command Make(Terminal terminal) =>
        new("places", terminal.Text["cli.places.about"]) { Import(terminal), Template(terminal) };

    private static Option<string> SchemeOption(Terminal terminal)
    {
        var scheme = new Option<string>("--scheme")
        {
            Description = terminal.Text["cli.places.scheme"],
            DefaultValueFactory = _ => "statistics",
        };
        scheme.AcceptOnlyFromAmong([.. Schemes.Keys]);
        return scheme;
    }

    private static Command Import(Terminal terminal)
    {
        var text = terminal.Text;
        var file = new Argument<string>("FILE") { Description = text["cli.places.file"] };
        var (db, keys, scheme) = (CommandLine.Db(terminal), CommandLine.Keys(terminal), SchemeOption(terminal));
        var year = new Option<int?>("--year") { Description = text["cli.year"] };
        var on = new Option<DateOnly?>("--on") { Description = text["cli.places.on"] };
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
            on,
            scheme,
            apply,
            output,
            questions,
            decisions,
        };
        import.Validators.Add(parsed =>
        {
            var isOfYear = parsed.GetValue(scheme) != "grid";
            if (isOfYear != parsed.GetResult(year) is not null || (isOfYear && parsed.GetResult(on) is not null))
                parsed.AddError(text["cli.places.year-or-day"]);
        });
        import.SetAction(parsed =>
            new Run(terminal)
            {
                Db = parsed.GetRequiredValue(db),
                Keys = parsed.GetValue(keys),
                Source = parsed.GetRequiredValue(file),
                Year = parsed.GetValue(year),
                On = parsed.GetValue(on),
                Scheme = Schemes[parsed.GetRequiredValue(scheme)],
                Apply = parsed.GetValue(apply),
                Output = parsed.GetValue(output),
                Questions = parsed.GetValue(questions),
                Decisions = parsed.GetValue(decisions),
            }.ImportAsync()
        );
        return import;
    }

    private static Command Template(Terminal terminal)
    {
        var text = terminal.Text;
        var file = new Argument<string>("FILE") { Description = text["cli.places.template-file"] };
        var scheme = SchemeOption(terminal);
        var db = new Option<string?>("--db") { Description = text["cli.db"] };
        var keys = CommandLine.Keys(terminal);
        var place = new Option<string?>("--place") { Description = text["cli.places.place"] };
        var template = new Command("template", text["cli.places.template"]) { file, scheme, db, keys, place };
        template.Validators.Add(parsed =>
        {
            if (
                parsed.GetValue(place) is not null
                && (parsed.GetValue(db) is null || parsed.GetValue(scheme) != "grid")
            )
                parsed.AddError(text["cli.places.place-of-grids"]);
        });
        template.SetAction(async parsed =>
        {
            var target = parsed.GetRequiredValue(file);
            var table = DivisionTable.Read(TextReader.Null, 1);
            if (parsed.GetValue(scheme) == "grid")
                table = DivisionTable.OfGrids([], default);
            if (parsed.GetValue(place) is { } name)
                table = await GridsAsync(terminal, parsed.GetRequiredValue(db)!, parsed.GetValue(keys), name);
            await using (var writer = new StreamWriter(target, append: false, new UTF8Encoding(true)))
                table.Write(writer);
            terminal.Say(text["cli.places.written", target, table.Rows.Count]);
            return ExitCode.Ok;
        });
        return template;
    }

    private static async Task<DivisionTable> GridsAsync(Terminal terminal, string db, string? keys, string name)
    {
        var found = await Opening.LookAsync(terminal, db);
        found.MustBeCurrent(terminal);
        await using var tower = Opening.Open(terminal, db, keys, found);
        var place = await PeopleCommand.FindPlaceAsync(terminal, tower, name);
        return await new PlaceReader(tower.Database).GridListAsync(place.Key, tower.Now.Day);
    }

    /// <summary>The table of a file without faults; else each fault is told by its line.</summary>
    public static DivisionTable ReadTable(Terminal terminal, string file, int year) =>
        ReadTable(terminal, file, reader => DivisionTable.Read(reader, year));

    private static DivisionTable ReadTable(Terminal terminal, string file, Func<TextReader, DivisionTable> read)
    {
        var text = terminal.Text;
        MustExist(terminal, file);
        using var reader = File.OpenText(file);
        var table = read(reader);
        if (table.Faults.Count == 0)
            return table;
        foreach (var fault in table.Faults.Take(MostLines))
        {
            var reason =
                (table.HasGrids ? text.Find(Key("grid-fault", fault.Reason)) : null)
                ?? text[Key("fault", fault.Reason)];
            terminal.Complain(text["cli.places.fault", fault.Line, reason, fault.Text]);
        }
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
        public int? Year { get; init; }
        public DateOnly? On { get; init; }
        public CodeScheme Scheme { get; init; }
        public bool Apply { get; init; }
        public string? Output { get; init; }
        public string? Questions { get; init; }
        public string? Decisions { get; init; }

        public async Task<int> ImportAsync()
        {
            var found = await Opening.LookAsync(terminal, Db);
            found.MustBeCurrent(terminal);
            var table = ReadTable(
                terminal,
                Source,
                reader =>
                    Scheme == CodeScheme.Grid
                        ? DivisionTable.ReadGrids(reader, On ?? Instant.Now(TimeProvider.System).Day)
                        : DivisionTable.Read(reader, Year!.Value)
            );
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
