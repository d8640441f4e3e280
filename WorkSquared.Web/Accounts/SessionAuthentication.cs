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
    ISessions sessions, ITeamReader team, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
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

        return AuthenticateResult.Success(new AuthenticationTicket(SessionClaims.Of(session, await StoreAsync(session)), Scheme.Name));
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

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (PageRequest.Is(Request))
        {
            Response.Redirect(AccountAddress.NoWorkspace);
            return Task.CompletedTask;
        }

        return TypedResults.Problem(L["You may not do this."], statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(Context);
    }

    /// <summary>The workspace that the session looks at, or, since they have been removed from it, another one of theirs.</summary>
    private async Task<string?> StoreAsync(Session session) =>
        await team.RoleOfAsync(session.StoreId, session.AccountId, Context.RequestAborted) is not null
            ? session.StoreId
            : await team.StoresOfAsync(session.AccountId, Context.RequestAborted) is [var other, ..] ? other.StoreId : null;
}
