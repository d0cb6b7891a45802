using System.Net.Http.Headers;
using System.Security.Cryptography;
using Gulou.App;
using Gulou.App.Demo;
using Gulou.App.Jobs;
using Gulou.App.Options;
using Gulou.App.Web;
using Gulou.App.Web.Visits;
using Gulou.Areas.Governance.Points;
using Gulou.Areas.Governance.Shop;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.People;
using Gulou.Storage.Places;
using Gulou.Storage.Posts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Gulou.BrowserTests;

/// <summary>
/// The real host over a fresh database with two villages of one township: their people, posts, sign-ins, rules and a
/// shop, and a clock that may be moved. Each test has its own.
/// </summary>
public sealed class Site : IAsyncDisposable
{
    public const string Password = "gulou-test";

    private const string Divisions = """
        code,name,level,parent_code,kind
        520000000000,贵州省,province,,
        522600000000,黔东南苗族侗族自治州,prefecture,520000000000,
        522630000000,台江县,county,522600000000,
        522630202000,台盘乡,township,522630000000,township
        522630202200,台盘村村民委员会,village,522630202000,village
        522630202201,阳芳村村民委员会,village,522630202000,village
        522630203000,老屯乡,township,522630000000,township
        522630203200,老屯村村民委员会,village,522630203000,village
        522631000000,黎平县,county,522600000000,
        522700000000,黔南布依族苗族自治州,prefecture,520000000000,
        """;

    /// <summary>Each heads a household in the first village, and signs in by the name beside.</summary>
    private static readonly (string Name, string Login, string? Post)[] People =
    [
        ("杨秀英", "villager", null),
        ("吴老岩", "neighbour", null),
        ("张光明", "grid", "grid-worker"),
        ("龙胜文", "panel1", "panel-member"),
        ("石金花", "panel2", "panel-member"),
        ("欧昌贵", "panel3", "panel-member"),
        ("刘桂英", "secretary", "village-secretary"),
        ("潘玉兰", "shop", "shopkeeper"),
    ];

