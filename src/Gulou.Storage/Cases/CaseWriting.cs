using System.Security.Cryptography;
using Gulou.Kernel.Cases;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

/// <summary>Turns what the engine answered into rows: one place for all verbs of cases.</summary>
/// <param name="w">The command's world.</param>
/// <param name="type">The flow.</param>
/// <param name="scene">The case as it was; when filing, as it will be.</param>
internal sealed class CaseWriting(World w, CaseType type, CaseScene scene)
{
    private const int SaltBytes = 32;

    private CaseRecord Record => scene.Case;

    /// <summary>Asks for what the effects of an act will read.</summary>
    public void Needs(CaseAnswered answered)
    {
        foreach (var (effect, call) in Calls(answered.Changes))
            effect.Needs(w, call);
    }

    /// <summary>Writes what changes, with the remark beside the first line of the log; or says why not.</summary>
    public CaseOutcome Write(CaseAnswered answered, string remark)
    {
        if (answered.Changes is not { } changes)
            return answered.Faults.Count > 0
                ? w.Refuse(answered.Outcome, [.. answered.Faults])
                : w.Refuse(answered.Outcome, [.. answered.Args]);
        foreach (var (effect, call) in Calls(changes))
        {
            if (effect.Apply(w, call) is { } refusal)
                return w.Refuse(CaseOutcome.EffectRefused, refusal);
        }
        WriteRecord(changes);
        WriteWaits(changes);
        WriteWords(changes);
        var revision = WriteValues(changes);
        WriteLog(changes.Log, remark, revision);
        Tell(changes.News);
        w.Subject = Record.Id;
        return CaseOutcome.Done;
    }

    private IEnumerable<(Effect Effect, EffectCall Call)> Calls(CaseChanges? changes) =>
        (changes?.Effects ?? []).Select(
            (due, i) =>
                (
                    w.Definitions.Get<CaseCatalog>().Effects[due.Name],
                    new EffectCall(Record, due.With, w.Command.Id.Derive($"effect {i}"))
                )
        );

    private void WriteRecord(CaseChanges changes)
    {
        (Record.State, Record.Round, Record.End) = (changes.State, changes.Round, changes.End);
        if (!changes.Entered)
            return;
        Record.EnteredAt = w.Now;
        Record.ClosedAt = changes.End == CaseEnd.None ? null : w.Now;
        Record.MergedInto = changes.MergedInto;
    }

    private void WriteWaits(CaseChanges changes)
    {
        var known = scene.Waits.ToDictionary(wait => wait.Id);
        foreach (var wait in changes.Closed)
            w.Remove(known[wait.Id]);
        foreach (var wait in changes.Changed)
        {
            // What the clock failed with is behind it.
            if (wait.NextAt != known[wait.Id].NextAt)
                (wait.Failures, wait.Failure, wait.RetryAt) = (0, "", default);
            w.Replace(known[wait.Id], wait);
        }
        foreach (var wait in changes.Opened)
        {
            (wait.Cell, wait.Id, wait.CaseId) = (Record.Cell, w.NewId(), Record.Id);
            w.Add(wait);
        }
    }

    private void WriteWords(CaseChanges changes)
    {
        if (changes.Sign is { } sign)
            w.Add(sign);
        if (changes.Ballot is not { } ballot)
            return;
        if (scene.Ballot is { } before && before.Step == ballot.Step)
            w.Replace(before, ballot);
        else
            w.Add(ballot);
    }

    private CaseRevision? WriteValues(CaseChanges changes)
    {
        if (changes.Values is not { } values)
            return null;
        var before = CaseValues.FilesOf(Record.Revision == 0 ? FormValues.Empty : scene.Values).ToHashSet();
        foreach (var (field, hash) in CaseValues.FilesOf(values).Distinct().Where(file => !before.Contains(file)))
            w.Add(
                new CaseAttachment
                {
                    Cell = Record.Cell,
                    Id = w.NewId(),
                    CaseId = Record.Id,
                    Field = field,
                    Hash = hash,
                }
            );
        var revision = CaseValues.Write(type, values, RandomNumberGenerator.GetBytes(SaltBytes), w.Vault);
        (revision.Cell, revision.CaseId, revision.Revision) = (Record.Cell, Record.Id, ++Record.Revision);
        w.Add(revision);
        return revision;
    }

    /// <summary>Chains the lines to those before; the audit record holds the hash of the last.</summary>
    private void WriteLog(IReadOnlyList<CaseLogLine> lines, string remark, CaseRevision? revision)
    {
        var digest = new Digest();
        var seq = scene.Log.Count == 0 ? 0 : scene.Log[^1].Seq;
        var hash = scene.Log.Count == 0 ? Record.Origin(digest) : scene.Log[^1].Hash;
        foreach (var line in lines)
        {
            (line.Cell, line.CaseId, line.Seq, line.Command) = (Record.Cell, Record.Id, ++seq, w.Command.Id);
            if (remark.Length > 0 && line == lines[0])
                line.Remark = WriteRemark(line, remark).DigestOf(digest);
            if (revision is not null && line == lines[^1])
                line.Values = revision.DigestOf(digest);
            hash = line.Hash = line.Chained(hash, digest);
            w.Add(line);
        }
        if (lines.Count > 0)
            w.Seal(hash);
    }

    private CaseRemark WriteRemark(CaseLogLine line, string text)
    {
        var remark = new CaseRemark
        {
            Cell = line.Cell,
            CaseId = line.CaseId,
            Seq = line.Seq,
            Text = text,
            Salt = RandomNumberGenerator.GetBytes(SaltBytes),
        };
        w.Add(remark);
        return remark;
    }

    private void Tell(IEnumerable<CaseNews> news)
    {
        foreach (var told in news)
            w.Add(
                new CaseTold
                {
                    Cell = Record.Cell,
                    Id = w.NewId(),
                    CaseId = Record.Id,
                    Kind = told.Kind,
                    Step = told.Step,
                    Post = told.To.Post,
                    Scope = told.To.Scope,
                    PersonId = told.To.PersonId,
                    HouseholdId = told.To.HouseholdId,
                    At = w.Now,
                }
            );
    }
}
