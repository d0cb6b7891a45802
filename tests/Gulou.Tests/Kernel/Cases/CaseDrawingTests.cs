using System.Globalization;
using System.Xml.Linq;
using Gulou.Kernel.Cases;

namespace Gulou.Tests.Kernel.Cases;

public sealed class CaseDrawingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly DrawingWords Words = new()
    {
        English = true,
        Start = "Filing",
        Filer = "Filer",
        Subject = "Party",
        Took = "Who did {0}",
        Clock = "Clock",
        All = "all sign",
        Some = "{0} agree",
        Panel = "panel of {0}",
        Tally = "count",
        Within = "within {0}",
        After = "after {0}",
        Return = "back",
        Withdraw = "withdrawn",
        Reopen = "again",
        Merge = "merged",
        Period = period => $"{period}",
    };

    [Theory]
    [InlineData("4-governance/banquet.yaml")]
    [InlineData("4-governance/grid-event.yaml")]
    [InlineData("4-governance/dispute.yaml")]
    [InlineData("4-governance/appeal.yaml")]
    [InlineData("2-talent/talent-survey.yaml")]
    public void Every_state_and_step_is_in_the_picture_and_nothing_sticks_out(string path)
    {
        var type = CaseDefinitions.Shipped(path);
        var svg = XDocument.Parse(CaseDrawing.Svg(type, CaseWorld.Posts, Words)).Root!;
        var texts = string.Concat(
            svg.Descendants(Svg + "text").Select(text => text.Value.Replace(" ", "", StringComparison.Ordinal))
        );
        foreach (var name in type.States.Select(s => s.Name.En).Concat(type.Steps.Select(s => s.Name.En)))
            Assert.Contains(name.Replace(" ", "", StringComparison.Ordinal), texts, StringComparison.Ordinal);
        foreach (var text in svg.Descendants(Svg + "text").Where(text => text.Attribute("text-anchor") is null))
        {
            var size = Number(text, "font-size");
            Assert.InRange(Number(text, "x") + (text.Value.Length * 0.56 * size), 0, 390);
        }
        foreach (var box in svg.Descendants(Svg + "rect"))
            Assert.InRange(Number(box, "y") + Number(box, "height"), 0, Number(svg, "height"));
    }

    [Fact]
    public void It_shows_where_a_case_stands()
    {
        var type = CaseDefinitions.Shipped("4-governance/banquet.yaml");
        var place = new DrawingPlace("reviewed", new HashSet<string> { "filed" });
        var svg = XDocument.Parse(CaseDrawing.Svg(type, CaseWorld.Posts, Words, place)).Root!;
        var boxes = svg.Descendants(Svg + "rect").ToList();
        var here = Assert.Single(boxes, box => box.Attribute("aria-current") is not null);
        Assert.Equal(1 + type.States.ToList().FindIndex(state => state.Key == "reviewed"), boxes.IndexOf(here));
        var been = boxes[1 + type.States.ToList().FindIndex(state => state.Key == "filed")];
        Assert.NotEqual((string?)boxes[^2].Attribute("fill"), (string?)been.Attribute("fill"));
    }

    private static double Number(XElement element, string name) =>
        double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
