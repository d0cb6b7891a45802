using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Model;

namespace Gulou.Storage.People.Import;

/// <summary>A person to be entered or put right, with all that was sealed and hashed ahead.</summary>
public sealed record PlannedPerson
{
    public required int Row { get; init; }

    /// <summary>The new person's id, or that of the one to be put right.</summary>
    public required long Id { get; init; }

    /// <summary>Someone registered, whose details are put right.</summary>
    public required bool IsUpdate { get; init; }

    public required string Name { get; init; }
    public string Initials { get; init; } = "";
    public Relation Relation { get; init; }
    public bool? IsMale { get; init; }
    public DateOnly? Birthday { get; init; }
    public string Ethnicity { get; init; } = "";
    public byte[]? IdCipher { get; init; }
    public byte[]? IdHash { get; init; }
    public byte[]? PhoneCipher { get; init; }
    public byte[]? PhoneHash { get; init; }
    public byte[]? PhoneTail { get; init; }

    internal void Write(BinaryWriter to)
    {
        to.Write(Row);
        to.Write(Id);
        to.Write(IsUpdate);
        to.Write(Name);
        to.Write(Initials);
        to.Write((byte)Relation);
        to.Write(
            (sbyte)(
                IsMale is null ? -1
                : IsMale.Value ? 1
                : 0
            )
        );
        to.Write(Birthday is { } day ? Day.ToNumber(day) : 0);
        to.Write(Ethnicity);
        foreach (var bytes in (byte[]?[])[IdCipher, IdHash, PhoneCipher, PhoneHash, PhoneTail])
        {
            to.Write((byte)(bytes?.Length ?? 0));
            to.Write(bytes ?? []);
        }
    }

    internal static PlannedPerson Read(BinaryReader from) =>
        new()
        {
            Row = from.ReadInt32(),
            Id = from.ReadInt64(),
            IsUpdate = from.ReadBoolean(),
            Name = from.ReadString(),
            Initials = from.ReadString(),
            Relation = (Relation)from.ReadByte(),
            IsMale = from.ReadSByte() is var sex and >= 0 ? sex == 1 : null,
            Birthday = from.ReadInt32() is var day and > 0 ? Day.FromNumber(day) : null,
            Ethnicity = from.ReadString(),
            IdCipher = Bytes(from),
            IdHash = Bytes(from),
            PhoneCipher = Bytes(from),
            PhoneHash = Bytes(from),
            PhoneTail = Bytes(from),
        };

    private static byte[]? Bytes(BinaryReader from) => from.ReadByte() is var n and > 0 ? from.ReadBytes(n) : null;
}

/// <summary>A household of the plan: a new one, or one that is there and gets members or better details.</summary>
public sealed record PlannedHousehold
{
    public required long Id { get; init; }
    public required bool IsNew { get; init; }
    public required long PlaceId { get; init; }
    public required PlaceKey Scope { get; init; }
    public required string Door { get; init; }
    public required ClientId CardToken { get; init; }
    public required IReadOnlyList<PlannedPerson> People { get; init; }

    internal void Write(BinaryWriter to)
    {
        to.Write(Id);
        to.Write(IsNew);
        to.Write(PlaceId);
        to.Write(Scope.Value);
        to.Write(Door);
        Span<byte> token = stackalloc byte[ClientId.Size];
        CardToken.ToBytes(token);
        to.Write(token);
        to.Write(People.Count);
        foreach (var person in People)
            person.Write(to);
    }

    internal static PlannedHousehold Read(BinaryReader from) =>
        new()
        {
            Id = from.ReadInt64(),
            IsNew = from.ReadBoolean(),
            PlaceId = from.ReadInt64(),
            Scope = new PlaceKey(from.ReadInt64()),
            Door = from.ReadString(),
            CardToken = ClientId.FromBytes(from.ReadBytes(ClientId.Size)),
            People = [.. Enumerable.Range(0, from.ReadInt32()).Select(_ => PlannedPerson.Read(from))],
        };
}
