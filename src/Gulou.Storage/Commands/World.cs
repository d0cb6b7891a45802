using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Definitions;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;
using Gulou.Storage.People;
using Gulou.Storage.Places;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Commands;

/// <summary>A set of rows a command may need, named by its own values.</summary>
public abstract record Query<T>
    where T : class
{
    public abstract IQueryable<T> On(GulouDb db);
}

/// <summary>
/// What one command sees: the rows and accounts it declared, the time, the definitions, who asks. While needs are
/// gathered, asking for something that is not there yet declares it; while deciding, that is a bug.
/// </summary>
public sealed class World
{
    private readonly Dictionary<object, object?> loaded = [];
    private readonly List<Func<GulouDb, Task>> missing = [];
    private readonly List<(Type Kind, IReadOnlyList<object> Rows)> bulk = [];
    private readonly List<(string Sql, object[] Values)> sets = [];
    private readonly List<byte[]> seals = [];
    private readonly Func<GulouDb>? open;
    private readonly BookNeeds needs;
    private bool deciding;

    internal World(
        Command command,
        Actor actor,
        Book book,
        BookNeeds needs,
        Instant now,
        Tools tools,
        Func<GulouDb>? open
    )
    {
        this.needs = needs;
        Command = command;
        Actor = actor;
        Book = book;
        Now = now;
        Tools = tools;
        this.open = open;
    }

    internal GulouDb? Db { get; private set; }

    /// <summary>Head counts this command changes.</summary>
    internal CountChanges Counts { get; } = new();

    internal Tools Tools { get; }

    /// <summary>The command at hand.</summary>
    public Command Command { get; }

    /// <summary>Who asks.</summary>
    public Actor Actor { get; }

    /// <summary>The time of the decision.</summary>
    public Instant Now { get; }

    /// <summary>The civil day of the decision.</summary>
    public DateOnly Today => Now.Day;

    /// <summary>Processes as data.</summary>
    public DefinitionSet Definitions => Tools.Definitions;

    /// <summary>Seals and hashes personal data.</summary>
    public Vault Vault => Tools.Vault;

    /// <summary>Initials of names.</summary>
    public Pinyin Pinyin => Tools.Pinyin;

    /// <summary>
    /// The accounts and entries that were declared, and what earlier commands of the group did to them.
    /// </summary>
    public Book Book { get; }

    /// <summary>The record the answer points to.</summary>
    public long Subject { get; set; }

    /// <summary>
    /// The appointment the trace names for what everyone may do for themselves but an official did as such: signing in.
    /// </summary>
    public long InPost { get; set; }

    /// <summary>Set by a decision that found its work already done; nothing more is written.</summary>
    public bool Replayed { get; set; }

    /// <summary>What the outcome's sentence needs.</summary>
    public IReadOnlyList<object> Args { get; private set; } = [];

    /// <summary>
    /// Whether who asks may use a capability on a second target; the command's own is asked for by the engine.
    /// </summary>
    public bool May(string capability, Target target) => Tools.Access.May(Actor, capability, target, Today).Allowed;

    /// <summary>A new id, ordered by time.</summary>
    public long NewId() => Tools.Ids.Next();

    /// <summary>A row by its key, locked until the command is done; null if there is none.</summary>
    public T? One<T>(int cell, long id)
        where T : class => (T?)Get((typeof(T), cell, id), async db => await Rows.LockAsync<T>(db, cell, id));

    /// <summary>The place with this id, grid or division.</summary>
    public Place? PlaceOf(int cell, long id) =>
        (Place?)Get(
            (typeof(Place), cell, id),
            async db => await db.Places.SingleOrDefaultAsync(p => p.Cell == cell && p.Id == id)
        );

    /// <summary>Rows of a query; not locked, so the row they hang on should be asked for first.</summary>
    public IReadOnlyList<T> All<T>(Query<T> query)
        where T : class => (IReadOnlyList<T>?)Get(query, async db => await query.On(db).ToListAsync()) ?? [];

