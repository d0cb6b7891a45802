using Gulou.Kernel.People;
using Gulou.Storage.People;

namespace Gulou.App.Web.People;

/// <summary>
/// The columns of the population statement between opening and closing, the same on page and in the file.
/// </summary>
internal static class StatementColumns
{
    /// <summary>What adds people, then what takes them away.</summary>
    public static readonly IReadOnlyList<PersonEventKind> People =
    [
        PersonEventKind.Registered,
        PersonEventKind.Born,
        PersonEventKind.MovedIn,
        PersonEventKind.TransferredIn,
        PersonEventKind.Died,
        PersonEventKind.MovedOut,
        PersonEventKind.TransferredOut,
        PersonEventKind.Doubled,
    ];

    /// <summary>Kinds that only a grid or unit shows: for a village they come to nothing.</summary>
    public static readonly IReadOnlyList<PersonEventKind> WithinVillage =
    [
        PersonEventKind.WithinIn,
        PersonEventKind.WithinOut,
    ];

    /// <summary>What came: additions without those recorded late.</summary>
    public static int In(PopulationMonth month) => People.Concat(WithinVillage).Where(IsIn).Sum(month.Of);

    /// <summary>What went, as a positive number.</summary>
    public static int Out(PopulationMonth month) => -People.Concat(WithinVillage).Where(k => !IsIn(k)).Sum(month.Of);

    private static bool IsIn(PersonEventKind kind) =>
        kind
            is PersonEventKind.Registered
                or PersonEventKind.Born
                or PersonEventKind.MovedIn
                or PersonEventKind.TransferredIn
                or PersonEventKind.WithinIn;
}
