using Gulou.Bench.Crash;
using Gulou.Bench.Ledger;

return args switch
{
    ["ledger", .. var options] => await LedgerBench.RunAsync(options),
    ["crash", .. var options] => await CrashBench.RunAsync(options),
    // Started by the crash rounds, and killed by them.
    ["crash-worker", .. var options] => await CrashWorker.RunAsync(options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "ledger [--accounts 962000] [--entries 30000] [--rounds 3] [--db sqlite|postgres|both] [--callers 64,1024]\n"
            + "crash [--rounds 20] [--seed N] [--db sqlite|postgres|both]"
    );
    return 2;
}
