using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using WorkSquared.Core;
using WorkSquared.Web.Localisation;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Accounts.Passkeys;

/// <summary>What the script of the plain pages asks for before it asks the browser. The answers are posted to the pages as forms.</summary>
internal static class PasskeyEndpoints
{
    private const int MaxBodyBytes = 4096;

    public static void MapPasskeys(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(AccountAddress.PasskeyQuestion, async (HttpContext context, OwnPasskeys passkeys) => TypedResults.Ok(await passkeys.AskAsync(context)))
            .AllowAnonymous()
            .AddEndpointFilter<SameOriginFilter>()
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));

        endpoints.MapPost(AccountAddress.NewPasskeyQuestion, AskForNewAsync)
            .RequireAuthorization()
            .AddEndpointFilter<SameOriginFilter>()
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
    }

    private static Task<IResult> AskForNewAsync(
        HttpContext context,
        OwnPasskeys passkeys,
        PasswordSignIn passwords,
        UserManager<Account> accounts,
        IStringLocalizer<Wording> L,
        CancellationToken cancellationToken) =>
        JsonBody.HandleAsync<Proof>(
            context.Request,
            async proof =>
            {
                var account = await accounts.OfRequestAsync(context);
                try
                {
                    return await passwords.IsRightAsync(context, account, proof.Password)
                        ? TypedResults.Ok(await passkeys.AskForNewAsync(context, account))
                        : throw new CommandRefusedException(Refusal.Forbidden, L["This is not your password."]);
                }
                catch (TooManyAttemptsException tooMany)
                {
                    return JsonBody.Refused(StatusCodes.Status429TooManyRequests, context.HoldUp(tooMany, L));
                }
            },
            cancellationToken);

    private sealed record Proof(string Password)
    {
        // Not a record's own: it would print the password.
        public override string ToString() => nameof(Proof);
    }
}
