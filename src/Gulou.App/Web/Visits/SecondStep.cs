using System.Security.Cryptography;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Posts;

namespace Gulou.App.Web.Visits;

/// <summary>
/// Checks what a reader types as a second factor: a code of the app, or one of the recovery codes. As with passwords,
/// what is slow or secret happens outside the write queue, and only what came of it is a command.
/// </summary>
public sealed class SecondStep(Tower tower, Visitor visitor, Text text, Refusals refusals)
{
    /// <summary>Null when it was right, and the session is a verified one from now on; else why not.</summary>
    public async Task<string?> TryAsync(string typed)
    {
        var session = visitor.Session!;
        var reader = new SessionReader(tower.Database, tower.Vault);
        if (await reader.FactorAsync(session.Cell, session.PersonId) is not { } factor)
            return text["refusals.record-second-factor.no-factor"];
        // A used code is recognised as such, and said to be used.
        var step = Totp.Match(reader.SecretOf(factor), typed, tower.MachineNow, lastUsed: 0);
        var recovery = step is null ? Recovery(factor, typed) : null;
        var answer = await visitor.RunAsync(
            new RecordSecondFactor
            {
                Id = ClientId.New(TimeProvider.System),
                Cell = session.Cell,
                PersonId = session.PersonId,
                SessionId = session.Id,
                Step = step,
                RecoveryHash = recovery,
            }
        );
        return !answer.IsDone ? refusals.Say(answer)
            : step is null && recovery is null ? text["second.wrong"]
            : null;
    }

    /// <summary>Ten new recovery codes, as printed and as kept.</summary>
    public static (IReadOnlyList<string> Printed, RecoverySet Kept) NewCodes()
    {
        var salt = RandomNumberGenerator.GetBytes(RecoveryCode.SaltBytes);
        var codes = Enumerable
            .Range(0, RecoveryCode.Count)
            .Select(_ => RandomNumberGenerator.GetString(RecoveryCode.Letters, RecoveryCode.Length))
            .ToList();
        byte[] hashes = [.. codes.SelectMany(code => RecoveryCode.Hash(code, salt))];
        return ([.. codes.Select(RecoveryCode.Printed)], new RecoverySet(salt, hashes));
    }

    private static byte[]? Recovery(SecondFactor factor, string typed)
    {
        if (!RecoveryCode.TryNormalise(typed, out var code))
            return null;
        var hash = RecoveryCode.Hash(code, factor.RecoverySalt);
        return RecoveryCode.Without(factor.RecoveryHashes, hash) is null ? null : hash;
    }
}
