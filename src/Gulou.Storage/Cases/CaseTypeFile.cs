using Gulou.Kernel.Cases;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;

namespace Gulou.Storage.Cases;

/// <summary>A definition as read.</summary>
/// <param name="Type">What could be understood; null when the text is no YAML mapping.</param>
/// <param name="Faults">What could not; a type with faults must not be used.</param>
public sealed record CaseReading(CaseType? Type, IReadOnlyList<CaseFault> Faults);

/// <summary>
/// Reads a flow's YAML text. The language is described in <c>docs/guide/writing-a-flow.md</c>; whether its parts fit
/// together, <see cref="CaseTypeCheck"/> says.
/// </summary>
public sealed class CaseTypeFile
{
    private readonly PartReader read;
    private readonly PostCatalog posts;

    private CaseTypeFile(List<CaseFault> faults, PostCatalog posts) =>
        (read, this.posts) = (new PartReader(faults), posts);

    /// <summary>Reads a definition; every mistake of form is in the answer.</summary>
    /// <param name="key">The file's name without ending.</param>
    /// <param name="text">What it says.</param>
    /// <param name="posts">The posts, for the level of those that have one.</param>
    public static CaseReading Read(string key, string text, PostCatalog posts)
    {
        var faults = new List<CaseFault>();
        if (YamlPart.Parse(text, faults) is not { } root)
            return new CaseReading(null, faults);
        var type = new CaseTypeFile(faults, posts).Type(key, root);
        return new CaseReading(type, faults);
    }

    /// <summary>Whether a file under <c>definitions/</c> is a flow at all, and not a table of its own kind.</summary>
    public static bool IsFlow(string text)
    {
        var root = YamlPart.Parse(text, []);
        return root is null
            || root.Entries is { } entries && entries.Any(entry => entry.Key.Text is "filing" or "states" or "steps");
    }

    private CaseType Type(string key, YamlPart root)
    {
        if (!Condition.IsKey(key))
            read.Note(root, CaseFaultCode.BadKey, key);
        var map = read.Map(
            root,
            [
                "name",
                "about",
                "prefix",
                "subject",
                "levels",
                "safety",
                "mask-filer",
                "seen-by",
                "limits",
                "fields",
                "advice",
                "filing",
                "withdraw",
                "reopen",
                "merge",
                "alike",
                "states",
                "steps",
            ]
        );
        return new CaseType
        {
            Key = key,
            Lines = root.Lines(),
            Name = read.Words(read.Required(map, "name")),
            About = read.Words(map["about"]),
            Prefix = read.Text(read.Required(map, "prefix")),
            Subject = read.Word<SubjectKind>(read.Required(map, "subject"), SubjectKind.Place),
            Levels = Levels(read.Required(map, "levels")),
            Safety = read.IsTrue(map["safety"]),
            MasksFiler = read.IsTrue(map["mask-filer"]),
            SeenBy = Who(map["seen-by"]),
            Limits = [.. read.Own(map["limits"]).Select(Limit)],
            Fields = [.. read.Own(read.Required(map, "fields")).Select(own => Field(own, inTable: false))],
            Advice = [.. PartReader.Items(map["advice"]).Select(Advice).OfType<CaseAdvice>()],
            Filing = Filing(read.Required(map, "filing"), root.Line),
            Withdraw = Jump(map["withdraw"]),
            Reopen = Jump(map["reopen"]),
            Merge = Jump(map["merge"]),
            Likeness = Likeness(map["alike"]),
            States = [.. read.Own(read.Required(map, "states")).Select(State)],
            Steps = [.. read.Own(read.Required(map, "steps")).Select(Step)],
        };
    }

    private CaseLimit Limit((string Key, YamlPart Value, int Line) own)
    {
        var map = read.Map(own.Value, "name", "zh", "en", "value");
        return new CaseLimit(own.Key, read.Name(map), read.Number(read.Required(map, "value")) ?? 0, own.Line);
    }

