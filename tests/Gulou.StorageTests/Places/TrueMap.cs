using Gulou.Kernel.Places;

namespace Gulou.StorageTests.Places;

/// <summary>A place as it really is, whatever a year's table says of it.</summary>
internal sealed class TruePlace
{
    public required string Code { get; set; }
    public required string Name { get; set; }
    public required string Kind { get; set; }
    public TruePlace? Parent { get; set; }
    public TruePlace? MergedInto { get; set; }
    public bool Stands { get; set; } = true;

    /// <summary>The year from which a table lists it again.</summary>
    public int ListedAgain { get; set; }

    public PlaceLevel Level => PlaceKey.FromCode(Code).Level;

    /// <summary>Whoever it lives on in.</summary>
    public TruePlace Heir => MergedInto is { } into ? into.Heir : this;
}

/// <summary>
/// What really happens to two counties over the years, made up from a seed, and the tables that are printed of it: with
/// codes that are swapped, vanish, return and are reused, and names with lost characters and wrong suffixes.
/// </summary>
internal sealed class TrueMap
{
    private static readonly string[] Suffixes = ["村村民委员会", "村委会", "村", "村民委员会", "村村民委会员"];

    private readonly Random random;
    private readonly List<TruePlace> places = [];
    private readonly HashSet<string> used = [];
    private int names;
    private int year;

    public TrueMap(DivisionTable table, int seed, params string[] counties)
    {
        random = new Random(seed);
        var byCode = new Dictionary<PlaceKey, TruePlace>();
        foreach (var row in table.Rows.OrderBy(r => r.Official))
        {
            if (row.Level >= PlaceLevel.County && !counties.Any(c => row.Code.StartsWith(c, StringComparison.Ordinal)))
                continue;
            var place = new TruePlace
            {
                Code = row.Code,
                Name = row.Name,
                Kind = KindName(row.Kind),
                Parent = byCode.GetValueOrDefault(row.Official.Parent),
            };
            byCode.Add(row.Official, place);
            places.Add(place);
            used.Add(row.Code);
        }
    }

    public IReadOnlyList<TruePlace> Places => places;

    /// <summary>Those that are neither ended nor left out of this year's table.</summary>
    public IEnumerable<TruePlace> Listed => places.Where(IsListed);

    /// <summary>Villages where somebody lives: they may be merged, never abolished.</summary>
    public HashSet<TruePlace> Inhabited { get; } = [];

    public DivisionTable Table(int ofYear)
    {
        var lines = Listed
            .OrderBy(p => p.Code, StringComparer.Ordinal)
            .Select(p => $"{p.Code},{Printed(p)},{p.Level.ToString().ToLowerInvariant()},{p.Parent?.Code},{p.Kind}");
        var text = "code,name,level,parent_code,kind\n" + string.Join('\n', lines);
        var table = DivisionTable.Read(new StringReader(text), ofYear);
        Assert.Empty(table.Faults);
        return table;
    }

    /// <summary>A year passes. Each place is struck at most once.</summary>
    public void Pass(int toYear)
    {
        year = toYear;
        var touched = new HashSet<TruePlace>(places.Where(p => p.ListedAgain == toYear));
        for (var i = 0; i < 3; i++)
        {
            Rename(Village(touched));
            Move(Village(touched), touched);
            Recode(Village(touched));
            Merge(Village(touched), touched);
            SetUp(touched, null);
        }
        var one = Village(touched);
        Swap(one, Village(touched, v => v.Parent!.Parent == one.Parent!.Parent));
        Reuse(Village(touched), touched);
        PassOn(Village(touched), touched);
        Vanish(Village(touched));
        Reclassify(Village(touched));
        Return(touched);
        if (Village(touched, v => !Inhabited.Contains(v)) is { } gone)
            gone.Stands = false;
        if (toYear % 3 == 0)
            RecodeTownship(touched);
        if (toYear % 4 == 0)
            MergeTownships(touched);
    }

    private bool IsListed(TruePlace p) => p.Stands && p.ListedAgain <= year;

    private TruePlace Village(HashSet<TruePlace> touched, Func<TruePlace, bool>? which = null)
    {
        var free = places.FindAll(p =>
            p.Level == PlaceLevel.Village && IsListed(p) && !touched.Contains(p) && (which is null || which(p))
        );
        var village = free[random.Next(free.Count)];
        touched.Add(village);
        return village;
    }

    /// <summary>A stem that has nothing in common with any other.</summary>
    private string NewStem()
    {
        var first = (char)(0x6B00 + (names++ * 2));
        return names % 5 == 0 ? $"{first}㵲{(char)(first + 1)}" : $"{first}{(char)(first + 1)}";
    }

    private string NewCode(TruePlace parent)
    {
        for (var n = 260; ; n++)
        {
            var code = $"{parent.Code[..9]}{n}";
            if (used.Add(code))
                return code;
        }
    }

    private void Rename(TruePlace v)
    {
        var stem = PlaceNames.Stem(PlaceLevel.Village, v.Name);
        v.Name = $"{stem[0]}{NewStem()}村村民委员会";
    }

