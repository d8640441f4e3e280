using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkSquared.Core;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Accounts.Factors;

/// <summary>The second factor of accounts: an authenticator, and codes for the day that it is lost. Each code is good once.</summary>
internal sealed class SecondFactor(
    AccountsContext context, IDataProtectionProvider protection, AccountAudit audit, TimeProvider time, IStringLocalizer<Wording> L)
{
    private readonly IDataProtector _protector = protection.CreateProtector("WorkSquared.Accounts.SecondFactor");

    public Task<bool> IsOnAsync(Guid accountId, CancellationToken cancellationToken) =>
        context.SecondFactors.AnyAsync(row => row.AccountId == accountId && row.IsOn, cancellationToken);

    public Task<int> CodesLeftAsync(Guid accountId, CancellationToken cancellationToken) =>
        context.RecoveryCodes.CountAsync(row => row.AccountId == accountId, cancellationToken);

    /// <summary>Makes a secret that becomes the account's once it is confirmed.</summary>
    /// <exception cref="CommandRefusedException">It has one already: that one is not replaced by whoever comes across an open session.</exception>
    public async Task<byte[]> BeginAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var secret = RandomNumberGenerator.GetBytes(TimeCode.SecretBytes);
        if (await RowAsync(accountId, cancellationToken) is not { } row)
        {
            row = new SecondFactorRow { AccountId = accountId, Secret = "" };
            context.SecondFactors.Add(row);
        }

        if (row.IsOn)
        {
            throw new CommandRefusedException(Refusal.Conflict, L["The second factor of this account is on already."]);
        }

        row.Secret = _protector.Protect(Convert.ToBase64String(secret));
        await context.SaveChangesAsync(cancellationToken);
        return secret;
    }

    /// <returns>The secret that waits to be confirmed; null when there is none.</returns>
    public async Task<byte[]?> PendingAsync(Guid accountId, CancellationToken cancellationToken) =>
        await RowAsync(accountId, cancellationToken) is { IsOn: false } row ? SecretIn(row) : null;

    /// <summary>Turns it on, for whoever shows by a code that their authenticator has the secret.</summary>
    /// <returns>The recovery codes, which nobody can read again; null when the code is not good.</returns>
    public async Task<IReadOnlyList<string>?> ConfirmAsync(Guid accountId, string code, CancellationToken cancellationToken)
    {
        if (await RowAsync(accountId, cancellationToken) is not { IsOn: false } row
            || SecretIn(row) is not { } secret
            || TimeCode.StepOf(secret, Typed(code), time.GetUtcNow()) is not { } step)
        {
            return null;
        }

        row.IsOn = true;
        row.LastStep = step;
        var codes = await NewCodesAsync(accountId, cancellationToken);
        await audit.SecondFactorTurnedOnAsync(accountId, cancellationToken);
        return codes;
    }

    /// <summary>Makes new recovery codes in the place of those that are left.</summary>
    public async Task<IReadOnlyList<string>> NewCodesAsync(Guid accountId, CancellationToken cancellationToken)
    {
        List<string> codes = [.. Enumerable.Range(0, RecoveryCode.Count).Select(_ => RecoveryCode.New())];
        context.RecoveryCodes.RemoveRange(context.RecoveryCodes.Where(row => row.AccountId == accountId));
        context.RecoveryCodes.AddRange(codes.Select(code => new RecoveryCodeRow { AccountId = accountId, Hash = RecoveryCode.HashOf(code) }));
        await context.SaveChangesAsync(cancellationToken);
        return codes;
    }

    public async Task TurnOffAsync(Guid accountId, CancellationToken cancellationToken)
    {
        if (await RemoveAsync(accountId, cancellationToken))
        {
            await audit.SecondFactorTurnedOffAsync(accountId, cancellationToken);
        }
    }

    /// <summary>The same for whoever has a transaction open, and records it after that: the log has another connection, which would wait for it.</summary>
    /// <returns>Whether it was on.</returns>
    public async Task<bool> RemoveAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var wasOn = await IsOnAsync(accountId, cancellationToken);
        context.SecondFactors.RemoveRange(context.SecondFactors.Where(row => row.AccountId == accountId));
        context.RecoveryCodes.RemoveRange(context.RecoveryCodes.Where(row => row.AccountId == accountId));
        await context.SaveChangesAsync(cancellationToken);
        return wasOn;
    }

    /// <summary>Uses a code up: of any number of attempts at once, one succeeds.</summary>
    /// <returns>What it was, <c>code</c> or <c>recovery-code</c>; null when it is not good, or not any more.</returns>
    public async Task<string?> UseAsync(Guid accountId, string code, CancellationToken cancellationToken)
    {
        var typed = Typed(code);
        if (TimeCode.LooksLikeOne(typed))
        {
            return await UseTimeCodeAsync(accountId, typed, cancellationToken) ? "code" : null;
        }

        var hash = RecoveryCode.HashOf(typed);
        return await context.RecoveryCodes.Where(row => row.AccountId == accountId && row.Hash == hash).ExecuteDeleteAsync(cancellationToken) == 1
            ? "recovery-code"
            : null;
    }

    private async Task<bool> UseTimeCodeAsync(Guid accountId, string code, CancellationToken cancellationToken) =>
        await RowAsync(accountId, cancellationToken) is { IsOn: true } row
        && SecretIn(row) is { } secret
        && TimeCode.StepOf(secret, code, time.GetUtcNow()) is { } step
        && await context.SecondFactors
            .Where(current => current.AccountId == accountId && current.LastStep < step)
            .ExecuteUpdateAsync(update => update.SetProperty(current => current.LastStep, step), cancellationToken) == 1;

    private Task<SecondFactorRow?> RowAsync(Guid accountId, CancellationToken cancellationToken) =>
        context.SecondFactors.SingleOrDefaultAsync(row => row.AccountId == accountId, cancellationToken);

    /// <returns>Null when the keys have gone: then no code is good, and an administrator turns it off.</returns>
    private byte[]? SecretIn(SecondFactorRow row)
    {
        try
        {
            return Convert.FromBase64String(_protector.Unprotect(row.Secret));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // Authenticators show it in two groups.
    private static string Typed(string code) => string.Concat(code.Where(character => !char.IsWhiteSpace(character)));
}
