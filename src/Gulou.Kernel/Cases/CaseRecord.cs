using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Kernel.Cases;

/// <summary>A case: what it is of, where it lies, what it is about and where it stands.</summary>
public sealed class CaseRecord
{
    /// <summary>The cell of its place.</summary>
    public int Cell { get; set; }

    /// <summary>The case's id.</summary>
    public long Id { get; set; }

    /// <summary>The key of its <see cref="CaseType"/>.</summary>
    public required string Type { get; set; }

    /// <summary>The hash of the definition's text it runs by, for ever.</summary>
    public byte[] Definition { get; set; } = [];

    /// <summary>The number people say, such as HB-2026-0012.</summary>
    public string Number { get; set; } = "";

    /// <summary>Where it lies.</summary>
    public long PlaceId { get; set; }

    /// <summary>Today's key of that place.</summary>
    public PlaceKey Scope { get; set; }

    /// <summary>The household it is about, or that of the person it is about.</summary>
    public long? HouseholdId { get; set; }

    /// <summary>The person it is about.</summary>
    public long? PersonId { get; set; }

    /// <summary>Who filed it.</summary>
    public long FiledBy { get; set; }

    /// <summary>On whose behalf; null when by oneself.</summary>
    public long? FiledFor { get; set; }

    /// <summary>When.</summary>
    public Instant FiledAt { get; set; }

    /// <summary>The state's key.</summary>
    public required string State { get; set; }

    /// <summary>How many states it has entered: grows by one with each, so that signs and votes of an earlier round do
    /// not count.</summary>
    public int Round { get; set; }

    /// <summary>When it entered its state.</summary>
    public Instant EnteredAt { get; set; }

    /// <summary>How it ended.</summary>
    public CaseEnd End { get; set; }

    /// <summary>When it ended; null while it runs.</summary>
    public Instant? ClosedAt { get; set; }

    /// <summary>The case it was merged into.</summary>
    public long? MergedInto { get; set; }

    /// <summary>The revision of its form's values, from 1.</summary>
    public int Revision { get; set; }

    /// <summary>The hash of all that never changes about it: what its log begins with.</summary>
    public byte[] Origin(Digest digest) =>
        digest
            .Add(Cell)
            .Add(Id)
            .Add(Type)
            .Add(Definition)
            .Add(Number)
            .Add(PlaceId)
            .Add(HouseholdId)
            .Add(PersonId)
            .Add(FiledBy)
            .Add(FiledFor)
            .Add(FiledAt.Micros)
            .Take();
}

/// <summary>
/// What must be done by whom: a step that waits for a post at a place, for a person, or for a household. A step of the
/// clock waits for nobody. Only open ones are kept; a closed one is in the log.
/// </summary>
public sealed class CaseWait
{
    /// <summary>No deadline, nothing for the clock to do.</summary>
    public static readonly Instant Never = new(long.MaxValue);

    /// <summary>The <see cref="Signer"/> of those who were added.</summary>
    public const int Extra = -1;

    /// <summary>The case's cell.</summary>
    public int Cell { get; set; }

    /// <summary>Its id; 0 before it is stored.</summary>
    public long Id { get; set; }

    /// <summary>The case.</summary>
    public long CaseId { get; set; }

    /// <summary>The case's type, so that a worklist can be filtered.</summary>
    public required string Type { get; set; }

    /// <summary>The step's key.</summary>
    public required string Step { get; set; }

    /// <summary>The round it was opened in.</summary>
    public int Round { get; set; }

    /// <summary>The post that must act; empty for a person, a household or the clock.</summary>
    public string Post { get; set; } = "";

    /// <summary>The exact place of that post; the case's own place otherwise.</summary>
    public PlaceKey Scope { get; set; }

    /// <summary>The person who must act.</summary>
    public long? PersonId { get; set; }

    /// <summary>The household of which any adult may act.</summary>
    public long? HouseholdId { get; set; }

    /// <summary>
    /// Which of a joint step's signers it waits for, from 0; <see cref="Extra"/> for one who was added.
    /// </summary>
    public int Signer { get; set; }

    /// <summary>Who added this signer to those the definition names; null for those.</summary>
    public long? AddedBy { get; set; }

    /// <summary>Since when it waits.</summary>
    public Instant OpenedAt { get; set; }

    /// <summary>The first instant that is too late, or <see cref="Never"/>. Worklists are in this order.</summary>
    public Instant DueAt { get; set; } = Never;

    /// <summary>When the clock must look at it next, or <see cref="Never"/>.</summary>
    public Instant NextAt { get; set; } = Never;

    /// <summary>Whether its reminder has been sent.</summary>
    public bool Reminded { get; set; }

    /// <summary>Whether it was marked overdue.</summary>
    public bool Overdue { get; set; }

    /// <summary>How many rungs of its escalation were climbed.</summary>
    public int Rungs { get; set; }

    /// <summary>How often the clock failed with it since it last had something to do.</summary>
    public int Failures { get; set; }

    /// <summary>What the last failure was, for the operator; empty for none.</summary>
    public string Failure { get; set; } = "";

    /// <summary>Not to be tried before this.</summary>
    public Instant RetryAt { get; set; }

    /// <summary>The last day on which it is in time; null without deadline.</summary>
    public DateOnly? LastDay => DueAt == Never ? null : new Instant(DueAt.Micros - 1).Day;

    /// <summary>Whether it waits for the same as another, for the same word.</summary>
    public bool IsLike(CaseWait other) =>
        Step == other.Step
        && Signer == other.Signer
        && Post == other.Post
        && Scope == other.Scope
        && PersonId == other.PersonId
        && HouseholdId == other.HouseholdId;