    private CaseField Field((string Key, YamlPart Value, int Line) own, bool inTable)
    {
        var map = read.Map(
            own.Value,
            [
                "name",
                "zh",
                "en",
                "help",
                "kind",
                "required",
                "when",
                "min",
                "max",
                "choices",
                "columns",
                "prefill",
                "unit",
                "private",
            ]
        );
        if (inTable && map["columns"] is { } nested)
            read.Note(nested, CaseFaultCode.DoesNotFit, "columns", "columns");
        return new CaseField
        {
            Key = own.Key,
            Name = read.Name(map),
            Help = map["help"] is { } help ? read.Words(help) : null,
            Kind = read.Word<FieldKind>(read.Required(map, "kind")),
            Required = read.IsTrue(map["required"]),
            When = read.When(map["when"]),
            Min = read.Number(map["min"]),
            Max = read.Number(map["max"]),
            Choices = [.. read.Own(map["choices"]).Select(Choice)],
            Columns = inTable ? [] : [.. read.Own(map["columns"]).Select(column => Field(column, inTable: true))],
            Prefill = read.Word<Prefill>(map["prefill"]),
            Unit = map["unit"] is { } unit ? read.Words(unit) : null,
            Private = read.IsTrue(map["private"]),
            Line = own.Line,
        };
    }

    private CaseChoice Choice((string Key, YamlPart Value, int Line) own) =>
        new(own.Key, read.Name(read.Map(own.Value, "name", "zh", "en")), own.Line);

    private CaseAdvice? Advice(YamlPart part)
    {
        var map = read.Map(part, "when", "say");
        var say = read.Words(read.Required(map, "say"));
        return read.When(read.Required(map, "when")) is { } when ? new CaseAdvice(when, say, part.Line) : null;
    }

    private CaseFiling Filing(YamlPart? part, int line)
    {
        if (part is null)
            return new CaseFiling { Line = line };
        var map = read.Map(part, "by", "on-behalf", "form", "to", "effects");
        return new CaseFiling
        {
            By = Who(map["by"]),
            OnBehalf = Who(map["on-behalf"]),
            Form = read.Keys(map["form"]),
            To = Routes(read.Required(map, "to")),
            Effects = Effects(map["effects"]),
            Line = part.Line,
        };
    }

    private CaseJump? Jump(YamlPart? part)
    {
        if (part is null)
            return null;
        var map = read.Map(part, "by", "from", "to", "within", "effects");
        return new CaseJump
        {
            By = Who(read.Required(map, "by")),
            From = read.Keys(map["from"]),
            To = read.Text(read.Required(map, "to")),
            Within = read.Period(map["within"]),
            Effects = Effects(map["effects"]),
            Line = part.Line,
        };
    }

    private CaseLikeness? Likeness(YamlPart? part)
    {
        if (part is null)
            return null;
        var map = read.Map(part, "same", "within", "level");
        var level = read.Word<PlaceLevel>(read.Required(map, "level"), PlaceLevel.Village);
        return read.Period(read.Required(map, "within")) is { } within
            ? new CaseLikeness(read.Keys(map["same"]), within, level, part.Line)
            : null;
    }

    private CaseState State((string Key, YamlPart Value, int Line) own)
    {
        var map = read.Map(own.Value, "name", "zh", "en", "end");
        return new CaseState(own.Key, read.Name(map), read.Word<CaseEnd>(map["end"]), own.Line);
    }

