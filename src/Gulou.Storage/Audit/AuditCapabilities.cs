namespace Gulou.Storage.Audit;

public static class AuditCapabilities
{
    public const string See = "audit.see";
}
