namespace Gulou.StorageTests;

/// <summary>A suite that each database inherits; every test has a fresh house.</summary>
public abstract class HouseContract : IAsyncLifetime
{
    internal House House { get; private set; } = null!;

    public async ValueTask InitializeAsync() => House = await NewHouse();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await House.DisposeAsync();
        Clean();
    }

    /// <summary>Removes what a test made besides the house.</summary>
    protected virtual void Clean() { }

    protected abstract Task<House> NewHouse();
}
