using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using WorkSquared.Web.Accounts;
using WorkSquared.Web.Api;
using WorkSquared.Web.Health;

namespace WorkSquared.Web.Requests;

/// <summary>By which address, and over what, the site lets itself be reached.</summary>
internal static class ReachedAddress
{
    // Asked by the address that somebody has for the process.
    private static readonly string[] _open = [HealthAddress.Alive, HealthAddress.Ready];

    public static IServiceCollection AddReachedAddress(this IServiceCollection services)
    {
        services.AddOptions<HttpOptions>()
            .BindConfiguration(HttpOptions.SectionName)
            .Validate(
                http => string.IsNullOrWhiteSpace(http.PublicUrl) || http.Address is not null,
                "WorkSquared:Http:PublicUrl must be an http or https address without a path, such as https://work.example.com.")
            .Validate(
                http => http.Proxies is not null,
                "WorkSquared:Http:TrustedProxies must be addresses or networks with commas between them, such as 10.0.0.0/8, 192.168.1.5.")
            .ValidateOnStart();
        return services;
    }

    /// <summary>Before whatever asks who it is, or over what they come.</summary>
    public static void UseReachedAddress(this IApplicationBuilder app)
    {
        var http = app.ApplicationServices.GetRequiredService<IOptions<HttpOptions>>().Value;
        if (http.Proxies is { Count: > 0 } proxies)
        {
            app.UseForwardedHeaders(Believing(proxies));
        }

        app.Use((context, next) => Refusal(context, http) is var (status, sentence) ? RefuseAsync(context, status, sentence) : next(context));
    }

    private static ForwardedHeadersOptions Believing(IReadOnlyList<System.Net.IPNetwork> proxies)
    {
        // Several in a row, each by what the one before it says; the first that is not known ends it.
        ForwardedHeadersOptions options = new() { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            options.KnownIPNetworks.Add(proxy);
        }

        return options;
    }

    private static (int Status, string Sentence)? Refusal(HttpContext context, HttpOptions http)
    {
        // A browser that runs on this machine, or reaches it through a tunnel, sends nothing over a network as it is.
        var request = context.Request;
        if (LocalRequest.IsByName(request) || _open.Contains(request.Path.Value, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        // A page of another site whose name was made to lead here is "same-origin" with itself: only the name tells.
        if (http.Address is { } address && !SameOrigin.IsOf(address, request))
        {
            return (StatusCodes.Status421MisdirectedRequest, $"This site is at {address.GetLeftPart(UriPartial.Authority)}.");
        }

        return request.IsHttps || http.AllowPlain
            ? null
            : (StatusCodes.Status403Forbidden,
                "This site is not open over plain http: passwords would cross the network as they are. "
                + "Whoever runs it gives it TLS, by a proxy named in WorkSquared:Http:TrustedProxies or by a certificate, or sets WorkSquared:Http:AllowPlain.");
    }

    private static Task RefuseAsync(HttpContext context, int status, string sentence)
    {
        if (context.Request.Path.StartsWithSegments("/api"))
        {
            return ApiProblem.WriteAsync(context, status, sentence);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(sentence, context.RequestAborted);
    }
}
