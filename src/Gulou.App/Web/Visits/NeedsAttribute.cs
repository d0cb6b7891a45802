using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Gulou.App.Web.Visits;

/// <summary>
/// Which capability a page or endpoint takes: one of those named; of several attributes, each. Whether the reader has
/// it anywhere opens the door; what lies behind is cut down to the reader's scopes, and each thing touched is asked
/// for with <see cref="GulouPage.Demand"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class NeedsAttribute(params string[] any) : AuthorizeAttribute(Prefix + string.Join(Or, any))
{
    internal const string Prefix = "needs:";
    internal const char Or = '|';

    public IReadOnlyList<string> Any => any;
}

internal sealed record NeedsCapability(IReadOnlyList<string> Any) : IAuthorizationRequirement;

/// <summary>Turns <c>needs:…</c> into a policy; everything without a rule takes at least a sign-in.</summary>
internal sealed class NeedsPolicies(IOptions<AuthorizationOptions> options)
    : DefaultAuthorizationPolicyProvider(options)
{
    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        policyName.StartsWith(NeedsAttribute.Prefix, StringComparison.Ordinal)
            ? new AuthorizationPolicyBuilder()
                .RequireAuthenticatedUser()
                .AddRequirements(
                    new NeedsCapability(policyName[NeedsAttribute.Prefix.Length..].Split(NeedsAttribute.Or))
                )
                .Build()
            : await base.GetPolicyAsync(policyName);
}

internal sealed class NeedsHandler(Visitor visitor) : AuthorizationHandler<NeedsCapability>
{
    protected override async Task HandleRequirementAsync(
        AuthorizationHandlerContext context,
        NeedsCapability requirement
    )
    {
        await visitor.LoadAsync();
        if (requirement.Any.Any(visitor.MayAnywhere))
            context.Succeed(requirement);
    }
}
