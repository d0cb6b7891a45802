namespace Gulou.Tests.Tidy;

public sealed class DirectionTests
{
    [Theory]
    [InlineData("Gulou.Kernel", "<ProjectReference Include='../Gulou.Storage/Gulou.Storage.csproj' />")]
    [InlineData("Gulou.Kernel", "<PackageReference Include='YamlDotNet' />")]
    [InlineData("Gulou.Kernel", "<Using Include='Gulou.Kernel.Values' />")]
    [InlineData("Gulou.Storage", "<ProjectReference Include='../Gulou.Areas/Gulou.Areas.csproj' />")]
    [InlineData("Gulou.Storage", "")]
    [InlineData("Gulou.Extra", "<ProjectReference Include='../Gulou.Kernel/Gulou.Kernel.csproj' />")]
    public void A_planted_reference_is_caught(string project, string item)
    {
        var file = new SourceFile(
            $"src/{project}/{project}.csproj",
            $"<Project><ItemGroup>{item}</ItemGroup></Project>"
        );
        Assert.NotEmpty(Direction.Projects([file]));
    }

    [Fact]
    public void Projects_refer_downwards_only()
    {
        Assert.Equal(4, Tree.Files.Count(f => f.In("src") && f.Is(".csproj")));
        Tree.AssertClean(Direction.Projects(Tree.Files));
    }

    [Theory]
    [InlineData("Values", "using Gulou.Kernel.Places;")]
    [InlineData("Places", "using Gulou.Kernel.People;")]
    [InlineData("People", "using static Gulou.Kernel.Posts.Appointment;")]
    [InlineData("Posts", "using Entry = Gulou.Kernel.Ledger.Entry;")]
    [InlineData("Ledger", "using Gulou.Kernel.Cases;")]
    [InlineData("Cases", "var x = new Gulou.Kernel.Notices.Notice();")]
    [InlineData("Notices", "var x = new Kernel.Measures.Measure();")]
    [InlineData("Measures", "var x = new Ledger.Entry();")]
    [InlineData("Audit", "using Gulou.Kernel.People;")]
    [InlineData("Ledger", "using Gulou.Kernel.Audit;")]
    public void A_planted_look_aside_in_the_kernel_is_caught(string slice, string line) =>
        Assert.Contains("may not see", Assert.Single(CheckKernel(slice, line)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Places", "using Gulou.Kernel.Values;")]
    [InlineData("Cases", "using Gulou.Kernel.Posts;")]
    [InlineData("Measures", "var total = Ledger.Count; // see Gulou.Kernel.Ledger")]
    public void What_is_allowed_passes(string slice, string line) => Assert.Empty(CheckKernel(slice, line));

    [Fact]
    public void A_namespace_other_than_the_folder_is_caught() =>
        Assert.NotEmpty(
            Slices.Kernel.Check([new("src/Gulou.Kernel/Values/Sample.cs", "namespace Gulou.Kernel.Cases;\n")])
        );

    [Fact]
    public void The_kernel_s_parts_see_only_what_is_below_them() => Tree.AssertClean(Slices.Kernel.Check(Tree.Files));

    [Theory]
    [InlineData("using Gulou.Areas.Economy;")]
    [InlineData("var x = new Areas.Economy.Book();")]
    [InlineData("var x = new Economy.Book();")]
    public void A_planted_look_into_another_area_is_caught(string line)
    {
        SourceFile[] files =
        [
            new("src/Gulou.Areas/Economy/Book.cs", "namespace Gulou.Areas.Economy;\n\nclass Book;\n"),
            new("src/Gulou.Areas/Talent/Sample.cs", $"namespace Gulou.Areas.Talent;\n\n{line}\n"),
        ];
        Assert.Equal("src/Gulou.Areas/Talent/Sample.cs", Assert.Single(Slices.Areas.Check(files)).Path);
    }

    [Fact]
    public void The_areas_never_see_each_other() => Tree.AssertClean(Slices.Areas.Check(Tree.Files));

    [Theory]
    [InlineData("src/Gulou.Kernel/Values/Sample.cs", "var text = File.ReadAllText(path);")]
    [InlineData("src/Gulou.Kernel/Values/Sample.cs", "using var file = new FileStream(path, FileMode.Open);")]
    [InlineData("src/Gulou.Kernel/Values/Sample.cs", "var now = DateTime.Now;")]
    [InlineData("src/Gulou.Kernel/Values/Sample.cs", "var now = TimeProvider.System.GetUtcNow();")]
    [InlineData("src/Gulou.Kernel/Values/Sample.cs", "var cores = Environment.ProcessorCount;")]
    [InlineData("src/Gulou.Kernel/Values/Sample.cs", "var n = Random.Shared.Next();")]
    [InlineData("src/Gulou.Kernel/Values/Sample.cs", "private readonly HttpClient http;")]
    [InlineData("src/Gulou.Kernel/Values/Sample.cs", "global using Gulou.Kernel.Values;")]
    [InlineData("src/Gulou.Kernel/Sample.cs", "namespace Gulou.Kernel;")]
    [InlineData("src/Gulou.Kernel/Extra/Sample.cs", "namespace Gulou.Kernel.Extra;")]
    public void A_planted_impurity_in_the_kernel_is_caught(string path, string text) =>
        Assert.Single(Direction.KernelIsPure(new(path, text)));

    [Fact]
    public void The_kernel_touches_no_disk_clock_network_or_chance()
    {
        Assert.Contains(Tree.Files, f => f.In("src/Gulou.Kernel"));
        Tree.AssertClean(Tree.Files.SelectMany(Direction.KernelIsPure));
    }

    private static IEnumerable<Finding> CheckKernel(string slice, string line) =>
        Slices.Kernel.Check([
            new("src/Gulou.Kernel/Ledger/Entry.cs", "namespace Gulou.Kernel.Ledger;\n\npublic sealed record Entry;\n"),
            new($"src/Gulou.Kernel/{slice}/Sample.cs", $"{line}\nnamespace Gulou.Kernel.{slice};\n"),
        ]);
}
