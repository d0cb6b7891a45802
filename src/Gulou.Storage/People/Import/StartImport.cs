using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People.Import;

public enum StartImportOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    PlaceGone,

    /// <summary>Lists are taken for a county, or a place below it.</summary>
    PlaceTooHigh,
}

/// <summary>A list was handed in for a place; nothing of it is stored yet.</summary>
public sealed record StartImport : Command<StartImportOutcome>
{
    public required long PlaceId { get; init; }

    /// <summary>Under which <see cref="ImportFiles"/> keeps the file.</summary>
    public required long ImportId { get; init; }
    public required string FileName { get; init; }
    public required byte[] FileHash { get; init; }

    public override string Verb => "people.bring-list";

    public override string Capability => PeopleCapabilities.Import;

    public override void Needs(World w) => w.PlaceOf(Cell, PlaceId);

    public override Target? Target(World w) => w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key) : null;

    public override StartImportOutcome Decide(World w)
    {
        var place = w.PlaceOf(Cell, PlaceId)!;
        if (place.To is not null)
            return StartImportOutcome.PlaceGone;
        if (place.Level < PlaceLevel.County)
            return StartImportOutcome.PlaceTooHigh;
        w.Add(
            new PeopleImport
            {
                Cell = Cell,
                Id = ImportId,
                PlaceId = place.Id,
                Scope = place.Key,
                FileName = FileName.Length > 100 ? FileName[^100..] : FileName,
                FileHash = FileHash,
                PersonId = w.Actor.PersonId,
                BroughtAt = w.Now,
                State = ImportState.Brought,
            }
        );
        w.Subject = ImportId;
        return StartImportOutcome.Done;
    }
}

internal static class ImportTarget
{
    /// <summary>The import for the access rule.</summary>
    public static Target? TargetOf(World w, int cell, long id) =>
        w.One<PeopleImport>(cell, id) is { } import ? new Target(import.Scope) : null;
}
