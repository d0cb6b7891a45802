using System.Globalization;

namespace Gulou.App.Demo;

/// <summary>Names as they are usual in Taijiang county (台江), by frequency, sex and cohort.</summary>
internal static class SyntheticNames
{
    private static readonly char[] AsciiDigits = [.. "0123456789"];

    private static readonly (string Text, int Weight)[] Surnames =
    [
        .. Weighted(
            "张14 杨14 吴10 王8 李8 龙7 邰6 石5 欧4 刘4 潘4 田4 姜3 熊3 唐3 万2 罗2 方2 顾2 陈2 黄2 廖1 彭1 周1 项1 雷1 文1 单1 欧阳1"
        ),
    ];

    private static readonly (string Text, int Weight)[] Ethnicities = [.. Weighted("苗族91 侗族3 汉族4 水族1 布依族1")];

    // Each cohort: first year of birth, men's given names, women's given names.
    private static readonly (int From, string[] Men, string[] Women)[] Cohorts =
    [
        (
            0,
            Words(
                "老九 老往 勾往 正里 当报 勾岩 老桥 正明 昌文 通贵 胜德 光荣 国民 老五 里保 正祥 文才 德成 金保 昌荣 福生 再兴 秀才 岩保"
            ),
            Words(
                "秀英 桂英 金花 老妹 秀珍 玉兰 阿幼 欧妹 凤英 翠英 福妹 玉珍 银花 阿榜 里妹 兰英 菊香 秀兰 玉英 阿妮 桂花 水妹"
            )
        ),
        (
            1960,
            Words(
                "昌华 正华 光明 胜文 建国 国强 志明 通海 文军 秀忠 正军 昌贵 德明 再荣 光祥 胜华 永福 安平 绍文 学军 宗华 朝文 国平 通林 应忠 明贵"
            ),
            Words(
                "秀花 桂兰 春梅 兰花 秀芝 玉梅 金妹 银妹 凤仙 玉花 桂芝 秀梅 丽芬 金莲 菊花 翠兰 美英 春花 光珍 昌英 胜兰 莲英 通英 安妹"
            )
        ),
        (
            1980,
            Words(
                "伟 勇 军 涛 斌 超 海波 志强 云龙 小龙 胜勇 昌勇 通文 光涛 明辉 建军 永强 秀刚 文彬 海军 洪涛 正东 家兴 国林 俊 鹏"
            ),
            Words(
                "艳 丽 敏 燕 芳 海燕 春燕 丽娟 小芳 晓梅 雪梅 红梅 丽萍 秀丽 玉芳 艳萍 金凤 银凤 美兰 婷 秋菊 春艳 小英 仁花 胜花 莎"
            )
        ),
        (
            2000,
            Words(
                "浩 杰 俊杰 宇轩 子涵 浩然 志豪 文杰 博文 家豪 子豪 宇航 俊熙 梓轩 嘉豪 天佑 思源 睿 昊 明轩 泽宇 皓轩 锦程 俊宇 苗龙 云飞"
            ),
            Words(
                "欣怡 雨婷 梦婷 思琪 诗涵 佳怡 子涵 梓涵 欣妍 雅婷 雨欣 静怡 梦瑶 可欣 语嫣 思雨 心怡 紫萱 佳琪 若曦 婉婷 银美 阿兰 阿莎 依诺 芷晴"
            )
        ),
    ];

    public static string Surname(Random random) => Pick(Surnames, random);

    public static string Ethnicity(Random random) => Pick(Ethnicities, random);

    public static string Given(bool isMale, int bornIn, Random random)
    {
        var cohort = Cohorts.Last(c => c.From <= bornIn);
        var names = isMale ? cohort.Men : cohort.Women;
        return names[random.Next(names.Length)];
    }

    private static string Pick((string Text, int Weight)[] choices, Random random)
    {
        var left = random.Next(choices.Sum(c => c.Weight));
        return choices.First(c => (left -= c.Weight) < 0).Text;
    }

    private static IEnumerable<(string Text, int Weight)> Weighted(string list) =>
        from word in Words(list)
        let digits = word.IndexOfAny(AsciiDigits)
        select (word[..digits], int.Parse(word[digits..], CultureInfo.InvariantCulture));

    private static string[] Words(string list) => list.Split(' ');
}
