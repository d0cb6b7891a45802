using Gulou.Kernel.Places;

namespace Gulou.Tests.Kernel.Places;

public class DivisionTableTests
{
    private const string Header = "code,name,level,parent_code,kind";

    [Theory]
    [InlineData(2022)]
    [InlineData(2023)]
    public void The_prefectures_file_has_its_published_counts(int year)
    {
        var table = Divisions.Of(year);
        Assert.Empty(table.Faults);
        Assert.Equal(year, table.Year);
        Assert.Equal(2673, table.Rows.Count);
        Assert.Equal(
            [
                (PlaceLevel.Province, 1),
                (PlaceLevel.Prefecture, 1),
                (PlaceLevel.County, 16),
                (PlaceLevel.Township, 217),
                (PlaceLevel.Village, 2438),
            ],
            table.Rows.CountBy(row => row.Level).OrderBy(c => c.Key).Select(c => (c.Key, c.Value))
        );
        Assert.Equal(
            [
                (PlaceKind.Plain, 18),
                (PlaceKind.Town, 129),
                (PlaceKind.Township, 60),
                (PlaceKind.Street, 28),
                (PlaceKind.Village, 2154),
                (PlaceKind.Community, 282),
                (PlaceKind.PseudoVillage, 2),
            ],
            table.Rows.CountBy(row => row.Kind).OrderBy(c => c.Key).Select(c => (c.Key, c.Value))
        );
    }

    [Fact]
    public void A_row_tells_its_line_code_name_level_and_kind()
    {
        var row = Divisions.Of(2023).Rows[4];
        Assert.Equal(
            new DivisionRow(6, PlaceKey.FromCode("522601001001"), "北京西路社区居民委员会", PlaceKind.Community),
            row
        );
        Assert.Equal("522601001001", row.Code);
        Assert.Equal(PlaceLevel.Village, row.Level);
    }

    [Fact]
    public void Bom_crlf_blank_lines_quotes_spaces_and_other_columns_are_fine()
    {
        var table = Read(
            "\uFEFF Kind , LEVEL,\"name\",note,parent_code,code\r\n"
                + "\r\n"
                + ",county,台江县 ,,,522630000000\r\n"
                + "  \r\n"
                + " \"township\" ,township,\"台盘乡\",\"近,旧\",522630000000, 522630202000　\r\n"
                + "village,village,\"台盘\"\"村\"\"\",,\"522630202000\",522630202200"
        );
        Assert.Empty(table.Faults);
        Assert.Equal(
            [
                new DivisionRow(3, PlaceKey.FromCode("522630"), "台江县", PlaceKind.Plain),
                new DivisionRow(5, PlaceKey.FromCode("522630202"), "台盘乡", PlaceKind.Township),
                new DivisionRow(6, PlaceKey.FromCode("522630202200"), "台盘\"村\"", PlaceKind.Village),
            ],
            table.Rows
        );
    }

    [Fact]
    public void The_kind_column_may_be_missing()
    {
        var table = Read("code,name,level,parent_code\n522630000000,台江县,county,522600000000\n");
        Assert.Empty(table.Faults);
        Assert.Equal(PlaceKind.Plain, Assert.Single(table.Rows).Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("code,name,level\n522630000000,台江县,county")]
    [InlineData("code,name,name,level,parent_code\n522630000000,台江县,台江县,county,")]
    [InlineData("522630000000,台江县,county,522600000000,")]
    public void A_file_without_its_header_is_one_fault(string text)
    {
        var table = Read(text);
        Assert.Empty(table.Rows);
        Assert.Equal(DivisionFaultReason.MissingColumn, Assert.Single(table.Faults).Reason);
    }

    /// <summary>Below a good county on line 2 and a good township on line 3, one bad line 4.</summary>
    [Theory]
    [InlineData("522630202200,\"台盘村,village,522630202000,", DivisionFaultReason.UnclosedQuote)]
    [InlineData("522630202200,台盘村,village,522630202000", DivisionFaultReason.WrongColumnCount)]
    [InlineData("522630202200,台盘村,village,522630202000,,", DivisionFaultReason.WrongColumnCount)]
    [InlineData("52263020220,台盘村,village,522630202000,", DivisionFaultReason.BadCode)]
    [InlineData("52263020220X,台盘村,village,522630202000,", DivisionFaultReason.BadCode)]
    [InlineData("+22630202200,台盘村,village,522630202000,", DivisionFaultReason.BadCode)]
    [InlineData("522630000200,台盘村,village,522630000000,", DivisionFaultReason.BadCode)]
    [InlineData("000000000000,台盘村,village,522630202000,", DivisionFaultReason.BadCode)]
    [InlineData("522630202000,台盘乡,township,522630000000,", DivisionFaultReason.DuplicateCode)]
    [InlineData("522630202200, ,village,522630202000,", DivisionFaultReason.EmptyName)]
    [InlineData("522630202200,台盘村,township,522630202000,", DivisionFaultReason.BadLevel)]
    [InlineData("522630202200,台盘村,村级,522630202000,", DivisionFaultReason.BadLevel)]
    [InlineData("522630202200,台盘村,village,522630202000,hamlet", DivisionFaultReason.UnknownKind)]
    [InlineData("522630202200,台盘村,village,522630202000,street", DivisionFaultReason.KindOfOtherLevel)]
    [InlineData("522630202200,台盘村,village,522630000000,", DivisionFaultReason.WrongParent)]
    [InlineData("522630202200,台盘村,village,台盘乡,", DivisionFaultReason.WrongParent)]
    [InlineData("522630203200,台盘村,village,522630203000,", DivisionFaultReason.MissingParent)]
    public void A_bad_line_is_named_by_its_number(string line, DivisionFaultReason reason)
    {
        var table = Read(
            $"{Header}\n522630000000,台江县,county,522600000000,\n522630202000,台盘乡,township,522630000000,\n{line}\n"
        );
        var fault = Assert.Single(table.Faults);
        Assert.Equal((4, reason), (fault.Line, fault.Reason));
        Assert.Equal([2, 3], table.Rows.Select(row => row.Line));
    }

    [Fact]
    public void Of_several_faults_of_a_line_the_first_of_the_list_is_named()
    {
        var reasons = new[]
        {
            "5226302,,street,1,x",
            "522630000000,,street,1,x",
            "522630202201,,street,1,x",
            "522630202202,名,street,1,x",
            "522630202203,名,village,1,x",
            "522630202204,名,village,1,town",
            "522630202205,名,village,1,",
            "522630202206,名,village,522630202000,",
        };
        var table = Read($"{Header}\n522630000000,台江县,county,,\n" + string.Join('\n', reasons));
        Assert.Equal(Enum.GetValues<DivisionFaultReason>().Skip(3), table.Faults.Select(fault => fault.Reason));
        Assert.Equal(Enumerable.Range(3, 8), table.Faults.Select(fault => fault.Line));
    }

    [Fact]
    public void A_bad_parent_does_not_orphan_its_children()
    {
        var table = Read($"{Header}\n522630000000,,county,,\n522630202000,台盘乡,township,522630000000,\n");
        Assert.Equal(DivisionFaultReason.EmptyName, Assert.Single(table.Faults).Reason);
        Assert.Equal(3, Assert.Single(table.Rows).Line);
    }

    private static DivisionTable Read(string text) => DivisionTable.Read(new StringReader(text), 2024);
}
