using Gulou.Kernel.Places;

namespace Gulou.Tests.Kernel.Places;

public class CellAllocatorTests
{
    [Theory]
    [InlineData(PlaceLevel.Province, 0, 0, 1)]
    [InlineData(PlaceLevel.Prefecture, 1, 1, 2)]
    [InlineData(PlaceLevel.County, 2, 2, 3)]
    [InlineData(PlaceLevel.County, 2, 17, 18)]
    [InlineData(PlaceLevel.Township, 3, 18, 3)]
    [InlineData(PlaceLevel.Village, 3, 18, 3)]
    [InlineData(PlaceLevel.Grid, 18, 18, 18)]
    [InlineData(PlaceLevel.Unit, 18, 18, 18)]
    public void Down_to_county_a_new_cell_below_the_countys(PlaceLevel level, int parent, int highest, int cell) =>
        Assert.Equal(cell, CellAllocator.CellFor(level, parent, highest));

    [Theory]
    [InlineData(0, 5)]
    [InlineData(6, 5)]
    public void A_township_needs_a_parent_with_a_cell(int parent, int highest) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CellAllocator.CellFor(PlaceLevel.Township, parent, highest));

    [Fact]
    public void The_prefectures_file_gives_eighteen_cells_in_its_order()
    {
        var cells = new Dictionary<PlaceKey, int> { [PlaceKey.Everywhere] = 0 };
        var highest = 0;
        foreach (var row in Divisions.Of(2023).Rows)
        {
            var cell = CellAllocator.CellFor(row.Level, cells[row.Official.Parent], highest);
            cells.Add(row.Official, cell);
            highest = Math.Max(highest, cell);
        }
        Assert.Equal(18, highest);
        Assert.Equal(3, cells[PlaceKey.FromCode("522601")]);
        Assert.Equal(18, cells[PlaceKey.FromCode("522636")]);
        Assert.Equal(cells[PlaceKey.FromCode("522630")], cells[PlaceKey.FromCode("522630202200")]);
    }
}
