using Gulou.Kernel.Cases;
using Gulou.Kernel.Values;
using Gulou.Storage.Cases;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage;

/// <summary>
/// Every case: its log is one chain that begins with the case itself, its state is where the log leads, its form and
/// remarks are those the log speaks of unless they were erased, and something waits as long as it runs.
/// </summary>
internal sealed class CaseCheck(Snapshot snapshot, Findings findings)
{
    private readonly Digest digest = new();

    public async Task RunAsync()
    {
        await Texts();
        await Logs();
        await Forms();
        await Remarks();
        await Waits();
        await Ballots();
        foreach (var sql in new[] { VerificationSql.CaseLinesWithoutAudit, VerificationSql.CasesWithoutLog })
        {
            await foreach (var row in snapshot.Read(sql))
                findings.Fault(
                    "case.log",
                    $"case {row.GetInt32(0)}/{row.GetInt64(1)}",
                    "no audit record speaks of what its log says, or there is no log"
                );
        }
    }

    private async Task Texts()
    {
        await foreach (var text in snapshot.Db.Set<CaseText>().AsNoTracking().AsAsyncEnumerable())
        {
            if (!CaseText.HashOf(text.Type, text.Text).AsSpan().SequenceEqual(text.Hash))
                findings.Fault(
                    "case.text",
                    $"{text.Type} in cell {text.Cell}",
                    "it is not the text cases were filed by"
                );
        }
    }

    private async Task Logs()
    {
        var lines =
            from line in snapshot.Db.Set<CaseLogLine>()
            join record in snapshot.Db.Set<CaseRecord>()
                on new { line.Cell, Id = line.CaseId } equals new { record.Cell, record.Id }
            orderby line.Cell, line.CaseId, line.Seq
            select new { Record = record, Line = line };
        (CaseRecord Record, CaseLogLine Line)? last = null;
        await foreach (var next in lines.AsNoTracking().AsAsyncEnumerable())
        {
            var (record, line) = (next.Record, next.Line);
            var isFirst = last is not { } before || before.Record.Id != record.Id || before.Record.Cell != record.Cell;
            if (isFirst)
                Compare(last);
            var hash = isFirst ? record.Origin(digest) : last!.Value.Line.Hash;
            var seq = isFirst ? 1 : last!.Value.Line.Seq + 1;
            findings.Equal("case.seq", Name(record), line.Seq, seq);
            if (line.Seq == seq && !line.Chained(hash, digest).AsSpan().SequenceEqual(line.Hash))
                findings.Fault(
                    "case.hash",
                    $"{Name(record)} line {line.Seq}",
                    "it, the line before it, or what never changes about the case is not what was recorded"
                );
            last = (record, line);
        }
        Compare(last);
    }

    /// <summary>Where a case stands against where its log ends.</summary>
    private void Compare((CaseRecord Record, CaseLogLine Line)? last)
    {
        if (last is not { } case_ || case_.Record.State == case_.Line.To)
            return;
        findings.Fault(
            "case.state",
            Name(case_.Record),
            $"stands at {case_.Record.State}, its log ends at {case_.Line.To}"
        );
    }

    /// <summary>A form's n-th revision is that of the n-th line that speaks of one.</summary>
    private async Task Forms()
    {
        byte[] none = [];
        var pairs =
            from revision in snapshot.Db.Set<CaseRevision>()
            join line in snapshot.Db.Set<CaseLogLine>()
                on new { revision.Cell, revision.CaseId } equals new { line.Cell, line.CaseId }
            where line.Values != none
            orderby revision.Cell, revision.CaseId, revision.Revision, line.Seq
            select new { Revision = revision, line.Values };
        CaseRevision? at = null;
        var count = 0;
        await foreach (var pair in pairs.AsNoTracking().AsAsyncEnumerable())
        {
            var revision = pair.Revision;
            var isSame =
                at is not null
                && (at.Cell, at.CaseId, at.Revision) == (revision.Cell, revision.CaseId, revision.Revision);
            count = isSame ? count + 1 : 1;
            at = revision;
            if (count == revision.Revision && !revision.DigestOf(digest).AsSpan().SequenceEqual(pair.Values))
                findings.Fault(
                    "case.form",
                    $"case {revision.Cell}/{revision.CaseId} revision {revision.Revision}",
                    "its form is not the one that was given"
                );
        }
    }

    private async Task Remarks()
    {
        var pairs =
            from remark in snapshot.Db.Set<CaseRemark>()
            join line in snapshot.Db.Set<CaseLogLine>()
                on new
                {
                    remark.Cell,
                    remark.CaseId,
                    remark.Seq,
                } equals new
                {
                    line.Cell,
                    line.CaseId,
                    line.Seq,
                }
            select new { Remark = remark, Digest = line.Remark };
        await foreach (var pair in pairs.AsNoTracking().AsAsyncEnumerable())
        {
            var remark = pair.Remark;
            if (!remark.DigestOf(digest).AsSpan().SequenceEqual(pair.Digest))
                findings.Fault(
                    "case.remark",
                    $"case {remark.Cell}/{remark.CaseId} line {remark.Seq}",
                    "the remark is not the one that was made"
                );
        }
    }

    private async Task Waits()
    {
        await foreach (var row in snapshot.Read(VerificationSql.CasesThatWaitForNothing))
            findings.Fault("case.wait", $"case {row.GetInt32(0)}/{row.GetInt64(1)}", "it runs, and nothing waits");
        await foreach (var row in snapshot.Read(VerificationSql.WaitsOfOtherRounds))
            findings.Fault(
                "case.wait",
                $"case {row.GetInt32(0)}/{row.GetInt64(1)}",
                "something waits of a state it is not in"
            );
    }

    private async Task Ballots()
    {
        await foreach (var row in snapshot.Read(VerificationSql.Ballots))
            findings.Equal(
                "case.ballot",
                $"case {row.GetInt32(0)}/{row.GetInt64(1)} step {row.GetString(2)} round {row.GetInt64(3)}",
                row.GetInt64(4),
                row.GetInt64(5)
            );
    }

    private static string Name(CaseRecord record) => $"case {record.Cell}/{record.Id} ({record.Number})";
}
