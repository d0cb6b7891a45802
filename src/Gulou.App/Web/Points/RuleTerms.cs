using Gulou.Areas.Governance.Points;

namespace Gulou.App.Web.Points;

/// <summary>A rule's terms in words.</summary>
internal static class RuleTerms
{
    /// <summary>每小时 2 到 16 分</summary>
    public static string Range(Text text, Display display, PointsRule rule) =>
        rule.MinPoints == rule.MaxPoints
            ? text["rules.each", rule.Per, display.Points(rule.MinPoints)]
            : text["rules.range", rule.Per, display.Points(rule.MinPoints), display.Points(rule.MaxPoints)];

    /// <summary>凭组织者确认 · 每月最多 40 分</summary>
    public static string Conditions(Text text, Display display, PointsRule rule)
    {
        var parts = new List<string>();
        if (rule.Evidence != "")
            parts.Add(text["rules.evidence-is", rule.Evidence]);
        if (rule.CapPeriod != CapPeriod.None)
            parts.Add(
                text[rule.CapPeriod == CapPeriod.Month ? "rules.cap-month" : "rules.cap-year", display.Points(rule.Cap)]
            );
        return string.Join(" · ", parts);
    }
}
