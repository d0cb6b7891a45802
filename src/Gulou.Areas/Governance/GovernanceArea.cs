using Microsoft.EntityFrameworkCore;

namespace Gulou.Areas.Governance;

public static class GovernanceArea
{
    public static void Map(ModelBuilder model) { }
}