    private CaseStep Step((string Key, YamlPart Value, int Line) own)
    {
        var map = read.Map(
            own.Value,
            [
                "name",
                "zh",
                "en",
                "from",
                "by",
                "optional",
                "apart",
                "after",
                "within",
                "since",
                "remind",
                "escalate",
                "form",
                "answers",
                "returns",
                "hand-over",
                "batch",
                "joint",
                "panel",
                "tally",
                "clock",
                "to",
                "effects",
            ]
        );
        var kind = Kind(map);
        var name = read.Name(map);
        var step = new CaseStep
        {
            Key = own.Key,
            Name = name,
            Kind = kind,
            From = read.Keys(read.Required(map, "from")),
            By = kind == StepKind.Clock ? [] : Who(read.Required(map, "by")),
            Optional = read.IsTrue(map["optional"]),
            Apart = read.Keys(map["apart"]),
            After = kind == StepKind.Clock ? read.Period(map["clock"]) : read.Period(map["after"]),
            Within = [.. Times(map["within"])],
            Since = map["since"] is { } since ? read.Text(since) : null,
            Remind = read.Period(map["remind"]),
            Escalate = [.. PartReader.Items(map["escalate"]).SelectMany(Rungs)],
            Form = read.Keys(map["form"]),
            Answers =
                kind == StepKind.Clock
                    ? [ClockAnswer(name, map)]
                    : [.. read.Own(read.Required(map, "answers")).Select(Answer)],
            Returns = read.Keys(map["returns"]),
            HandOver = read.IsTrue(map["hand-over"], otherwise: true),
            Batch = read.IsTrue(map["batch"]),
            Agree = kind == StepKind.Joint && map["joint"] is { Text: not "all" } joint ? read.People(joint) : 0,
            Line = own.Line,
        };
        return kind switch
        {
            StepKind.Panel => Panel(step, map["panel"]!),
            StepKind.Tally => Tally(step, map["tally"]!),
            _ => step,
        };
    }

    /// <summary>What a kind of step does not have is told as unknown there.</summary>
    private StepKind Kind(Mapping map)
    {
        (string Key, StepKind Kind)[] kinds =
        [
            ("clock", StepKind.Clock),
            ("joint", StepKind.Joint),
            ("panel", StepKind.Panel),
            ("tally", StepKind.Tally),
        ];
        var named = kinds.Where(kind => map[kind.Key] is not null).ToList();
        if (named.Count > 1)
            read.Note(map[named[1].Key]!, CaseFaultCode.TwoKinds, named[0].Key, named[1].Key);
        var found = named.Count == 0 ? StepKind.Task : named[0].Kind;
        var strange =
            found == StepKind.Clock
                ? new[] { "by", "answers", "within", "after", "remind", "escalate", "form", "returns", "apart" }
                : ["to", "effects"];
        foreach (var key in strange.Where(key => map[key] is not null))
            read.Note(map[key]!, CaseFaultCode.TwoKinds, found == StepKind.Clock ? "clock" : "by", key);
        return found;
    }

    private CaseAnswer ClockAnswer(Words name, Mapping map) =>
        new()
        {
            Key = "clock",
            Name = name,
            To = Routes(read.Required(map, "to")),
            Effects = Effects(map["effects"]),
            Line = map.Line,
        };

    private CaseStep Panel(CaseStep step, YamlPart part)
    {
        var map = read.Map(part, "seats", "secret", "rules");
        return step with
        {
            Seats = read.People(read.Required(map, "seats")),
            Secret = read.IsTrue(map["secret"]),
            Rules = Rules(read.Required(map, "rules")),
        };
    }

    private CaseStep Tally(CaseStep step, YamlPart part)
    {
        var map = read.Map(part, "due", "present", "for", "against", "rules");
        return step with
        {
            Tally = new TallyFields(
                read.Text(read.Required(map, "due")),
                read.Text(read.Required(map, "present")),
                read.Text(read.Required(map, "for")),
                read.Text(read.Required(map, "against")),
                part.Line
            ),
            Rules = Rules(read.Required(map, "rules")),
        };
    }

    private List<VoteRule> Rules(YamlPart? part)
    {
        var rules = new List<VoteRule>();
        foreach (var item in PartReader.Items(part))
        {
            var map = read.Map(item, "when", "quorum", "majority");
            var (when, quorum) = (read.When(map["when"]), read.Share(map["quorum"]));
            if (read.Share(read.Required(map, "majority")) is { } majority)
                rules.Add(new VoteRule(quorum, majority, when, item.Line));
        }
        return rules;
    }