    /// <summary>The offices above the villages; the second clerk serves another township.</summary>
    private static readonly (string Login, string Post, string Place)[] Offices =
    [
        ("township", "township-clerk", "台盘乡"),
        ("township2", "township-clerk", "老屯乡"),
        ("county", "county-office", "台江县"),
        ("prefecture", "prefecture-office", "黔东南苗族侗族自治州"),
        ("admin", "administrator", "黔东南苗族侗族自治州"),
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("gulou-site").FullName;
    private readonly DemoClock clock = new(TimeSpan.Zero);
    private readonly StandingClock machine = new();
    private WebApplication app = null!;

    private Site() { }

    public Tower Tower { get; private set; } = null!;

    public string Address { get; private set; } = "";

    public int Cell { get; private set; }

    public Place Village { get; private set; } = null!;

    public Place OtherVillage { get; private set; } = null!;

    /// <summary>Households of the first village by the name of the head's sign-in.</summary>
    public Dictionary<string, Household> Households { get; } = [];

    /// <summary>A household of the other village.</summary>
    public Household OtherHousehold { get; private set; } = null!;

    /// <summary>The village's rule for volunteer work: 2 to 16 points an hour, at most 40 a month.</summary>
    public long Rule { get; private set; }

    public DateOnly Today => Tower.Now.Day;

    /// <summary>Everything the host answers.</summary>
    public IReadOnlyList<Endpoint> Endpoints => app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    /// <summary>Someone with a household and a way to sign in, in any village.</summary>
    public async Task<Household> VillagerAsync(string login, string name, Place village, string hash)
    {
        await RegisterAsync(village.Id, [name]);
        await using var db = Tower.Read();
        var household = await db.Households.SingleAsync(h => h.HeadName == name);
        await OfferAsync(household.HeadId, login, hash);
        return household;
    }

    /// <param name="askSecondFactor">Whether posts that take a second factor are asked for it.</param>
    /// <param name="provider">An identity provider to sign in with.</param>
    public static async Task<Site> StartAsync(bool askSecondFactor = false, OpenIdSettings? provider = null)
    {
        // Many people sign in from one address here.
        Environment.SetEnvironmentVariable("Limits__SignIn", "10000");
        Environment.SetEnvironmentVariable("Limits__Writes", "10000");
        var site = new Site();
        var settings = new TowerSettings
        {
            Db = Path.Combine(site.folder, "site.db"),
            Keys = Path.Combine(site.folder, "site.keys"),
            MayMakeKeys = true,
            Clock = site.clock,
            MachineClock = site.machine,
        };
        site.Tower = Tower.Open(settings, out _);
        await site.Tower.Database.MigrateAsync();
        await site.FillAsync();
        var web = new WebSettings("http://127.0.0.1:0", "Development", false, askSecondFactor, provider);
        site.app = WebHost.Build(site.Tower, web);
        await site.app.StartAsync();
        site.Address = site.app.Urls.First();
        return site;
    }

    /// <summary>A page of someone who has signed in.</summary>
    public async Task<IPage> SignInAsync(Browser browser, string login, Screen screen = Screen.Desktop)
    {
        var page = await browser.NewPage(screen);
        await page.GotoAsync($"{Address}/sign-in");
        await page.FillAsync("[name=name]", login);
        await page.FillAsync("[name=password]", Password);
        await page.ClickAsync("main button[type=submit]");
        Assert.DoesNotContain("/sign-in", page.Url);
        return page;
    }

    /// <summary>Lets time pass for sessions and codes: on the machine's clock.</summary>
    public void Wait(TimeSpan time) => machine.Move(time);

    public Instant MachineNow => Instant.Now(machine);

    /// <summary>A key by which a program acts for an appointment of someone in this county.</summary>
    internal async Task<TokenText> KeyAsync(long appointment, string label)
    {
        var secret = TokenText.NewSecret();
        var id = await DoAsync(
            new MakeToken
            {
                Id = NewId(),
                Cell = Cell,
                AppointmentId = appointment,
                PersonCell = Cell,
                Label = label,
                Until = Today.AddDays(30),
                SecretHash = SHA256.HashData(secret),
            }
        );
        return new TokenText(Cell, id, secret);
    }

    /// <summary>A program with a key.</summary>
    public HttpClient Program(string key)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(Address),
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Ties an office's login to what an identity provider calls it.</summary>
    public async Task BindAsync(string login, string issuer, string subject)
    {
        var found = (await new ActorReader(Tower.Database, Tower.Vault).LoginAsync(login))!;
        await DoAsync(
            new BindSubject
            {
                Id = NewId(),
                Cell = found.Cell,
                PersonId = found.PersonId,
                Issuer = issuer,
                Subject = subject,
            }
        );
    }

    /// <summary>Lets time pass for everything else.</summary>
    public void WaitElsewhere(TimeSpan time) => clock.Move(time);

    /// <summary>Lets days pass and closes the notices that are over; gives how many were.</summary>
    public async Task<int> PassDaysAsync(int days)
    {
        clock.Move(TimeSpan.FromDays(days));
        return await app.Services.GetRequiredService<NoticeJob>().RunOnceAsync();
    }

    /// <summary>Who someone is, as the command path knows them.</summary>
    public async Task<Actor> ActorAsync(string login)
    {
        var reader = new ActorReader(Tower.Database, Tower.Vault);
        return (await reader.ActorAsync(Cell, Households[login].HeadId))!.Value.Actor;
    }

    /// <summary>A claim as the grid worker records it.</summary>
    public async Task<long> FileClaimAsync(string household, string deed, long points) =>
        await DoAsync(
            await ActorAsync("grid"),
            new FileClaim
            {
                Id = NewId(),
                Cell = Cell,
                HouseholdId = Households[household].Id,
                RuleId = Rule,
                On = Today,
                Points = points,
                Deed = deed,
            }
        );

    /// <summary>A claim that the panel agreed on: it is on the board.</summary>
    public async Task<long> PublishClaimAsync(string household, string deed, long points)
    {
        var claim = await FileClaimAsync(household, deed, points);
        foreach (var panel in new[] { "panel1", "panel2" })
            await ReviewClaimAsync(panel, claim, approves: true);
        return claim;
    }

    public async Task ReviewClaimAsync(string panel, long claim, bool approves, string reason = "") =>
        await DoAsync(
            await ActorAsync(panel),
            new ReviewClaim
            {
                Id = NewId(),
                Cell = Cell,
                ClaimId = claim,
                Approves = approves,
                Reason = reason,
            }
        );

    /// <summary>Runs a command that must succeed; gives the record it made.</summary>
    public async Task<long> DoAsync<TOutcome>(Actor actor, Command<TOutcome> command)
        where TOutcome : struct, Enum
    {
        var answer = await Tower.Commands.RunAsync(actor, command);
        Assert.True(answer.IsDone, $"{command.Verb}: {answer.Outcome}");
        return answer.Subject;
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }
        if (Tower is not null)
            await Tower.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    public static ClientId NewId() => ClientId.New(TimeProvider.System);

    private Task<long> DoAsync<TOutcome>(Command<TOutcome> command)
        where TOutcome : struct, Enum => DoAsync(Actor.System, command);

    private async Task FillAsync()
    {
        using var table = new StringReader(Divisions);
        await DoAsync(
            new ImportDivisions
            {
                Id = NewId(),
                Cell = 0,
                Table = DivisionTable.Read(table, 2023),
            }
        );
        await using var db = Tower.Read();
        var villages = (await db.Divisions.OrderBy(d => d.Key).ToListAsync()).FindAll(d =>
            d.Level == PlaceLevel.Village
        );
        (Village, OtherVillage) = (villages[0], villages[1]);
        Cell = Village.Cell;
        var hamlet = await AddGridAsync("大寨");
        await RegisterAsync(hamlet, [.. People.Select(p => p.Name)]);
        await RegisterAsync(OtherVillage.Id, ["唐大明"]);
        var hash = Passwords.Hash(Password);
        var registered = await db.Households.ToListAsync();
        foreach (var (name, login, post) in People)
        {
            Households[login] = registered.Single(h => h.HeadName == name);
            await OfferAsync(Households[login].HeadId, login, hash);
            if (post is not null)
                await AppointAsync(Households[login].HeadId, post, post == "grid-worker" ? hamlet : Village.Id);
        }
        OtherHousehold = registered.Single(h => h.HeadName == "唐大明");
        var stranger = OtherHousehold.HeadId;
        await AppointAsync(stranger, "village-secretary", OtherVillage.Id);
        await OfferAsync(stranger, "stranger", hash);
        var places = await db.Divisions.ToDictionaryAsync(d => d.ShortName);
        foreach (var (login, post, place) in Offices)
            await StaffAsync(login, post, places[place], hash);
        Rule = await DoAsync(
            new AdoptRule
            {
                Id = NewId(),
                Cell = Cell,
                PlaceId = Village.Id,
                Code = "V01",
                Name = "志愿服务",
                Per = "小时",
                Evidence = "组织者确认",
                MinPoints = 2_00,
                MaxPoints = 16_00,
                Cap = 40_00,
                CapPeriod = CapPeriod.Month,
                From = Today.AddDays(-90),
                Document = "村民代表会议决议〔2026〕3号",
            }
        );
        await DoAsync(
            new OpenShop
            {
                Id = NewId(),
                Cell = Cell,
                PlaceId = Village.Id,
                Name = "台盘村积分超市",
            }
        );
    }

    public Task<long> AddGridAsync(string name) =>
        DoAsync(
            new AddGrid
            {
                Id = NewId(),
                Cell = Cell,
                ParentId = Village.Id,
                Name = name,
                Kind = PlaceKind.Hamlet,
            }
        );

    private Task<long> RegisterAsync(long place, string[] heads) =>
        DoAsync(
            new RegisterHouseholds
            {
                Id = NewId(),
                Cell = Cell,
                PlaceId = place,
                Households =
                [
                    .. heads.Select(
                        (name, i) =>
                            new NewHousehold
                            {
                                PlaceId = place,
                                Door = $"{i + 1}",
                                Members = [new NewMember { Name = name, Relation = Relation.Head }],
                            }
                    ),
                ],
            }
        );

    private Task<long> AppointAsync(long person, string post, long place) =>
        DoAsync(
            new Appoint
            {
                Id = NewId(),
                Cell = Cell,
                PersonCell = Cell,
                PersonId = person,
                PlaceId = place,
                Post = post,
                From = Today.AddDays(-30),
                Document = "台盘乡任〔2026〕1号",
            }
        );

    /// <summary>An official without a household in the register; gives the person.</summary>
    public async Task<long> StaffAsync(string login, string post, Place place, string hash, DateOnly? to = null)
    {
        var person = await DoAsync(
            new RegisterStaff
            {
                Id = NewId(),
                Cell = place.Cell,
                PlaceId = place.Id,
                Name = "杨胜兰",
            }
        );
        await DoAsync(
            new Appoint
            {
                Id = NewId(),
                Cell = place.Cell,
                PersonCell = place.Cell,
                PersonId = person,
                PlaceId = place.Id,
                Post = post,
                From = Today.AddDays(-30),
                To = to,
            }
        );
        await DoAsync(
            new CreateLogin
            {
                Id = NewId(),
                Cell = place.Cell,
                PersonId = person,
                Name = login,
                PasswordHash = hash,
            }
        );
        return person;
    }

    private Task<long> OfferAsync(long person, string login, string hash) =>
        DoAsync(
            new CreateLogin
            {
                Id = NewId(),
                Cell = Cell,
                PersonId = person,
                Name = login,
                PasswordHash = hash,
            }
        );
}
