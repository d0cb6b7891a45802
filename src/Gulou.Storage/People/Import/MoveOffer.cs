using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Model;

namespace Gulou.Storage.People.Import;

/// <summary>
/// Someone of a list who is registered elsewhere, as the list has him or her: the form by which people move in can
/// begin with it. A list never moves anybody by itself.
/// </summary>
public sealed record MoveOffer
{
    public required int Row { get; init; }

    /// <summary>The first row of the household in the list: those who have it in common come together.</summary>
    public required int Together { get; init; }

    /// <summary>
    /// The household he or she comes to: one that is registered, or one that the plan founds; null for one that is not
    /// entered, since its head comes from elsewhere, too.
    /// </summary>
    public required long? HouseholdId { get; init; }

    /// <summary>Where the household is.</summary>
    public required PlaceKey Scope { get; init; }

    public required string Door { get; init; }

    public required NewMember Member { get; init; }

    internal static MoveOffer Of(ListedRow row, ListedHousehold household) =>
        new()
        {
            Row = row.Number,
            Together = household.Rows[0].Number,
            HouseholdId = household.EnteredAs,
            Scope = household.Place?.Key ?? default,
            Door = household.Door,
            Member = new NewMember
            {
                Name = row.Name,
                Relation = row.Relation ?? Relation.Other,
                CitizenId = row.CitizenId,
                Phone = row.Phone,
                Birthday = row.Birthday,
                IsMale = row.IsMale,
                Ethnicity = row.Ethnicity,
            },
        };

    internal void Write(BinaryWriter to)
    {
        to.Write(Row);
        to.Write(Together);
        to.Write(HouseholdId ?? 0);
        to.Write(Scope.Value);
        to.Write(Door);
        to.Write(Member.Name);
        to.Write((byte)Member.Relation);
        to.Write(Member.CitizenId?.Value ?? "");
        to.Write(Member.Phone?.Value ?? "");
        to.Write(Member.Birthday is { } day ? Day.ToNumber(day) : 0);
        to.Write(
            (sbyte)(
                Member.IsMale is null ? -1
                : Member.IsMale.Value ? 1
                : 0
            )
        );
        to.Write(Member.Ethnicity);
    }

    internal static MoveOffer Read(BinaryReader from, int row) =>
        new()
        {
            Row = row,
            Together = from.ReadInt32(),
            HouseholdId = from.ReadInt64() is var id and > 0 ? id : null,
            Scope = new PlaceKey(from.ReadInt64()),
            Door = from.ReadString(),
            Member = new NewMember
            {
                Name = from.ReadString(),
                Relation = (Relation)from.ReadByte(),
                CitizenId = CitizenId.TryParse(from.ReadString(), out var number, out _) ? number : null,
                Phone = MobilePhone.TryParse(from.ReadString(), out var phone) ? phone : null,
                Birthday = from.ReadInt32() is var day and > 0 ? Day.FromNumber(day) : null,
                IsMale = from.ReadSByte() is var sex and >= 0 ? sex == 1 : null,
                Ethnicity = from.ReadString(),
            },
        };
}
