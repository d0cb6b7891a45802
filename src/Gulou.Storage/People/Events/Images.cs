using System.Text.Json;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Keys;

namespace Gulou.Storage.People;

/// <summary>
/// What a person was, as it is kept: sealed as a whole, so that number and phone inside it outlive a change of keys.
/// </summary>
/// <param name="BearsNumber">Whether the person could be found by the number; false for one who went elsewhere.</param>
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
    string? CitizenId,
    bool BearsNumber,
    string? Phone,
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
    public static string Of(Person p, Vault vault) =>
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
                p.IdCipher is null ? null : vault.Open(Purpose.CitizenId, p.IdCipher),
                p.IdHash is not null,
                p.PhoneCipher is null ? null : vault.Open(Purpose.Phone, p.PhoneCipher),
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

    public static void Restore(Person p, string text, Vault vault)
    {
        var was = ReadPerson(text);
        (p.HouseholdId, p.PlaceId, p.Scope) = (was.HouseholdId, was.PlaceId, new PlaceKey(was.Scope));
        (p.Name, p.Initials, p.IsMale, p.Birthday) = (was.Name, was.Initials, was.IsMale, was.Birthday);
        (p.Ethnicity, p.Relation) = (was.Ethnicity, was.Relation);
        (p.IdCipher, p.IdHash) = (null, null);
        (p.PhoneCipher, p.PhoneHash, p.PhoneTail) = (null, null, null);
        if (CitizenId.TryParse(was.CitizenId, out var number, out _))
            p.Number(vault, number);
        if (!was.BearsNumber)
            p.IdHash = null;
        if (MobilePhone.TryParse(was.Phone, out var phone))
            p.Call(vault, phone);
        (p.From, p.To, p.EndedBy) = (was.From, was.To, was.EndedBy);
        (p.SuccessorCell, p.SuccessorId) = (was.SuccessorCell, was.SuccessorId);
    }

    public static HouseholdImage ReadHousehold(string text) => JsonSerializer.Deserialize<HouseholdImage>(text)!;
}
