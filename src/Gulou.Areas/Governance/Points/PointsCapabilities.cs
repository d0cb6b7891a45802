namespace Gulou.Areas.Governance.Points;

public static class PointsCapabilities
{
    public const string See = "points.see";
    public const string Claim = "points.claim";
    public const string Review = "points.review";
    public const string Answer = "points.answer";
    public const string Object = "points.object";
    public const string ObjectToNotice = "points.object-to-notice";
    public const string AdoptRules = "points.adopt-rules";

    /// <summary>Given to no post: the clock alone posts points when a notice ends.</summary>
    public const string Close = "points.close";
}
