using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using WorkSquared.Core;

namespace WorkSquared.Web.Accounts.Oidc;

internal static class OidcServiceCollectionExtensions
{
    public const string Scheme = "Oidc";

    /// <summary>Sign-in by a provider, if the settings name one.</summary>
    public static IServiceCollection AddOidc(this IServiceCollection services)
    {
        services.AddOptions<OidcOptions>()
            .BindConfiguration(OidcOptions.SectionName)
            .Configure<IConfiguration>((options, configuration) =>
                options.ClientSecret = SecretFile.Read(configuration, $"{OidcOptions.SectionName}:ClientSecret")?.TrimEnd('\r', '\n'))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<OidcOptions>, OidcOptionsValidator>();

        // Not by AddOpenIdConnect, whose handler would look at every request, and fail, where no provider is named.
        services.AddOptions<AuthenticationOptions>().Configure<IOptions<OidcOptions>>((schemes, oidc) =>
        {
            if (oidc.Value.IsGiven)
            {
                schemes.AddScheme<OpenIdConnectHandler>(Scheme, displayName: null);
            }
        });
        services.AddTransient<OpenIdConnectHandler>();
        services.AddHttpContextAccessor();
        services.AddSingleton<IConfigureOptions<OpenIdConnectOptions>, OidcProtocol>();
        services.AddSingleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>();

        services.AddScoped<OidcEvents>();
        services.AddScoped<OidcSignIn>();
        services.AddScoped<OidcLinks>();
        services.AddScoped<LinkProof>();
        services.AddSingleton<OidcDeparture>();
        return services;
    }
}
