using Gulou.Bench.Crash;
using Gulou.Bench.Ledger;
using Gulou.Bench.People;
using Gulou.Bench.Places;
using Gulou.Bench.Start;

return args switch
{
    ["ledger", .. var options] => await LedgerBench.RunAsync(options),
    ["verify", .. var options] => await VerifyBench.RunAsync(options),
    ["places", .. var options] => await PlacesBench.RunAsync(options),
    ["crash", .. var options] => await CrashBench.RunAsync(options),
    // Started by those who kill them.
    ["crash-worker", .. var options] => await CrashWorker.RunAsync(options),
    ["import-worker", .. var options] => await ImportWorker.RunAsync(options),
    ["start", .. var options] => await StartBench.RunAsync(options),
    [StartBench.Bare, var url] => await StartBench.RunBareAsync(url),
    ["import", .. var options] => await ImportBench.RunAsync(options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("import [--rows 1000000] [--db sqlite|postgres|both] [--mode good|all] [--write FILE]");
    Console.Error.WriteLine(
        "ledger [--accounts 962000] [--entries 30000] [--rounds 3] [--db sqlite|postgres|both] [--callers 64,1024]\n"
            + "verify [--accounts 962000] [--entries 2000000] [--db sqlite|postgres|both]\n"
            + "places [--rows 19572] [--db sqlite|postgres|both]\n"
            + "crash [--rounds 20] [--seed N] [--db sqlite|postgres|both]"
    );
    Console.Error.WriteLine("start [--rounds 5] [--program src/Gulou.App/bin/Release/net10.0/gulou]");
    return 2;
}
