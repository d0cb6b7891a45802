using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;

namespace Gulou.App.Demo;

/// <summary>What the filling knows of one village while it makes up its past.</summary>
internal sealed class DemoVillage(Place place)
{
    public Place Place { get; } = place;
    public List<(Place Hamlet, List<Place> Units)> Hamlets { get; } = [];

    /// <summary>Households by unit.</summary>
    public List<DemoHousehold> Households { get; } = [];

    public Actor Secretary { get; set; } = Actor.Nobody;
    public List<Actor> Panel { get; } = [];
    public Actor Shopkeeper { get; set; } = Actor.Nobody;

    /// <summary>The grid worker of each hamlet.</summary>
    public Dictionary<long, Actor> GridWorkers { get; } = [];

    public Dictionary<string, long> Rules { get; } = [];
    public long Shop { get; set; }
    public Dictionary<long, long> Prices { get; } = [];
}

/// <summary>A household the filling registered, with the person who stands for it.</summary>
/// <param name="Id">The household.</param>
/// <param name="HeadId">Its head.</param>
/// <param name="HeadName">The head's name.</param>
/// <param name="Hamlet">The hamlet it lies in.</param>
internal sealed record DemoHousehold(long Id, long HeadId, string HeadName, long Hamlet);
