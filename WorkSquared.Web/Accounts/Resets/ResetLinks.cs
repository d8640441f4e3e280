using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using WorkSquared.Core;
using WorkSquared.Core.Events;
using WorkSquared.Web.Accounts.Factors;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Accounts.Resets;

/// <summary>Links by which people who have forgotten their password set another: whoever makes one never sees the password.</summary>
/// <remarks>Of a request. A circuit lives too long for it, and makes a scope of its own.</remarks>
internal sealed class ResetLinks(
    AccountsContext context, UserManager<Account> accounts, SecondFactor factor, PasswordChange passwords, CredentialGate gate,
    AccountAudit audit, TimeProvider time, IStringLocalizer<Wording> L)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private const int Bytes = 32;

    /// <summary>Makes one, and revokes those that the account had.</summary>
    /// <param name="withoutSecondFactor">Whether using it also turns the second factor off, for whoever has lost that, too.</param>
    /// <param name="by">Who makes it.</param>
    /// <exception cref="CommandRefusedException">They may not: a link is as good as the account.</exception>
    public async Task<IssuedResetLink> CreateAsync(Guid accountId, bool withoutSecondFactor, Actor by, CancellationToken cancellationToken)
    {
        // First of all: it is the log that says whether they may.
        await audit.ResetLinkCreatedAsync(accountId, withoutSecondFactor, by, cancellationToken);

        var text = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        var expires = time.GetUtcNow() + Life;
        context.ResetLinks.RemoveRange(context.ResetLinks.Where(link => link.AccountId == accountId));
        context.ResetLinks.Add(new ResetLinkRow { Hash = HashOf(text), AccountId = accountId, ExpiresAt = expires, WithoutSecondFactor = withoutSecondFactor });
        await context.SaveChangesAsync(cancellationToken);
        return new IssuedResetLink($"{AccountAddress.Reset}/{text}", expires);
    }

    /// <returns>Whose password it sets; null for a link that is not good, whatever the reason.</returns>
    /// <exception cref="TooManyAttemptsException">Too many that were not good came from there.</exception>
    public async Task<Account?> FindAsync(HttpContext http, string text)
    {
        var attempt = gate.Begin(http, account: null);
        if (await Good(text).SingleOrDefaultAsync(http.RequestAborted) is not { } link
            || await accounts.FindByIdAsync(link.AccountId.ToString()) is not { } account)
        {
            return null;
        }

        attempt.Succeeded();
        return account;
    }

    /// <summary>Sets the password and ends all sessions of the account. Of any number of attempts with one link, one succeeds.</summary>
    /// <exception cref="CommandRefusedException">The password is no good, and the link still is; or, <see cref="Refusal.NotFound"/>, the link is not.</exception>
    public async Task UseAsync(string text, Account account, string password, CancellationToken cancellationToken)
    {
        passwords.Check(account, password);

        // Before the transaction: a slow hash must not hold up everybody else who writes.
        var hash = accounts.PasswordHasher.HashPassword(account, password);
        var wasOn = false;
        await using (var transaction = await context.Database.BeginTransactionAsync(cancellationToken))
        {
            var isWithout = await Good(text).AnyAsync(link => link.WithoutSecondFactor, cancellationToken);
            if (await Good(text).Where(link => link.AccountId == account.Id).ExecuteDeleteAsync(cancellationToken) == 0)
            {
                throw new CommandRefusedException(Refusal.NotFound, L["This link is not good any more. Ask an administrator for a new one."]);
            }

            await passwords.SaveAsync(account, hash);
            wasOn = isWithout && await factor.RemoveAsync(account.Id, cancellationToken);

            await transaction.CommitAsync(cancellationToken);
        }

        // To the end, although the browser may go: the link is used up.
        await passwords.EndSessionsAsync(account.Id, except: null, CancellationToken.None);
        if (wasOn)
        {
            await audit.SecondFactorTurnedOffAsync(account.Id, CancellationToken.None);
        }
    }

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private IQueryable<ResetLinkRow> Good(string text)
    {
        var (hash, now) = (HashOf(text), time.GetUtcNow());
        return context.ResetLinks.AsNoTracking().Where(link => link.Hash == hash && link.ExpiresAt > now);
    }
}

/// <param name="Address">On this site. Shown once: it is stored as a hash.</param>
internal sealed record IssuedResetLink(string Address, DateTimeOffset ExpiresAt);
