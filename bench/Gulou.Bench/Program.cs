using Gulou.Bench.Ledger;
using Gulou.Bench.Start;

return args switch
{
    ["ledger", .. var options] => await LedgerBench.RunAsync(options),
    ["start", .. var options] => await StartBench.RunAsync(options),
    [StartBench.Bare, var url] => await StartBench.RunBareAsync(url),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "ledger [--accounts 962000] [--entries 30000] [--rounds 3] [--db sqlite|postgres|both] [--callers 64,1024]"
    );
    Console.Error.WriteLine("start [--rounds 5] [--program src/Gulou.App/bin/Release/net10.0/gulou]");
    return 2;
}