    private static void Reclassify(TruePlace v) => v.Kind = v.Kind == "village" ? "community" : "village";

    private void Recode(TruePlace v) => v.Code = NewCode(v.Parent!);

    private void Move(TruePlace v, HashSet<TruePlace> touched)
    {
        v.Parent = OtherTownship(v, touched);
        v.Code = NewCode(v.Parent);
    }

    private TruePlace OtherTownship(TruePlace v, HashSet<TruePlace> touched)
    {
        var others = places.FindAll(p =>
            p.Level == PlaceLevel.Township
            && p.Stands
            && p != v.Parent
            && p.Parent == v.Parent!.Parent
            && !touched.Contains(p)
        );
        return others[random.Next(others.Count)];
    }

    private void Merge(TruePlace v, HashSet<TruePlace> touched)
    {
        var near = places.FindAll(p => p.Parent == v.Parent && IsListed(p) && !touched.Contains(p));
        if (near.Count == 0)
            return;
        (v.Stands, v.MergedInto) = (false, near[random.Next(near.Count)]);
        touched.Add(v.MergedInto);
        if (Inhabited.Contains(v))
            Inhabited.Add(v.MergedInto);
    }

    private void SetUp(HashSet<TruePlace> touched, string? code)
    {
        var beside = Village(touched);
        var place = new TruePlace
        {
            Code = code ?? NewCode(beside.Parent!),
            Name = NewStem() + "村村民委员会",
            Kind = "village",
            Parent = beside.Parent,
        };
        if (code is not null)
            place.Parent = places.Single(p => p.Stands && p.Level == PlaceLevel.Township && p.Code[..9] == code[..9]);
        places.Add(place);
        touched.Add(place);
    }

    private static void Swap(TruePlace a, TruePlace b)
    {
        if (a.Parent != b.Parent)
            (a.Parent, b.Parent) = (b.Parent, a.Parent);
        (a.Code, b.Code) = (b.Code, a.Code);
    }

    /// <summary>A village ends, and its code goes to a new one at once.</summary>
    private void Reuse(TruePlace v, HashSet<TruePlace> touched)
    {
        Merge(v, touched);
        if (!v.Stands)
            SetUp(touched, v.Code);
    }

    /// <summary>A village is given a new code, and its old one goes to a new village.</summary>
    private void PassOn(TruePlace v, HashSet<TruePlace> touched)
    {
        var code = v.Code;
        Recode(v);
        SetUp(touched, code);
    }

    private void Vanish(TruePlace v) => v.ListedAgain = year + 2;

    /// <summary>A village abolished comes back under its code and name, where nobody has them.</summary>
    private void Return(HashSet<TruePlace> touched)
    {
        var back = places.Find(p =>
            !p.Stands
            && p.MergedInto is null
            && p.Parent!.Stands
            && p.Code[..9] == p.Parent.Code[..9]
            && !places.Exists(other => other != p && other.Stands && other.Code == p.Code)
        );
        if (back is null)
            return;
        back.Stands = true;
        touched.Add(back);
    }

    private void RecodeTownship(HashSet<TruePlace> touched)
    {
        if (Township(touched) is not { } town)
            return;
        var number = 190;
        while (!used.Add($"{town.Code[..6]}{number}000"))
            number++;
        town.Code = $"{town.Code[..6]}{number}000";
        foreach (var v in places.Where(p => p.Parent == town && p.Stands))
        {
            v.Code = town.Code[..9] + v.Code[9..];
            used.Add(v.Code);
        }
    }

    private void MergeTownships(HashSet<TruePlace> touched)
    {
        if (Township(touched) is not { } town)
            return;
        var into = OtherTownship(places.First(p => p.Parent == town && p.Stands), touched);
        foreach (var v in places.Where(p => p.Parent == town && p.Stands))
            (v.Parent, v.Code) = (into, NewCode(into));
        (town.Stands, town.MergedInto) = (false, into);
    }

    /// <summary>A township none of whose villages is struck or left out this year.</summary>
    private TruePlace? Township(HashSet<TruePlace> touched) =>
        places.Find(t =>
            t.Level == PlaceLevel.Township
            && t.Stands
            && places.Exists(v => v.Parent == t && v.Stands)
            && places.TrueForAll(v => v.Parent != t || !v.Stands || (IsListed(v) && !touched.Contains(v)))
        );

    /// <summary>The name as this year's clerk wrote it.</summary>
    private string Printed(TruePlace p)
    {
        if (p.Level != PlaceLevel.Village || random.Next(12) > 1)
            return p.Name;
        if (!PlaceNames.Short(PlaceLevel.Village, p.Name).EndsWith('村'))
            return p.Name;
        var stem = PlaceNames.Stem(PlaceLevel.Village, p.Name);
        if (random.Next(2) == 0 && stem.Length > 2)
            return stem.Replace('㵲', '?') + "村村民委员会";
        return stem + Suffixes[random.Next(Suffixes.Length)];
    }

    private static string KindName(PlaceKind kind) =>
        kind switch
        {
            PlaceKind.PseudoVillage => "pseudo_village",
            PlaceKind.Plain => "",
            _ => kind.ToString().ToLowerInvariant(),
        };
}
