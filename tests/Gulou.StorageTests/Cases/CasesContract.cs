using Gulou.Kernel.Cases;
using Gulou.Kernel.Places;
using Gulou.Storage.Cases;
using Gulou.Storage.Commands;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.Cases;

/// <summary>A flow that is one file and no code, from its filing to its end, by commands.</summary>
public abstract class CasesContract : IAsyncLifetime
{
    private CaseDesk desk = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract Task<Registers> NewRegisters();

    public async ValueTask InitializeAsync() => desk = await CaseDesk.In(await NewRegisters());

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await desk.DisposeAsync();
    }

    [Fact]
    public async Task A_flow_of_one_file_runs_to_its_end()
    {
        var filing = desk.Filing();
        var filed = await desk.Run(desk.Filer, filing);
        Assert.Equal(CaseOutcome.Done, filed.Outcome);
        Assert.True((await desk.Run(desk.Filer, filing)).Replayed);
        var other = await desk.Run(desk.Filer, filing with { Values = FormValues.Empty });
        Assert.Equal(CaseOutcome.IdUsedWithOtherContent, other.Outcome);
        var id = filed.Subject;
        Assert.Equal("XJ-2026-0001", (await desk.Case(id)).Number);

        // Monday the second of March: the third working day after it is Thursday.
        var item = Assert.Single(await desk.ListOf(desk.Secretary));
        Assert.Equal((id, new DateOnly(2026, 3, 5)), (item.Case.Id, item.Wait.LastDay));
        Assert.Empty(await desk.ListOf(desk.Head));
        Assert.Equal(CaseOutcome.NotAllowed, await desk.Take(desk.Neighbour, id, "look", "fine"));
        Assert.Null(await desk.Cases.FindAsync(desk.Neighbour, desk.Cell, id, Cancel));
        Assert.Equal(OpenCaseOutcome.NotAllowed, (await desk.Run(desk.Neighbour, Opening(id))).Outcome);
        Assert.Equal(OpenCaseOutcome.Done, (await desk.Run(desk.Secretary, Opening(id))).Outcome);

        Assert.Equal(CaseOutcome.RemarkMissing, await desk.Take(desk.Secretary, id, "look", "no"));
        Assert.Equal(CaseOutcome.Done, await desk.Take(desk.Secretary, id, "look", "fine", "去看过了"));
        Assert.Equal(CaseOutcome.NotWaiting, await desk.Take(desk.Secretary, id, "look", "fine"));
        Assert.Equal(CaseOutcome.Done, await desk.Take(desk.Head, id, "sign", "for"));
        Assert.Empty(await desk.ListOf(desk.Head));
        Assert.Equal(CaseOutcome.Done, await desk.Take(desk.Secretary, id, "sign", "for"));
        Assert.Equal("resting", (await desk.Case(id)).State);

        Assert.Equal(0, await desk.Clock().RunAsync(Cancel));
        desk.Pass(TimeSpan.FromDays(8));
        Assert.Equal(1, await desk.Clock().RunAsync(Cancel));
        var ended = await desk.Case(id);
        Assert.Equal(("done", CaseEnd.Done), (ended.State, ended.End));
        Assert.Equal(
            [CaseDeed.Filed, CaseDeed.Answered, CaseDeed.Signed, CaseDeed.Signed, CaseDeed.Answered, CaseDeed.Answered],
            await desk.Deeds(id)
        );
        var view = await desk.Cases.FindAsync(desk.Filer, desk.Cell, id, Cancel);
        Assert.Equal("13900001234", view!.Scene.Values["phone"]!.Word);
        Assert.Equal("去看过了", Assert.Single(view.Remarks).Value);
        await using var db = desk.Database.NewContext();
        var plain = (await db.Set<CaseRevision>().SingleAsync(Cancel)).Values;
        Assert.DoesNotContain("1390000", plain, StringComparison.Ordinal);
        Assert.Contains(
            await db.Set<CaseTold>().ToListAsync(Cancel),
            told => told.Kind == NewsKind.Ended && told.PersonId == desk.Filer.PersonId
        );
        Assert.Empty(await desk.Faults());
    }

    [Fact]
    public async Task Refusals_come_in_their_order_and_write_nothing()
    {
        Assert.Equal(
            CaseOutcome.NotAllowed,
            await File(desk.Filing() with { HouseholdId = desk.Neighbour.HouseholdId })
        );
        Assert.Equal(CaseOutcome.NotAllowed, await File(desk.Filing() with { HouseholdId = 1 }));
        Assert.Equal(CaseOutcome.UnknownType, await File(desk.Filing() with { Type = "nothing" }));
        Assert.Equal(CaseOutcome.WrongSubject, await File(desk.Filing() with { FiledFor = 1 }, desk.Secretary));
        Assert.Equal(CaseOutcome.FormFaults, await File(desk.Filing(new string('a', 41))));
        var id = await desk.Filed(MindEffect.Refused);
        Assert.Equal(CaseOutcome.NoSuchAnswer, await desk.Take(desk.Secretary, id, "look", "perhaps"));
        Assert.Equal(CaseOutcome.EffectRefused, await desk.Take(desk.Secretary, id, "look", "fine"));
        Assert.Equal("asked", (await desk.Case(id)).State);
        Assert.Equal([CaseDeed.Filed], await desk.Deeds(id));
        Assert.Empty(await desk.Faults());

        async Task<CaseOutcome> File(FileCase filing, Gulou.Kernel.Posts.Actor? by = null) =>
            (await desk.Run(by ?? desk.Filer, filing)).Outcome;
    }

    [Fact]
    public async Task A_secret_vote_is_counted_and_nobodys_word_is_kept()
    {
        var id = await desk.Filed(yuan: 900);
        Assert.Equal("voting", (await desk.Case(id)).State);
        Assert.Single(await desk.ListOf(desk.Panel[0]));
        Assert.Equal(CaseOutcome.Done, await desk.Take(desk.Panel[0], id, "vote", "for"));
        Assert.Empty(await desk.ListOf(desk.Panel[0]));
        Assert.Single(await desk.ListOf(desk.Panel[1]));
        Assert.Equal(CaseOutcome.AlreadySigned, await desk.Take(desk.Panel[0], id, "vote", "against"));
        Assert.Equal(CaseOutcome.Done, await desk.Take(desk.Panel[1], id, "vote", "against", "不同意"));
        await using (var db = desk.Database.NewContext())
        {
            Assert.All(await db.Set<CaseSign>().ToListAsync(Cancel), sign => Assert.Equal(CaseVote.Secret, sign.Vote));
            Assert.Empty(await db.Set<CaseRemark>().ToListAsync(Cancel));
        }
        Assert.Equal(CaseOutcome.Done, await desk.Take(desk.Panel[2], id, "vote", "for"));
        Assert.Equal("signing", (await desk.Case(id)).State);
        Assert.Empty(await desk.Faults());
    }

    [Fact]
    public async Task Others_come_in_and_a_case_comes_back()
    {
        var id = await desk.Filed();
        var wait = Assert.Single(await desk.ListOf(desk.Secretary)).Wait.Id;
        Assert.Equal(CaseOutcome.NotHandedOver, await HandOver(desk.Neighbour));
        Assert.Equal(CaseOutcome.Done, await HandOver(desk.Clerk));
        Assert.Empty(await desk.ListOf(desk.Secretary));
        Assert.Single(await desk.ListOf(desk.Clerk));

        // The clerk goes away, and the hamlet's head acts meanwhile.
        var away = await desk.Run(
            desk.Clerk,
            new Gulou.Storage.Cases.Delegate
            {
                Id = desk.NewId(),
                Cell = desk.Cell,
                PersonId = desk.Clerk.PersonId,
                ToPersonId = desk.Head.PersonId,
                ToCell = desk.Cell,
                From = desk.Now.Day,
                Until = desk.Now.Day.AddDays(3),
            }
        );
        Assert.Equal(DelegateOutcome.Done, away.Outcome);
        Assert.Single(await desk.ListOf(desk.Head));
        Assert.Equal(CaseOutcome.Done, await desk.Take(desk.Head, id, "look", "fine"));

        Assert.Equal(
            CaseOutcome.Done,
            await Do(
                desk.Secretary,
                new ReturnCase
                {
                    Id = desk.NewId(),
                    Cell = desk.Cell,
                    CaseId = id,
                    Step = "sign",
                    To = "asked",
                    Comment = "再看看",
                }
            )
        );
        Assert.Equal(
            CaseOutcome.Done,
            await Do(
                desk.Filer,
                new CommentOnCase
                {
                    Id = desk.NewId(),
                    Cell = desk.Cell,
                    CaseId = id,
                    Comment = "不急",
                }
            )
        );
        Assert.Equal(
            CaseOutcome.Done,
            await Do(
                desk.Secretary,
                new CopyCase
                {
                    Id = desk.NewId(),
                    Cell = desk.Cell,
                    CaseId = id,
                    ToPersonId = desk.Panel[0].PersonId,
                    ToCell = desk.Cell,
                }
            )
        );
        Assert.NotNull(await desk.Cases.FindAsync(desk.Panel[0], desk.Cell, id, Cancel));
        Assert.Equal(CaseOutcome.Done, await desk.Take(desk.Secretary, id, "look", "no", "没有钱"));
        Assert.Equal(
            CaseOutcome.Done,
            await Do(
                desk.Secretary,
                new ReopenCase
                {
                    Id = desk.NewId(),
                    Cell = desk.Cell,
                    CaseId = id,
                }
            )
        );
        var second = await desk.Filed();
        Assert.Equal(
            CaseOutcome.Done,
            await Do(
                desk.Secretary,
                new MergeCases
                {
                    Id = desk.NewId(),
                    Cell = desk.Cell,
                    CaseId = second,
                    IntoId = id,
                }
            )
        );
        Assert.Equal(id, (await desk.Case(second)).MergedInto);
        Assert.Equal(
            CaseOutcome.Done,
            await Do(
                desk.Filer,
                new WithdrawCase
                {
                    Id = desk.NewId(),
                    Cell = desk.Cell,
                    CaseId = id,
                }
            )
        );
        Assert.Equal(
            [
                CaseDeed.Filed,
                CaseDeed.HandedOver,
                CaseDeed.Answered,
                CaseDeed.Returned,
                CaseDeed.Commented,
                CaseDeed.Copied,
                CaseDeed.Answered,
                CaseDeed.Reopened,
                CaseDeed.Withdrawn,
            ],
            await desk.Deeds(id)
        );
        Assert.Empty(await desk.Faults());

        async Task<CaseOutcome> HandOver(Gulou.Kernel.Posts.Actor to) =>
            await Do(
                desk.Secretary,
                new HandOverCase
                {
                    Id = desk.NewId(),
                    Cell = desk.Cell,
                    CaseId = id,
                    WaitId = wait,
                    ToPersonId = to.PersonId,
                    ToCell = desk.Cell,
                }
            );
    }

    [Fact]
    public async Task A_joint_step_waits_for_those_who_were_added()
    {
        var id = await desk.Filed();
        Assert.Equal(CaseOutcome.Done, await desk.Take(desk.Secretary, id, "look", "fine"));
        Assert.Equal(
            CaseOutcome.Done,
            await Do(
                desk.Secretary,
                new AddCaseSigner
                {
                    Id = desk.NewId(),
                    Cell = desk.Cell,
                    CaseId = id,
                    Step = "sign",
                    ToPersonId = desk.Clerk.PersonId,
                    ToCell = desk.Cell,
                }
            )
        );
        Assert.Equal(CaseOutcome.Done, await desk.Take(desk.Head, id, "sign", "for"));
        Assert.Equal(CaseOutcome.Done, await desk.Take(desk.Secretary, id, "sign", "for"));
        var extra = Assert.Single(await desk.ListOf(desk.Clerk)).Wait;
        Assert.Equal(
            CaseOutcome.Done,
            await Do(
                desk.Secretary,
                new DropCaseSigner
                {
                    Id = desk.NewId(),
                    Cell = desk.Cell,
                    CaseId = id,
                    WaitId = extra.Id,
                }
            )
        );
        Assert.Equal("resting", (await desk.Case(id)).State);
        Assert.Empty(await desk.Faults());
    }

    [Fact]
    public async Task A_changed_definition_is_for_new_cases_and_the_nearest_place_has_its_own()
    {
        var old = await desk.Filed();
        var changed = CaseDesk
            .Repair.Replace("        to: signing\n", "        to: resting\n", StringComparison.Ordinal)
            .Replace("    returns: [asked]\n", "", StringComparison.Ordinal);
        Assert.NotEqual(CaseDesk.Repair, changed);
        var township = await desk.CodeOf(PlaceLevel.Township);
        var tools = desk.With(
            ("4-governance/repair.yaml", changed),
            ($"places/{township[..9]}/4-governance/repair.yaml", changed.Replace("XJ", "TP", StringComparison.Ordinal))
        );
        await using var path = desk.PathWith(tools);
        await using (var db = desk.Database.NewContext())
            await tools.Definitions.Get<CaseCatalog>().PinAllAsync(db, Cancel);
        var filed = await path.RunAsync(desk.Filer, desk.Filing(), Cancel);
        Assert.Equal(CaseOutcome.Done, filed.Outcome);
        Assert.Equal("TP-2026-0001", (await desk.Case(filed.Subject)).Number);
        foreach (var id in (long[])[old, filed.Subject])
            Assert.Equal(
                CaseOutcome.Done,
                (
                    await path.RunAsync(
                        desk.Secretary,
                        new TakeStep
                        {
                            Id = desk.NewId(),
                            Cell = desk.Cell,
                            CaseId = id,
                            Step = "look",
                            Answer = "fine",
                        },
                        Cancel
                    )
                ).Outcome
            );
        Assert.Equal("signing", (await desk.Case(old)).State);
        Assert.Equal("resting", (await desk.Case(filed.Subject)).State);
        Assert.Empty(await desk.Faults());
    }

    private OpenCase Opening(long id) =>
        new()
        {
            Id = desk.NewId(),
            Cell = desk.Cell,
            CaseId = id,
        };

    private async Task<CaseOutcome> Do(Gulou.Kernel.Posts.Actor actor, Command<CaseOutcome> command) =>
        (await desk.Run(actor, command)).Outcome;
}

public sealed class SqliteCasesTests : CasesContract
{
    protected override Task<Registers> NewRegisters() => Registers.OnSqlite();
}

public sealed class PostgresCasesTests(PostgresServer server) : CasesContract
{
    protected override Task<Registers> NewRegisters() => Registers.OnPostgres(server);
}
