using Gulou.Bench.Ledger;

return args switch
{
    ["ledger", .. var options] => await LedgerBench.RunAsync(options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "ledger [--accounts 962000] [--entries 30000] [--rounds 3] [--db sqlite|postgres|both] [--callers 64,1024]"
    );
    return 2;
}
