namespace Gulou.StorageTests;

/// <summary>A suite that each database inherits; every test has a fresh house.</summary>
public abstract class HouseContract<THouse> : IAsyncLifetime
    where THouse : class, IAsyncDisposable
{
    protected THouse House { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        House = await NewHouse();
        await FillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (House is not null)
            await House.DisposeAsync();
        Clean();
    }

    /// <summary>What is in the house before each test.</summary>
    protected virtual Task FillAsync() => Task.CompletedTask;

    /// <summary>Removes what a test made besides the house.</summary>
    protected virtual void Clean() { }

    protected abstract Task<THouse> NewHouse();
}

/// <summary>A suite about the command path, the ledger and the audit.</summary>
public abstract class HouseContract : HouseContract<House>;
