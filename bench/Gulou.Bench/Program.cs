using Gulou.Bench.Ledger;
using Gulou.Bench.Places;

return args switch
{
    ["ledger", .. var options] => await LedgerBench.RunAsync(options),
    ["places", .. var options] => await PlacesBench.RunAsync(options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "ledger [--accounts 962000] [--entries 30000] [--rounds 3] [--db sqlite|postgres|both] [--callers 64,1024]\n"
            + "places [--rows 19572] [--db sqlite|postgres|both]"
    );
    return 2;
}
