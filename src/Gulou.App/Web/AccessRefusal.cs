namespace Gulou.App.Web;

/// <summary>Why a page was refused, said on the 403 page in the reader's language.</summary>
/// <param name="Lacks">What the reader would need.</param>
/// <param name="GrantedBy">Who can grant it.</param>
public sealed record AccessRefusal(string Lacks, string GrantedBy)
{
    /// <summary>Answers 403 and tells the page why.</summary>
    public void Answer(HttpContext context)
    {
        context.Features.Set(this);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
    }
}
