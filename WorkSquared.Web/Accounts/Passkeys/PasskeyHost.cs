using System.Net;

namespace WorkSquared.Web.Accounts.Passkeys;

internal static class PasskeyHost
{
    /// <summary>Whether browsers do passkeys at this address: over TLS, at a name and not a number, or on one's own machine.</summary>
    public static bool IsPossible(HttpRequest request) =>
        !IPAddress.TryParse(request.Host.Host.Trim('[', ']'), out _)
        && (request.IsHttps || request.Host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase));
}
