using CsCheck;
using Gulou.Kernel.Cases;

namespace Gulou.Tests.Kernel.Cases;

public sealed class CaseFormTests
{
    private static readonly ConditionContext Context = new(new DateOnly(2026, 3, 2), new Dictionary<string, decimal>());

    private static readonly string Hash = new('a', 64);

    private static readonly CaseType Type = Flows.Type(["asked"]) with
    {
        Filing = new CaseFiling(),
        Fields =
        [
            Field("kind", FieldKind.Choice) with
            {
                Required = true,
                Choices = [new CaseChoice("one", default, 1), new CaseChoice("two", default, 1)],
            },
            Field("what", FieldKind.Text) with
            {
                Required = true,
                Max = 5,
                When = When("kind is two"),
            },
            Field("more", FieldKind.Text) with
            {
                When = When("what given"),
            },
            Field("tables", FieldKind.Number) with
            {
                Min = 1,
                Max = 30,
            },
            Field("cost", FieldKind.Money) with
            {
                Max = 100,
            },
            Field("on", FieldKind.Date),
            Field("agreed", FieldKind.Yes),
            Field("who", FieldKind.Person),
            Field("photo", FieldKind.Photo) with
            {
                Max = 2,
            },
            Field("rows", FieldKind.Table) with
            {
                Max = 2,
                Columns = [Field("name", FieldKind.Text) with { Required = true }, Field("sum", FieldKind.Money)],
            },
        ],
    };

    private static readonly string[] All = [.. Type.Fields.Select(field => field.Key)];

    [Fact]
    public void What_was_typed_is_read()
    {
        var read = Read(
            ("kind", "one"),
            ("tables", "１２"),
            ("cost", "¥1,0"),
            ("on", "2026-03-09"),
            ("agreed", "on"),
            ("who", "77"),
            ("photo", Hash),
            ("rows[3].name", " A "),
            ("rows[3].sum", "2.50"),
            ("rows[7].name", "")
        );
        Assert.Equal([("cost", FormFaultKind.Unreadable)], read.Faults.Select(fault => (fault.Field, fault.Kind)));
        Assert.Equal(
            CaseDefinitions.Values(
                ("kind", new ChoiceValue("one")),
                ("tables", new NumberValue(12)),
                ("on", new DateValue(new DateOnly(2026, 3, 9))),
                ("agreed", new YesValue()),
                ("who", new IdValue(77)),
                ("photo", new FilesValue([Hash])),
                (
                    "rows",
                    new TableValue([CaseDefinitions.Values(("name", new TextValue("A")), ("sum", new MoneyValue(250)))])
                )
            ),
            read.Values
        );
    }

    [Theory]
    [InlineData("kind", "three", FormFaultKind.Unreadable)]
    [InlineData("tables", "0", FormFaultKind.TooSmall)]
    [InlineData("tables", "30.01", FormFaultKind.TooLarge)]
    [InlineData("tables", "many", FormFaultKind.Unreadable)]
    [InlineData("cost", "100.01", FormFaultKind.TooLarge)]
    [InlineData("on", "2026-02-30", FormFaultKind.Unreadable)]
    [InlineData("agreed", "perhaps", FormFaultKind.Unreadable)]
    [InlineData("who", "-1", FormFaultKind.Unreadable)]
    [InlineData("photo", "../../etc", FormFaultKind.Unreadable)]
    [InlineData("rows[0].sum", "1", FormFaultKind.Missing)]
    [InlineData("rows[0].name", "", null)]
    public void Each_slip_is_told(string field, string text, FormFaultKind? kind)
    {
        var read = field == "kind" ? Read((field, text)) : Read(("kind", "one"), (field, text));
        Assert.Equal(kind is { } found ? [found] : [], read.Faults.Select(fault => fault.Kind));
    }

    [Fact]
    public void A_hidden_field_is_neither_needed_nor_kept()
    {
        Assert.Equal("what", Assert.Single(Read(("kind", "two")).Faults).Field);
        var hidden = Read(("kind", "one"), ("what", "far too long"), ("more", "x"));
        Assert.Empty(hidden.Faults);
        Assert.Equal(CaseDefinitions.Values(("kind", new ChoiceValue("one"))), hidden.Values);
        var forced = CaseDefinitions.Values(("kind", new ChoiceValue("one")), ("what", new TextValue("x")));
        Assert.Equal(
            FormFaultKind.NotAsked,
            Assert.Single(CaseForm.Check(Type, All, forced, FormValues.Empty, Context)).Kind
        );
    }

    [Fact]
    public void Values_come_back_from_json_as_they_were() =>
        Gen.Select(Gen.Int[0, 3000], Gen.Long[-100_000, 100_000], Gen.Int[0, 5000], Gen.String[1, 20], Gen.Bool)
            .Sample(
                (number, fen, day, text, isYes) =>
                {
                    var values = CaseDefinitions.Values(
                        ("kind", new ChoiceValue("one")),
                        ("what", new TextValue(text)),
                        ("tables", new NumberValue(number / 100m)),
                        ("cost", new MoneyValue(fen)),
                        ("on", new DateValue(new DateOnly(2026, 1, 1).AddDays(day))),
                        ("who", new IdValue(long.MaxValue - number)),
                        ("photo", new FilesValue([Hash, Hash[1..] + "b"])),
                        ("rows", new TableValue([CaseDefinitions.Values(("name", new TextValue(text)))]))
                    );
                    if (isYes)
                        values = values.With(["agreed"], CaseDefinitions.Values(("agreed", new YesValue())));
                    var json = FormJson.Write(values);
                    Assert.Equal(values, FormJson.Read(Type, json));
                    Assert.Equal(json, FormJson.Write(FormJson.Read(Type, json)));
                },
                iter: 200
            );

    private static FormReading Read(params (string Key, string Text)[] typed) =>
        CaseForm.Read(
            Type,
            All,
            typed.ToDictionary(one => one.Key, one => (IReadOnlyList<string>)[one.Text]),
            FormValues.Empty,
            Context
        );

    private static CaseField Field(string key, FieldKind kind) =>
        new()
        {
            Key = key,
            Name = default,
            Kind = kind,
        };

    private static Condition When(string text)
    {
        Assert.True(Condition.TryParse(text, out var condition));
        return condition;
    }
}
