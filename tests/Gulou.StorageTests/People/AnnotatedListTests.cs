using System.IO.Compression;
using System.Text;
using Gulou.Storage.Keys;
using Gulou.Storage.People.Import;
using Gulou.Storage.Sheets;

namespace Gulou.StorageTests.People;

/// <summary>The copy of someone's own file with remarks.</summary>
public sealed class AnnotatedListTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gulou-import-");
    private readonly ImportFiles files;

    public AnnotatedListTests() => files = new ImportFiles(folder.FullName, new Vault(new byte[32]));

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_workbook_keeps_all_that_is_its_own()
    {
        using var list = ListBook.Make(
            [
                ["花名册"],
                ["姓名", "与户主关系"],
                ["杨秀英", "户主"],
                null,
                ["", "户主"],
            ],
            "A1:B1"
        );
        using var copy = await AnnotateAsync(list, new Finding(5, ListField.Name, FindingKind.NameMissing));
        var sheet = Assert.Single(Sheet.Open(copy), s => s.Name == "名单");
        Assert.Equal(
            ["1:花名册", "2:姓名,与户主关系,导入结果", "3:杨秀英,户主", "5:,户主,NameMissing"],
            sheet.Rows().Select(row => $"{row.Number}:{string.Join(',', row.Cells.Select(c => c.Text))}")
        );
        using var zip = new ZipArchive(copy);
        using var before = new ZipArchive(list);
        Assert.Equal(before.Entries.Select(e => e.FullName).Order(), zip.Entries.Select(e => e.FullName).Order());
        Assert.Equal(Text(before, "xl/worksheets/sheet2.xml"), Text(zip, "xl/worksheets/sheet2.xml"));
        var xml = Text(zip, "xl/worksheets/sheet1.xml");
        Assert.Contains("<mergeCell ref=\"A1:B1\"", xml, StringComparison.Ordinal);
        // The cells of the faulty row alone have the coloured twin of their format.
        Assert.Contains("<c r=\"A3\" s=\"1\"", xml, StringComparison.Ordinal);
        Assert.Contains("<c r=\"B5\" s=\"3\"", xml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    public async Task A_text_keeps_its_encoding_and_its_rows(string name)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? new UTF8Encoding(true);
        var text = "姓名,与户主关系\r\n\"杨\r\n秀英\",户主\r\n=\"龙\",\"a\"\"b\"\r\n";
        using var list = new MemoryStream([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
        using var copy = await AnnotateAsync(list, new Finding(3, ListField.Relation, FindingKind.RelationUnknown));
        var expected = "姓名,与户主关系,导入结果\r\n\"杨\r\n秀英\",户主,\r\n龙,\"a\"\"b\",RelationUnknown\r\n";
        Assert.Equal([.. encoding.GetPreamble(), .. encoding.GetBytes(expected)], copy.ToArray());
    }

    [Fact]
    public void What_is_no_list_is_refused()
    {
        Assert.Equal(SheetFault.OldOrLocked, Refused([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]));
        Assert.Equal(SheetFault.NotASheet, Refused([1, 0, 2, 0]));
        Assert.Equal(SheetFault.Damaged, Refused([.. "PK\u0003\u0004"u8, 1, 2, 3]));
        using var bomb = new MemoryStream();
        using (var zip = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = zip.CreateEntry("xl/workbook.xml").Open();
            var nothing = new byte[1024 * 1024];
            for (var i = 0; i < 64; i++)
                part.Write(nothing);
        }
        Assert.Equal(SheetFault.Bomb, Refused(bomb.ToArray()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(200_001)]
    public void A_sealed_file_gives_back_what_was_written_and_nothing_changed(int length)
    {
        var (vault, path) = (new Vault(new byte[32]), Path.Combine(folder.FullName, "sealed"));
        var content = Enumerable.Range(0, length).Select(i => (byte)(i % 251)).ToArray();
        using (var file = SealedStream.Create(path, vault))
            file.Write(content);
        using (var file = SealedStream.Open(path, vault))
        {
            Assert.Equal(length, file.Length);
            file.Position = length / 2;
            using var rest = new MemoryStream();
            file.CopyTo(rest);
            Assert.Equal(content[(length / 2)..], rest.ToArray());
        }
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        using var changed = SealedStream.Open(path, vault);
        if (length > 0)
        {
            changed.Position = length - 1;
            Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => changed.ReadByte());
        }
    }

    private static SheetFault Refused(byte[] file) =>
        Assert.Throws<SheetException>(() => Sheet.Open(new MemoryStream(file))).Fault;

    private async Task<MemoryStream> AnnotateAsync(Stream list, Finding finding)
    {
        await files.KeepAsync(1, list, TestContext.Current.CancellationToken);
        using (var plan = files.NewPlan(1))
        {
            plan.Add(finding);
            plan.Keep();
        }
        var import = new PeopleImport
        {
            Id = 1,
            FileName = "",
            FileHash = [],
        };
        var words = ListWords.Load(Path.Combine(AppContext.BaseDirectory, "definitions"));
        var copy = new MemoryStream();
        new AnnotatedList(files, words).Write(import, "导入结果", f => $"{f.Kind}", copy);
        copy.Position = list.Position = 0;
        return copy;
    }

    private static string Text(ZipArchive zip, string part)
    {
        using var text = new StreamReader(zip.GetEntry(part)!.Open());
        return text.ReadToEnd();
    }
}
