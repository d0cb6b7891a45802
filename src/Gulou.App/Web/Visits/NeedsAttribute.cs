using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Gulou.App.Web.Visits;

/// <summary>
/// Which capability a page or endpoint takes. Whether the reader has it anywhere opens the door; what lies behind is
/// cut down to the reader's scopes, and each thing touched is asked for with <see cref="Visitor.Demand"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class NeedsAttribute(string capability) : AuthorizeAttribute(Prefix + capability)
{
    internal const string Prefix = "needs:";

    public string Capability => capability;
}

internal sealed record NeedsCapability(string Capability) : IAuthorizationRequirement;

/// <summary>Turns <c>needs:…</c> into a policy; everything without a rule takes at least a sign-in.</summary>
internal sealed class NeedsPolicies(IOptions<AuthorizationOptions> options)
    : DefaultAuthorizationPolicyProvider(options)
{
    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        policyName.StartsWith(NeedsAttribute.Prefix, StringComparison.Ordinal)
            ? new AuthorizationPolicyBuilder()
                .RequireAuthenticatedUser()
                .AddRequirements(new NeedsCapability(policyName[NeedsAttribute.Prefix.Length..]))
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
        if (visitor.MayAnywhere(requirement.Capability))
            context.Succeed(requirement);
    }
}
