using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace WorkSquared.Tests.Web.Accounts.Oidc;

/// <summary>A provider of identities over real HTTP. It asks nobody anything: whoever is sent to it is whom the test says.</summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    public const string ClientId = "work-squared";
    public const string ClientSecret = "canary-client-secret-51e7";

    /// <summary>What it says of errors, which nobody but its own people should read.</summary>
    public const string Words = "canary-words-of-the-provider-90ab";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Grant> _codes = new();

    private FakeProvider(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>Whom it signs in.</summary>
    public Person Person { get; set; } = new("nobody");

    public FakeToken Token { get; } = new();

    /// <summary>As what it introduces itself; null for its own address.</summary>
    public string? Issuer { get; set; }

    /// <summary>Below what it says its endpoints are; null for its own address.</summary>
    public string? Endpoints { get; set; }

    /// <summary>What it answers in the place of a token.</summary>
    public Func<HttpContext, Task>? InsteadOfToken { get; set; }

    public bool IsAway { get; set; }

    /// <summary>How often it was asked for anything but to sign somebody in.</summary>
    public int Asked { get; private set; }

    public ConcurrentQueue<string> IdTokens { get; } = [];

    public static async Task<FakeProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        FakeProvider provider = new(app);
        app.Use(provider.CountAsync);
        app.MapGet("/.well-known/openid-configuration", provider.Describe);
        app.MapGet("/keys", () => Results.Json(new { keys = new[] { provider.Token.PublicKey } }));
        app.MapGet("/authorize", provider.Authorize);
        app.MapPost("/token", provider.GiveTokenAsync);
        await app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task CountAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path != "/authorize")
        {
            Asked++;
        }

        if (!IsAway)
        {
            return next(context);
        }

        context.Abort();
        return Task.CompletedTask;
    }

    private IResult Describe() => Results.Text(
        $$"""
        {
          "issuer": "{{Issuer ?? Url}}",
          "authorization_endpoint": "{{Endpoints ?? Url}}/authorize",
          "token_endpoint": "{{Endpoints ?? Url}}/token",
          "jwks_uri": "{{Url}}/keys",
          "response_types_supported": ["code"],
          "subject_types_supported": ["public"],
          "id_token_signing_alg_values_supported": ["RS256"]
        }
        """,
        "application/json");

    private IResult Authorize(HttpRequest request)
    {
        string Of(string name) => request.Query[name].ToString();
        if (Of("client_id") != ClientId || Of("response_type") != "code" || Of("scope") != "openid profile email"
            || Of("code_challenge_method") != "S256" || Of("code_challenge").Length != 43 || Of("nonce").Length == 0 || Of("state").Length == 0)
        {
            return Results.BadRequest(Words);
        }

        var code = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        _codes[code] = new Grant(Person, Of("code_challenge"), Of("nonce"), Of("redirect_uri"));
        return Results.Redirect(QueryHelpers.AddQueryString(Of("redirect_uri"), new Dictionary<string, string?> { ["code"] = code, ["state"] = Of("state") }));
    }

    private async Task GiveTokenAsync(HttpContext context)
    {
        if (InsteadOfToken is { } instead)
        {
            await instead(context);
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        string Of(string name) => form[name].ToString();
        if (Of("grant_type") != "authorization_code" || Of("client_id") != ClientId || Of("client_secret") != ClientSecret
            || !_codes.TryRemove(Of("code"), out var grant) || grant.RedirectUri != Of("redirect_uri") || grant.Challenge != ChallengeOf(Of("code_verifier")))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { error = "invalid_grant", error_description = Words }, context.RequestAborted);
            return;
        }

        var token = Token.Make(Url, ClientId, grant.Person, grant.Nonce);
        IdTokens.Enqueue(token);
        await context.Response.WriteAsJsonAsync(
            new { access_token = "canary-access-token", token_type = "Bearer", expires_in = 60, id_token = token }, context.RequestAborted);
    }

    private static string ChallengeOf(string verifier) => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private sealed record Grant(Person Person, string Challenge, string Nonce, string RedirectUri);
}

/// <param name="IsVerified">Null says nothing about it.</param>
internal sealed record Person(string Subject, string? Email = null, object? IsVerified = null, string? Name = null);
