using System.Text.Json;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;

namespace Gulou.Storage.People;

/// <summary>What a person was, as it is kept.</summary>
internal sealed record PersonImage(
    long? HouseholdId,
    long PlaceId,
    long Scope,
    string Name,
    string Initials,
    bool? IsMale,
    DateOnly? Birthday,
    string Ethnicity,
    Relation Relation,
    byte[]? IdCipher,
    byte[]? IdHash,
    byte[]? PhoneCipher,
    byte[]? PhoneHash,
    byte[]? PhoneTail,
    DateOnly From,
    DateOnly? To,
    PersonEventKind? EndedBy,
    int? SuccessorCell,
    long? SuccessorId
);

/// <summary>What a household was, as it is kept; its number of members follows from the events.</summary>
internal sealed record HouseholdImage(
    long PlaceId,
    long Scope,
    string Door,
    long HeadId,
    string HeadName,
    DateOnly From,
    DateOnly? To,
    long? SuccessorId
);

/// <summary>Takes and restores what people and households were.</summary>
internal static class Images
{
    public static string Of(Person p) =>
        JsonSerializer.Serialize(
            new PersonImage(
                p.HouseholdId,
                p.PlaceId,
                p.Scope.Value,
                p.Name,
                p.Initials,
                p.IsMale,
                p.Birthday,
                p.Ethnicity,
                p.Relation,
                p.IdCipher,
                p.IdHash,
                p.PhoneCipher,
                p.PhoneHash,
                p.PhoneTail,
                p.From,
                p.To,
                p.EndedBy,
                p.SuccessorCell,
                p.SuccessorId
            )
        );

    public static string Of(Household h) =>
        JsonSerializer.Serialize(
            new HouseholdImage(h.PlaceId, h.Scope.Value, h.Door, h.HeadId, h.HeadName, h.From, h.To, h.SuccessorId)
        );

    public static PersonImage ReadPerson(string text) => JsonSerializer.Deserialize<PersonImage>(text)!;

    public static void Restore(Person p, string text)
    {
        var was = ReadPerson(text);
        (p.HouseholdId, p.PlaceId, p.Scope) = (was.HouseholdId, was.PlaceId, new PlaceKey(was.Scope));
        (p.Name, p.Initials, p.IsMale, p.Birthday) = (was.Name, was.Initials, was.IsMale, was.Birthday);
        (p.Ethnicity, p.Relation) = (was.Ethnicity, was.Relation);
        (p.IdCipher, p.IdHash) = (was.IdCipher, was.IdHash);
        (p.PhoneCipher, p.PhoneHash, p.PhoneTail) = (was.PhoneCipher, was.PhoneHash, was.PhoneTail);
        (p.From, p.To, p.EndedBy) = (was.From, was.To, was.EndedBy);
        (p.SuccessorCell, p.SuccessorId) = (was.SuccessorCell, was.SuccessorId);
    }

    public static HouseholdImage ReadHousehold(string text) => JsonSerializer.Deserialize<HouseholdImage>(text)!;
}
