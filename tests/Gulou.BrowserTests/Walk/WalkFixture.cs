using System.Collections.Concurrent;

namespace Gulou.BrowserTests.Walk;

/// <summary>One site for all walks: they only read, or are refused.</summary>
public sealed class WalkFixture : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, HttpVisitor> visitors = [];

    public WalkSite Walk { get; private set; } = null!;

    public IReadOnlyList<Door> Doors { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Walk = await WalkSite.StartAsync();
        Doors = Door.All(Walk.Site);
    }

    /// <summary>The walker signed in, once for all walks.</summary>
    public async Task<HttpVisitor> VisitorAsync(Walker walker) =>
        visitors.TryGetValue(walker.Login, out var known)
            ? known
            : visitors[walker.Login] =
                walker.Login.Length == 0
                    ? HttpVisitor.Anonymous(Walk.Site)
                    : await HttpVisitor.SignInAsync(Walk.Site, walker.Login);

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in visitors.Values)
            visitor.Dispose();
        await Walk.DisposeAsync();
    }
}
