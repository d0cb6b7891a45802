namespace Gulou.Storage.Keys;

/// <summary>What a sealed or hashed value is; a hash for one purpose finds nothing under another.</summary>
public static class Purpose
{
    public const string CitizenId = "citizen-id";
    public const string Phone = "phone";
    public const string PhoneTail = "phone-tail";
    public const string LoginName = "login-name";
    public const string Card = "card";
    public const string JoinCode = "join-code";
    public const string SecondFactor = "second-factor";
    public const string Subject = "subject";
    public const string CookieKey = "cookie-key";
    public const string Version = "version";
    public const string CaseForm = "case-form";
}
