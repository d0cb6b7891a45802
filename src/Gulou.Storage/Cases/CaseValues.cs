using Gulou.Kernel.Cases;
using Gulou.Kernel.Values;
using Gulou.Storage.Keys;

namespace Gulou.Storage.Cases;

/// <summary>A form's values between the engine and the database: private fields sealed, the rest plain.</summary>
internal static class CaseValues
{
    public static FormValues Read(CaseType type, CaseRevision revision, Vault vault)
    {
        var open = FormJson.Read(type, revision.Values);
        return revision.Sealed is { } hidden
            ? new FormValues(open.All.Concat(FormJson.Read(type, vault.Open(Purpose.CaseForm, hidden)).All))
            : open;
    }

    /// <summary>A revision without its place in the case.</summary>
    public static CaseRevision Write(CaseType type, FormValues values, byte[] salt, Vault vault)
    {
        var hidden = type.Fields.Where(field => field.Private).Select(field => field.Key).ToHashSet();
        var parts = values.All.ToLookup(pair => hidden.Contains(pair.Key));
        var revision = new CaseRevision { Values = FormJson.Write(new FormValues(parts[false])), Salt = salt };
        if (parts[true].Any())
        {
            var json = FormJson.Write(new FormValues(parts[true]));
            revision.Sealed = vault.Seal(Purpose.CaseForm, json);
            revision.SealedDigest = new Digest().Add(salt).Add(json).Take();
        }
        return revision;
    }

    /// <summary>Every file of a form, with where it stands.</summary>
    public static IEnumerable<(string Field, string Hash)> FilesOf(FormValues values) =>
        values.All.SelectMany(pair =>
            pair.Value switch
            {
                FilesValue files => files.Hashes.Select(hash => (pair.Key, hash)),
                TableValue table => table
                    .Rows.SelectMany(FilesOf)
                    .Select(file => ($"{pair.Key}.{file.Field}", file.Hash)),
                _ => [],
            }
        );
}
