namespace Gulou.App.Web.Kit;

/// <summary>How far a step of a timeline is.</summary>
public enum StepState
{
    Done,
    Current,
    Waiting,
    Refused,
}

/// <summary>A step of a <see cref="Timeline"/>: what, who, when, and a remark.</summary>
public sealed record TimelineStep(
    string Title,
    StepState State,
    string? Who = null,
    string? When = null,
    string? Note = null
);
