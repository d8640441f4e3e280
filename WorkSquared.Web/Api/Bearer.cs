using System.Globalization;
using Microsoft.Extensions.Primitives;
using WorkSquared.Core.Tokens;
using WorkSquared.Web.Accounts;

namespace WorkSquared.Web.Api;

/// <summary>Who calls: the one place where a token becomes somebody. Only the header counts, never a cookie, an address or a form.</summary>
internal static class Bearer
{
    private const string Scheme = "Bearer";

    /// <summary>The holder of the token that came with this request.</summary>
    public static TokenHolder Holder(this HttpContext context) =>
        context.Features.Get<TokenHolder>() ?? throw new InvalidOperationException("Nobody was let in.");

    public static async Task LetInAsync(HttpContext context, RequestDelegate next)
    {
        var authorization = context.Request.Headers.Authorization;
        var holder = TokenIn(authorization) is { } text
            ? await context.RequestServices.GetRequiredService<ITokenReader>().FindAsync(text, context.RequestAborted)
            : null;
        if (holder is not null)
        {
            context.Features.Set(holder);
            await next(context);
            return;
        }

        // Only those who fail are held up: behind a proxy, others come from the same address.
        if (authorization.Count > 0 && context.RequestServices.GetRequiredService<CredentialGate>().WrongToken(context) is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await ApiProblem.WriteAsync(context, StatusCodes.Status429TooManyRequests, "Too many wrong tokens came from this address. Wait a minute.");
            return;
        }

        await RefuseAsync(context, isKnown: authorization.Count > 0);
    }

    public static Task RefuseAsync(HttpContext context, bool isKnown)
    {
        context.Response.Headers.WWWAuthenticate = isKnown ? $"{Scheme} error=\"invalid_token\"" : Scheme;
        return ApiProblem.WriteAsync(
            context,
            StatusCodes.Status401Unauthorized,
            isKnown ? "This token is not good, or no longer." : "This needs a token: Authorization: Bearer ws_…");
    }

    /// <returns>Null unless there is one header, with one token.</returns>
    private static string? TokenIn(StringValues authorization) =>
        authorization is [{ } value] && value.Split(' ') is [var scheme, var token] && scheme.Equals(Scheme, StringComparison.OrdinalIgnoreCase)
            ? token
            : null;
}