    /// <summary>A copy to change.</summary>
    public CaseWait Copy() => (CaseWait)MemberwiseClone();
}

/// <summary>What happened to a case, one line each, never changed.</summary>
public sealed class CaseLogLine
{
    /// <summary>The case's cell.</summary>
    public int Cell { get; set; }

    /// <summary>The case.</summary>
    public long CaseId { get; set; }

    /// <summary>Counts from 1.</summary>
    public int Seq { get; set; }

    /// <summary>What was done.</summary>
    public CaseDeed Deed { get; set; }

    /// <summary>The step; empty for what is none.</summary>
    public string Step { get; set; } = "";

    /// <summary>The answer; empty for none.</summary>
    public string Answer { get; set; } = "";

    /// <summary>The round in which it was done.</summary>
    public int Round { get; set; }

    /// <summary>The state before.</summary>
    public string From { get; set; } = "";

    /// <summary>The state after; the same where it stayed.</summary>
    public string To { get; set; } = "";

    /// <summary>Who; 0 for the clock.</summary>
    public long PersonId { get; set; }

    /// <summary>By which appointment; 0 for a villager or the clock.</summary>
    public long AppointmentId { get; set; }

    /// <summary>For whom, when delegated while away; null for oneself.</summary>
    public long? InsteadOf { get; set; }

    /// <summary>The other person or case concerned: handed to, added, merged into.</summary>
    public long? Other { get; set; }

    /// <summary>When.</summary>
    public Instant At { get; set; }

    /// <summary>
    /// The command that did it: its audit record holds the <see cref="Hash"/> of the command's last line.
    /// </summary>
    public ClientId Command { get; set; }

    /// <summary>The salted digest of the remark, which can be erased; empty for none.</summary>
    public byte[] Remark { get; set; } = [];

    /// <summary>The salted digest of the form's new revision; empty where it stayed.</summary>
    public byte[] Values { get; set; } = [];

    /// <summary>The chain's hash up to and including this line.</summary>
    public byte[] Hash { get; set; } = [];

    /// <summary>The hash this line must carry after the line before it; before the first, the case's origin.</summary>
    public byte[] Chained(byte[] before, Digest digest) =>
        digest
            .Add(before)
            .Add(Cell)
            .Add(CaseId)
            .Add(Seq)
            .Add((long)Deed)
            .Add(Step)
            .Add(Answer)
            .Add(Round)
            .Add(From)
            .Add(To)
            .Add(PersonId)
            .Add(AppointmentId)
            .Add(InsteadOf)
            .Add(Other)
            .Add(At.Micros)
            .Add(Command)
            .Add(Remark)
            .Add(Values)
            .Take();
}

/// <summary>What can be done with a case.</summary>
public enum CaseDeed
{
    /// <summary>Filed.</summary>
    Filed = 1,

    /// <summary>A step was answered.</summary>
    Answered = 2,

    /// <summary>A signer or a member of a panel gave a word; the step is not decided yet.</summary>
    Signed = 3,

    /// <summary>Sent back to an earlier state.</summary>
    Returned = 4,

    /// <summary>Taken back.</summary>
    Withdrawn = 5,

    /// <summary>Handed to someone else.</summary>
    HandedOver = 6,

    /// <summary>A signer was added.</summary>
    SignerAdded = 7,

    /// <summary>An added signer was dropped.</summary>
    SignerDropped = 8,

    /// <summary>Opened again.</summary>
    Reopened = 9,

    /// <summary>Merged into another case.</summary>
    Merged = 10,

    /// <summary>A remark.</summary>
    Commented = 11,

    /// <summary>Copied to someone.</summary>
    Copied = 12,

    /// <summary>The clock reminded those it waits for.</summary>
    Reminded = 13,

    /// <summary>The clock marked it overdue.</summary>
    Overdue = 14,

    /// <summary>The clock called someone above.</summary>
    Escalated = 15,
}

/// <summary>A signer's or a voter's word.</summary>
public enum CaseVote
{
    /// <summary>For.</summary>
    For = 1,

    /// <summary>Against.</summary>
    Against = 2,

    /// <summary>Neither; only on panels.</summary>
    Abstain = 3,

    /// <summary>Given in secret: who is kept here, what in the <see cref="CaseBallot"/> alone.</summary>
    Secret = 4,
}

/// <summary>That someone signed or voted in a round; unique by person.</summary>
public sealed class CaseSign
{
    /// <summary>The case's cell.</summary>
    public int Cell { get; set; }

    /// <summary>The case.</summary>
    public long CaseId { get; set; }

    /// <summary>The step.</summary>
    public required string Step { get; set; }

    /// <summary>The round.</summary>
    public int Round { get; set; }

    /// <summary>Who.</summary>
    public long PersonId { get; set; }

    /// <summary>The word.</summary>
    public CaseVote Vote { get; set; }

    /// <summary>
    /// Which of a joint step's signers, from 0; <see cref="CaseWait.Extra"/> for one who was added; 0 on a panel.
    /// </summary>
    public int Signer { get; set; }

    /// <summary>When.</summary>
    public Instant At { get; set; }
}

/// <summary>A secret ballot's count; nobody's word is kept.</summary>
public sealed class CaseBallot
{
    /// <summary>The case's cell.</summary>
    public int Cell { get; set; }

    /// <summary>The case.</summary>
    public long CaseId { get; set; }

    /// <summary>The step.</summary>
    public required string Step { get; set; }

    /// <summary>The round.</summary>
    public int Round { get; set; }

    /// <summary>Votes for.</summary>
    public int For { get; set; }

    /// <summary>Votes against.</summary>
    public int Against { get; set; }

    /// <summary>Abstentions.</summary>
    public int Abstain { get; set; }
}