    /// <summary>All lots of one owner, kind and unit.</summary>
    public IReadOnlyList<Account> Lots(LotsKey key)
    {
        if (Book.Knows(key))
            return Book.Lots(key);
        Declaring();
        needs.Lots.Add(key);
        return [];
    }

    /// <summary>An account by its id.</summary>
    public Account? Account(int cell, long id)
    {
        if (!Book.Knows(cell, id))
        {
            Declaring();
            needs.Accounts.Add((cell, id));
        }
        return Book.Find(cell, id);
    }

    /// <summary>An entry by its id, with its accounts.</summary>
    public RecordedEntry? Entry(int cell, ClientId id)
    {
        if (!Book.KnowsWhole(cell, id))
        {
            Declaring();
            needs.Entries.Add((cell, id));
        }
        return Book.Find(cell, id);
    }

    /// <summary>Whether an entry with this id was recorded before.</summary>
    public bool IsRecorded(int cell, ClientId id)
    {
        if (!Book.Knows(cell, id))
        {
            Declaring();
            needs.Ids.Add((cell, id));
        }
        return Book.Find(cell, id) is not null;
    }

    /// <summary>
    /// Asks for the last closed day of a place, when an entry of that day needs it. A command that closes or opens a
    /// month asks for any day.
    /// </summary>
    public void Books(int cell, long place, DateOnly effectiveOn)
    {
        if (!Book.MayBeClosed(effectiveOn, Today) || Book.KnowsClosed(cell, place))
            return;
        Declaring();
        needs.Books.Add((cell, place));
    }

    /// <summary>The day itself, or when its month is closed the first day after; its books were asked for.</summary>
    public DateOnly FirstOpen(int cell, long place, DateOnly day) =>
        Book.MayBeClosed(day, Today) && Book.ClosedThrough(cell, place) is { } through && day <= through
            ? through.AddDays(1)
            : day;

    /// <summary>Adds a row.</summary>
    public void Add<T>(T row)
        where T : class => OpenDb().Add(row);

    /// <summary>
    /// Adds many rows of one kind, written in bulk after all that was added one by one; those that others refer to come
    /// first.
    /// </summary>
    public void AddAll<T>(IReadOnlyList<T> rows)
        where T : class
    {
        if (rows.Count == 0)
            return;
        OpenDb();
        var at = bulk.FindIndex(one => one.Kind == typeof(T));
        if (at < 0)
            bulk.Add((typeof(T), rows));
        else if (bulk[at].Rows is List<object> list)
            list.AddRange(rows);
        else
            bulk[at] = (typeof(T), new List<object>([.. bulk[at].Rows, .. rows]));
    }

    /// <summary>Removes a loaded row; for what has no past worth keeping, such as a session.</summary>
    public void Remove<T>(T row)
        where T : class => OpenDb().Remove(row);

    /// <summary>Gives a loaded row the values of a changed copy.</summary>
    internal void Replace<T>(T row, T with)
        where T : class => OpenDb().Entry(row).CurrentValues.SetValues(with);

    /// <summary>
    /// Ties a hash of what the command writes to its audit record, after those of its entries: nothing of it can be
    /// changed unseen.
    /// </summary>
    internal void Seal(byte[] hash) => seals.Add(hash);

    /// <summary>Puts a changed copy in place of a row whose key changes with it.</summary>
    internal void Rekey<T>(T row, Action<T> change)
        where T : class
    {
        var copy = (T)OpenDb().Entry(row).CurrentValues.ToObject();
        change(copy);
        OpenDb().Remove(row);
        OpenDb().Add(copy);
    }

    /// <summary>
    /// Changes a whole set of rows by one statement that both databases understand. Statements run in their order,
    /// after all rows are written.
    /// </summary>
    /// <param name="sql">With <c>{0}</c> and on for the values.</param>
    /// <param name="values">Numbers and texts.</param>
    public void ChangeAll(string sql, params object[] values)
    {
        OpenDb();
        sets.Add((sql, values));
    }

    /// <summary>Which tables carry a scope: all that must follow a place that moves.</summary>
    internal IReadOnlyList<string> ScopeTables => Redrawing.ScopeTables(OpenDb().Model);