    private CaseAnswer Answer((string Key, YamlPart Value, int Line) own)
    {
        var map = read.Map(
            own.Value,
            ["name", "zh", "en", "to", "when", "remark", "refuses", "form", "effects", "copy-to"]
        );
        return new CaseAnswer
        {
            Key = own.Key,
            Name = read.Name(map),
            To = Routes(read.Required(map, "to")),
            When = read.When(map["when"]),
            Remark = read.IsTrue(map["remark"]),
            Refuses = read.IsTrue(map["refuses"]),
            Form = read.Keys(map["form"]),
            Effects = Effects(map["effects"]),
            CopyTo = Who(map["copy-to"]),
            Line = own.Line,
        };
    }

    private List<CaseRoute> Routes(YamlPart? part)
    {
        var routes = new List<CaseRoute>();
        foreach (var item in PartReader.Items(part))
        {
            if (item.Text is not null)
            {
                routes.Add(new CaseRoute(read.Text(item), null, item.Line));
                continue;
            }
            var map = read.Map(item, "when", "to");
            routes.Add(new CaseRoute(read.Text(read.Required(map, "to")), read.When(map["when"]), item.Line));
        }
        return routes;
    }

    private IEnumerable<CaseLimitTime> Times(YamlPart? part)
    {
        foreach (var item in PartReader.Items(part))
        {
            var map = item.Text is null ? read.Map(item, "when", "time") : null;
            var when = map is null ? null : read.When(map["when"]);
            if (read.Period(map is null ? item : read.Required(map, "time")) is { } time)
                yield return new CaseLimitTime(time, when, item.Line);
        }
    }

    private IEnumerable<CaseRung> Rungs(YamlPart part)
    {
        var map = read.Map(part, "after", "to");
        var after = read.Period(map["after"]);
        return Who(read.Required(map, "to")).Select(who => new CaseRung(after, who, part.Line));
    }

    private IReadOnlyList<CaseEffect> Effects(YamlPart? part) =>
        [
            .. PartReader
                .Items(part)
                .Select(item =>
                {
                    var map = read.Map(item, "do", "with");
                    var with = map["with"] is { } arguments ? read.Own(arguments).Select(Argument) : [];
                    return new CaseEffect(read.Text(read.Required(map, "do")), [.. with], item.Line);
                }),
        ];

    private EffectArgument Argument((string Key, YamlPart Value, int Line) own) =>
        own.Value.Text is { } text
            ? new EffectArgument(own.Key, null, text, own.Line)
            : new EffectArgument(
                own.Key,
                read.Text(read.Required(read.Map(own.Value, "field"), "field")),
                null,
                own.Line
            );

    private IReadOnlyList<CaseWho> Who(YamlPart? part) => [.. PartReader.Items(part).Select(One).OfType<CaseWho>()];

    private CaseWho? One(YamlPart part)
    {
        if (part.Text is not null)
        {
            return read.Text(part) switch
            {
                "" => null,
                "filer" => new CaseWho(WhoKind.Filer, "", [], part.Line),
                "subject" => new CaseWho(WhoKind.Subject, "", [], part.Line),
                var name => new CaseWho(WhoKind.Post, name, OnlyLevel(name, part), part.Line),
            };
        }
        var map = read.Map(part, "post", "at", "field", "took");
        if (map["field"] is { } field)
            return new CaseWho(WhoKind.Field, read.Text(field), [], part.Line);
        if (map["took"] is { } took)
            return new CaseWho(WhoKind.Took, read.Text(took), [], part.Line);
        if (read.Required(map, "post") is not { } post)
            return null;
        var key = read.Text(post);
        var at = map["at"] is { } levels ? Levels(levels) : OnlyLevel(key, part);
        return new CaseWho(WhoKind.Post, key, at, part.Line);
    }

    /// <summary>The level of a post that has one.</summary>
    private IReadOnlyList<PlaceLevel> OnlyLevel(string post, YamlPart part)
    {
        var levels = posts.Find(post)?.Levels ?? [];
        if (levels.Count > 1)
            read.Note(part, CaseFaultCode.PostNeedsLevel, post, string.Join(", ", levels).ToLowerInvariant());
        return levels;
    }

    private IReadOnlyList<PlaceLevel> Levels(YamlPart? part) =>
        [.. PartReader.Items(part).Select(item => read.Word<PlaceLevel>(item)).Where(level => level != 0)];
}
