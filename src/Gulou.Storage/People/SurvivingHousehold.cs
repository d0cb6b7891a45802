using Gulou.Kernel.People;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People;

/// <summary>Where a household goes on that was joined into another one.</summary>
public static class SurvivingHousehold
{
    /// <summary>
    /// A household, or the one it was joined into, and so on; one that ended otherwise as it is. Null while it is being
    /// asked for, and for one that was never there.
    /// </summary>
    public static Household? Surviving(this World w, int cell, long id)
    {
        var household = w.One<Household>(cell, id);
        while (household is { To: not null, SuccessorId: { } next })
            household = w.One<Household>(cell, next);
        return household;
    }
}
