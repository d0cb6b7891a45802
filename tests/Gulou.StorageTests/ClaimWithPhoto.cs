using Gulou.Areas.Governance.Points;
using Gulou.Storage;
using SkiaSharp;

namespace Gulou.StorageTests;

/// <summary>A claim with a photo on the disk.</summary>
internal static class ClaimWithPhoto
{
    /// <summary>Adds both; the photo's name.</summary>
    public static async Task<string> AddAsync(House house, CancellationToken cancel)
    {
        using var bitmap = new SKBitmap(4, 4);
        using var picture = new MemoryStream(bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray());
        var photo = await new Attachments(house.Database.AttachmentsFolder).SavePhotoAsync(picture, cancel);
        await using var db = house.Database.NewContext();
        db.Add(
            new PointsRule
            {
                Cell = House.Cell,
                Id = 1,
                Code = "V01",
                Name = "x",
                Per = "x",
                Evidence = "x",
                Document = "x",
            }
        );
        db.Add(
            new Claim
            {
                Cell = House.Cell,
                Id = 1,
                RuleId = 1,
                Deed = "x",
                Photo = photo.Hash,
            }
        );
        await db.SaveChangesAsync(cancel);
        return photo.Hash;
    }

    /// <summary>Where the file of a photo lies in a folder.</summary>
    public static string FileOf(string folder, string photo) =>
        Directory.GetFiles(folder, $"{photo}*", SearchOption.AllDirectories).Single();
}
