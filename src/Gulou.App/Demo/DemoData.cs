using Gulou.Areas.Governance.Shop;

namespace Gulou.App.Demo;

/// <summary>The made-up words of the demo: deeds, goods, suppliers. Data, not text of the program.</summary>
internal static class DemoData
{
    public const string Township = "522630202000";
    public const string OtherTownship = "522630101000";

    /// <summary>Rules the villages adopt, with weights of how often a deed falls under each.</summary>
    public static readonly (string Code, int Weight, string[] Deeds)[] Rules =
    [
        (
            "V01",
            34,
            ["清河道志愿服务", "修整寨门步道", "护林防火巡山", "打扫鼓楼坪", "帮村里办六月六活动", "清理消防水池"]
        ),
        ("N01", 26, ["帮邻居抢收稻谷", "帮老人挑水砍柴", "帮邻居修屋顶漏雨", "接送邻居孩子上学", "帮独居老人打扫屋子"]),
        ("M01", 18, ["参加村民代表会议", "参加寨里院坝会", "参加消防安全会议"]),
        ("G01", 8, ["捡到钱包交还失主", "暴雨夜叫醒邻居转移", "劝和邻里纠纷", "给受灾户捐木料"]),
        ("T01", 6, ["完成苗绣技能培训", "完成养蜂技术培训", "完成电商直播培训"]),
        ("S01", 5, ["报告电线老化隐患", "报告边坡松动", "报告桥面破损"]),
        ("C01", 3, ["嫁女酒席简办并提前报备", "丧事简办并及时报备"]),
    ];

    /// <summary>
    /// Goods of a village shop: name, counting word, price in whole points, cost in fen, low-stock level.
    /// </summary>
    public static readonly (string Name, string Measure, int Price, long Cost, int Low)[] Goods =
    [
        ("大米 10 斤", "袋", 50, 2650, 10),
        ("菜油 5 升", "桶", 85, 6200, 8),
        ("洗衣粉 2 千克", "袋", 30, 1380, 10),
        ("肥皂", "块", 5, 280, 20),
        ("抽纸 6 包", "提", 18, 1150, 10),
        ("酱油", "瓶", 8, 650, NeverStocked),
        ("牙膏", "支", 10, 620, 10),
        ("食盐", "袋", 3, 220, 20),
        ("毛巾", "条", 8, 520, 10),
        ("作业本 10 本", "套", 12, 780, 10),
        ("锄头", "把", 40, 2900, 5),
        ("解放鞋", "双", 28, 1900, 5),
    ];

    public static readonly (string Supplier, FundSource Source)[] Suppliers =
    [
        ("台江县供销社", FundSource.Collective),
        ("县帮扶工作队", FundSource.SupportingUnit),
        ("返乡企业爱心捐赠", FundSource.Donation),
        ("台盘乡批发部", FundSource.Finance),
    ];

    public static readonly string[] Hamlets = ["大寨", "上寨", "下寨", "新寨"];

    /// <summary>A low-stock level that marks the good whose delivery never came.</summary>
    public const int NeverStocked = 6;

    public const string Doubt = "那天没有看到这件事，请村里核实一下。";

    public static readonly string[] RefusalReasons = ["没有组织者签字，请补齐后再报", "这一天已经报过一次"];
}
