using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sessions;
using WorkSquared.Web.Localisation;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Accounts;

/// <summary>Lets in whoever has the cookie of a session that stands, asked anew at every request.</summary>
internal sealed class SessionAuthentication(
    ISessions sessions, StoreOfRequest stores, ITeamReader team, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private static readonly PathString _api = "/api";

    private IStringLocalizer<Wording> L => Context.RequestServices.GetRequiredService<IStringLocalizer<Wording>>();

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Files are for everybody, and a cookie opens no door of the event API.
        if (Context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || Request.Path.StartsWithSegments(_api))
        {
            return AuthenticateResult.NoResult();
        }

        if (SessionCookie.Read(Request) is not { } key || await sessions.FindAsync(key, Context.RequestAborted) is not { } session)
        {
            return AuthenticateResult.NoResult();
        }

        return AuthenticateResult.Success(new AuthenticationTicket(SessionClaims.Of(session, await stores.FindAsync(Context, session)), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (PageRequest.Is(Request))
        {
            Response.Redirect(AccountAddress.SignInFor(Request));
            return Task.CompletedTask;
        }

        return TypedResults.Problem(L["Sign in first."], statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (PageRequest.Is(Request))
        {
            // Whoever named a workspace that they do not belong to, any more or at all, may belong to another one.
            var isAtHome = Request.Query.ContainsKey(StoreOfRequest.Parameter)
                && Context.User.AccountIn() is { } accountId
                && await team.StoresOfAsync(accountId, Context.RequestAborted) is [_, ..];
            Response.Redirect(isAtHome ? "/" : AccountAddress.NoWorkspace);
            return;
        }

        await TypedResults.Problem(L["You may not do this."], statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(Context);
    }
}
