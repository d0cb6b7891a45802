using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Bench.Ledger;

/// <summary>Points from a village to one of its households.</summary>
internal readonly record struct Award(int Cell, long Issuance, long Household, ClientId Id);

/// <summary>
/// The prefecture's household accounts, evenly over its villages, and the villages' over its counties; each village has
/// the account its points come from.
/// </summary>
internal sealed class Load(int accounts)
{
    public const int Villages = 2154;
    public const int Cells = 16;
    public const long Points = 500;

    private const long FirstHousehold = 1_000_000;

    public static readonly DateOnly Day = Instant.Now(TimeProvider.System).Day;
    public static readonly PlaceKey Scope = PlaceKey.FromCode("522629");

    /// <summary>Makes all accounts; <paramref name="numbers"/> gives the numbers from 0 below a bound.</summary>
    public IEnumerable<string> Statements(Func<long, string> numbers)
    {
        const string columns =
            "cell, id, owner, kind, unit, lot, scope, limits, balance, held_out, held_in, version, next_expiry";
        yield return $"""
            INSERT INTO account ({columns})
            SELECT 1 + n * {Cells} / {Villages}, n, n, {(int)
                AccountKind.Issuance}, 1, 0, {Scope.Value}, 0, 0, 0, 0, 0, NULL
            FROM {numbers(Villages)}
            """;
        yield return $"""
            INSERT INTO account ({columns})
            SELECT 1 + (n * {Villages} / {accounts}) * {Cells} / {Villages}, {FirstHousehold} + n, {FirstHousehold} + n,
                {(int)AccountKind.Points}, 1, 2027, {Scope.Value}, {(int)Limits.NotBelowZero}, 0, 0, 0, 0, NULL
            FROM {numbers(accounts)}
            """;
    }

    public Award Next(Random random, int cellsFrom = 0, int cellsModulo = 1)
    {
        while (true)
        {
            var household = random.NextInt64(accounts);
            var village = household * Villages / accounts;
            var cell = (int)(1 + (village * Cells / Villages));
            if (cell % cellsModulo == cellsFrom)
                return new Award(cell, village, FirstHousehold + household, ClientId.New(TimeProvider.System));
        }
    }
}
