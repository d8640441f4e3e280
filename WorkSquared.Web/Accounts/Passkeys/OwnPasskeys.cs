using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using WorkSquared.Core;
using WorkSquared.Core.Members;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Accounts.Passkeys;

/// <summary>The passkeys of accounts. One is both factors at once: something that its owner has, and what unlocks it.</summary>
internal sealed class OwnPasskeys(
    IPasskeyHandler<Account> handler, UserManager<Account> accounts, SealedText sealedText, SpentStates spent, CredentialGate gate, AccountAudit audit,
    WaysIn ways, IStringLocalizer<Wording> L)
{
    /// <summary>Of one account: more is no use, and they are all sent to whoever adds another.</summary>
    private const int Limit = 20;

    private const string SignInPurpose = "passkey-sign-in";

    public async Task<IReadOnlyList<UserPasskeyInfo>> ListAsync(Account account) =>
        [.. (await accounts.GetPasskeysAsync(account)).OrderBy(passkey => passkey.CreatedAt)];

    /// <summary>Asks for any passkey of this site; which account it is of, the passkey says.</summary>
    public async Task<PasskeyOptions> AskAsync(HttpContext context)
    {
        var made = await handler.MakeRequestOptionsAsync(user: null, context);
        return Options(made.RequestOptionsJson, sealedText.Seal(SignInPurpose, made.AssertionState ?? ""));
    }

    /// <returns>Whose passkey it was; null when it is none of ours, or the question was too old.</returns>
    /// <exception cref="TooManyAttemptsException">Nothing was checked.</exception>
    public async Task<Account?> SignInAsync(HttpContext context, PasskeyAnswer answer)
    {
        var attempt = gate.Begin(context, account: null);
        if (sealedText.Open(SignInPurpose, answer.State) is { } state
            && await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = answer.Credential ?? "", AssertionState = state })
                is { Succeeded: true } proved
            && spent.TrySpend(answer.State!))
        {
            // How often it was used: a copy of it that counts on its own is noticed.
            NewAccount.Check(await accounts.AddOrUpdatePasskeyAsync(proved.User, proved.Passkey));
            attempt.Succeeded();
            return proved.User;
        }

        await audit.SignInFailedAsync("passkey", accountId: null, context.RequestAborted);
        return null;
    }

    /// <summary>Asks for a new passkey. Whoever may add one has shown their password.</summary>
    /// <exception cref="CommandRefusedException">There are too many already.</exception>
    public async Task<PasskeyOptions> AskForNewAsync(HttpContext context, Account account)
    {
        if ((await accounts.GetPasskeysAsync(account)).Count >= Limit)
        {
            throw new CommandRefusedException(Refusal.Invalid, L["An account has at most 20 passkeys. Remove one first."]);
        }

        var made = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = account.Id.ToString(), Name = account.Email!, DisplayName = account.Email! }, context);
        return Options(made.CreationOptionsJson, sealedText.Seal(NewPurpose(account.Id), made.AttestationState ?? ""));
    }

    /// <exception cref="CommandRefusedException">It is not good, or has no name.</exception>
    public async Task AddAsync(HttpContext context, Account account, PasskeyAnswer answer)
    {
        var name = MemberName.Check(answer.Name ?? "");
        if (sealedText.Open(NewPurpose(account.Id), answer.State) is not { } state
            || await handler.PerformAttestationAsync(
                new PasskeyAttestationContext { HttpContext = context, CredentialJson = answer.Credential ?? "", AttestationState = state })
                is not { Succeeded: true } made)
        {
            throw new CommandRefusedException(Refusal.Invalid, L["This passkey could not be added. Try again."]);
        }

        made.Passkey.Name = name;
        NewAccount.Check(await accounts.AddOrUpdatePasskeyAsync(account, made.Passkey));
        await audit.PasskeyAddedAsync(account.Id, CancellationToken.None);
    }

    /// <summary>One that has gone meanwhile is left alone.</summary>
    public async Task RenameAsync(Account account, byte[] credentialId, string name)
    {
        if (await accounts.GetPasskeyAsync(account, credentialId) is { } passkey)
        {
            passkey.Name = MemberName.Check(name);
            NewAccount.Check(await accounts.AddOrUpdatePasskeyAsync(account, passkey));
        }
    }

    /// <summary>One that has gone meanwhile is left alone.</summary>
    /// <exception cref="CommandRefusedException">It is the last way into the account.</exception>
    public async Task RemoveAsync(Account account, byte[] credentialId, CancellationToken cancellationToken)
    {
        if (await ways.TryRemovePasskeyAsync(account.Id, credentialId, cancellationToken))
        {
            await audit.PasskeyRemovedAsync(account.Id, CancellationToken.None);
        }
        else if (await accounts.GetPasskeyAsync(account, credentialId) is not null)
        {
            throw new CommandRefusedException(Refusal.Conflict, L["This is the last way into your account. Add another one first."]);
        }
    }

    // For this account alone: another one's answer would be somebody else's passkey.
    private static string NewPurpose(Guid accountId) => $"passkey-new {accountId}";

    private static PasskeyOptions Options(string json, string state)
    {
        using var document = JsonDocument.Parse(json);
        return new PasskeyOptions(document.RootElement.Clone(), state);
    }
}
