namespace Gulou.Kernel.People;

/// <summary>What a member is to the head of the household, in the terms of GB/T 4761 (家庭关系代码).</summary>
public enum Relation
{
    /// <summary>户主</summary>
    Head = 1,

    /// <summary>配偶</summary>
    Spouse = 2,

    /// <summary>子女</summary>
    Child = 3,

    /// <summary>父母（公婆、岳父母在内）</summary>
    Parent = 4,

    /// <summary>孙子女（外孙子女在内）</summary>
    Grandchild = 5,

    /// <summary>儿媳、女婿</summary>
    ChildInLaw = 6,

    /// <summary>其他（兄弟姐妹、祖父母和别的亲属）</summary>
    Other = 9,
}
