using Microsoft.Extensions.Options;

namespace WorkSquared.Web.Accounts.Oidc;

/// <summary>Stops the start with one sentence that names the key.</summary>
internal sealed class OidcOptionsValidator : IValidateOptions<OidcOptions>
{
    private const int MaxNameLength = 40;

    public ValidateOptionsResult Validate(string? name, OidcOptions options) =>
        options.IsGiven && ProblemWith(options) is { } problem ? ValidateOptionsResult.Fail($"{OidcOptions.SectionName}:{problem}") : ValidateOptionsResult.Success;

    private static string? ProblemWith(OidcOptions options)
    {
        if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority) || !MayBeAsked(authority))
        {
            return "Authority must be the https address of the provider, without a query; http only on this machine.";
        }

        if (string.IsNullOrWhiteSpace(options.ClientId))
        {
            return "ClientId must be set: the provider says what it is.";
        }

        if (string.IsNullOrWhiteSpace(options.ClientSecret))
        {
            return "ClientSecret or ClientSecret_FILE must be set: the provider says what it is.";
        }

        return string.IsNullOrWhiteSpace(options.Name) || options.Name.Length > MaxNameLength || options.Name.Any(char.IsControl)
            ? $"Name must be what people call the provider, in at most {MaxNameLength} characters."
            : null;
    }

    private static bool MayBeAsked(Uri authority) =>
        (authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback))
        && authority is { UserInfo: "", Query: "", Fragment: "" };
}
