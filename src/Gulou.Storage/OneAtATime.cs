namespace Gulou.Storage;

/// <summary>Work that one of several processes does at a time; the numbers name PostgreSQL's advisory locks.</summary>
internal enum OneAtATime
{
    Sealing = 1,
    BackingUp = 2,
}
