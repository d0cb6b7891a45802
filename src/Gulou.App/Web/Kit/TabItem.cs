namespace Gulou.App.Web.Kit;

/// <summary>One of several views of a page.</summary>
public sealed record TabItem(string Text, string Href);
