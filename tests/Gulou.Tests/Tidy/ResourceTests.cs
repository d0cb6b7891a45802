namespace Gulou.Tests.Tidy;

public sealed class ResourceTests
{
    private static SourceFile Chinese { get; } = Resx("shop.resx", ("name", "店"), ("stock", "{0}：余 {1:N0}"));

    private static SourceFile English { get; } = Resx("shop.en.resx", ("name", "Shop"), ("stock", "{1} left of {0}"));

    public static TheoryData<SourceFile[]> Disagreements =>
        new(
            [Chinese],
            [English],
            [Chinese, Resx("shop.en.resx", ("name", "Shop"))],
            [Resx("shop.resx", ("name", "店")), English],
            [Chinese, Resx("shop.en.resx", ("name", " "), ("stock", "{0} {1}"))],
            [Chinese, Resx("shop.en.resx", ("name", "Shop"), ("stock", "{0} left"))]
        );

    [Theory]
    [MemberData(nameof(Disagreements), DisableDiscoveryEnumeration = true)]
    public void A_planted_disagreement_is_caught(SourceFile[] files) =>
        Assert.NotEmpty(Resources.LanguagesAgree(files));

    [Fact]
    public void Twins_that_agree_pass() => Assert.Empty(Resources.LanguagesAgree([Chinese, English]));

    [Fact]
    public void Each_language_picks_the_parts_of_a_date_it_writes() =>
        Assert.Empty(
            Resources.LanguagesAgree([
                Resx("display.resx", ("date", "{0}年{1}月{2}日")),
                Resx("display.en.resx", ("date", "{2} {3} {0}")),
            ])
        );

    [Fact]
    public void Both_languages_are_complete() => Tree.AssertClean(Resources.LanguagesAgree(Tree.Files));

    [Theory]
    [InlineData("<h1>@T[\"shop.name\"]</h1>", false)]
    [InlineData("<h1>@T[\"shop.stock\", goods, left]</h1>", false)]
    [InlineData("<h1>@T[\"shop.nmae\"]</h1>", true)]
    [InlineData("<h1>@Text[\"Shop.name\"]</h1>", true)]
    [InlineData("<h1>@T[\"name\"]</h1>", true)]
    [InlineData("<h1>@T[\"office.name\", 1]</h1>", true)]
    [InlineData("<h1>@T[\"kind.\" + kind]</h1>", false)]
    public void A_planted_unknown_key_is_caught(string page, bool unknown)
    {
        SourceFile[] files = [Chinese, English, new("src/Gulou.App/Web/Shop.razor", page)];
        Assert.Equal(unknown, Resources.KeysExist(files).Any());
    }

    [Fact]
    public void Every_key_that_is_asked_for_exists() => Tree.AssertClean(Resources.KeysExist(Tree.Files));

    private static SourceFile Resx(string name, params (string Key, string Value)[] entries)
    {
        var data = entries.Select(e => $"<data name='{e.Key}'><value>{e.Value}</value></data>");
        return new($"src/Gulou.App/Text/{name}", $"<root>{string.Concat(data)}</root>");
    }
}