    /// <summary>Opens an account of a kind whose lots were declared, unless it exists.</summary>
    public Account Open(AccountKey key, Limits limits, PlaceKey scope) => Book.Open(key, limits, scope, NewId);

    /// <summary>Records an entry; the command's answer decides whether it stays.</summary>
    public PostAnswer Post(Entry entry) => Book.Post(entry, Now);

    /// <summary>Records an entry that the decision has made sure of; a refusal is a bug.</summary>
    public void MustPost(Entry entry)
    {
        var answer = Book.Post(entry, Now);
        if (answer.Outcome != PostOutcome.Done)
            throw new InvalidOperationException($"{Command.Verb}: {answer.Outcome} {answer.Field}");
    }

    /// <summary>Sets what the outcome's sentence needs and gives the outcome back.</summary>
    public TOutcome Refuse<TOutcome>(TOutcome outcome, params object[] args)
        where TOutcome : struct, Enum
    {
        Args = args;
        return outcome;
    }

    internal IReadOnlyList<(Type Kind, IReadOnlyList<object> Rows)> Bulk => bulk;

    internal IReadOnlyList<byte[]> Seals => seals;

    internal bool HasMissingRows => missing.Count > 0;

    internal async Task LoadMissingRowsAsync()
    {
        if (missing.Count == 0)
            return;
        var db = OpenDb();
        foreach (var load in missing)
            await load(db);
        missing.Clear();
    }

    /// <summary>Runs the statements over sets.</summary>
    internal async Task ChangeSetsAsync()
    {
        foreach (var (sql, values) in sets)
            await OpenDb().Database.ExecuteSqlRawAsync(sql, values);
    }

    internal void StartDeciding() => deciding = true;

    /// <summary>For tests: a row that would have been loaded.</summary>
    internal void Given<T>(int cell, long id, T? row)
        where T : class => loaded[(typeof(T), cell, id)] = row;

    /// <summary>For tests: rows that would have been loaded.</summary>
    internal void Given<T>(Query<T> query, IReadOnlyList<T> rows)
        where T : class => loaded[query] = rows;

    private object? Get(object key, Func<GulouDb, Task<object?>> load)
    {
        if (loaded.TryGetValue(key, out var known))
            return known;
        Declaring();
        missing.Add(async db => loaded[key] = await load(db));
        return null;
    }

    private void Declaring()
    {
        if (deciding)
            throw new InvalidOperationException($"{Command.Verb} reads what it did not declare in Needs");
    }

    private GulouDb OpenDb() =>
        Db ??= open?.Invoke() ?? throw new InvalidOperationException("this world has no database");
}

/// <summary>What of the ledger a group of commands needs.</summary>
internal sealed class BookNeeds
{
    public HashSet<LotsKey> Lots { get; } = [];
    public HashSet<(int Cell, long Id)> Accounts { get; } = [];
    public HashSet<(int Cell, ClientId Id)> Entries { get; } = [];

    /// <summary>Entries whose accounts are not needed: whether they were recorded before.</summary>
    public HashSet<(int Cell, ClientId Id)> Ids { get; } = [];

    /// <summary>Places whose last closed day must be known.</summary>
    public HashSet<(int Cell, long Place)> Books { get; } = [];

    public bool IsEmpty =>
        Lots.Count == 0 && Accounts.Count == 0 && Entries.Count == 0 && Ids.Count == 0 && Books.Count == 0;

    public void Clear()
    {
        Lots.Clear();
        Accounts.Clear();
        Entries.Clear();
        Ids.Clear();
        Books.Clear();
    }
}

/// <summary>What every command may use besides what it loads.</summary>
public sealed record Tools(
    Ids Ids,
    Vault Vault,
    DefinitionSet Definitions,
    Access Access,
    Pinyin Pinyin,
    TimeProvider Clock
)
{
    /// <summary>What the areas do when the map changes under their registers.</summary>
    public IReadOnlyList<IMapFollower> MapFollowers { get; init; } = [];
}
