using System.ClientModel;
using WorkSquared.Llm.Egress;

namespace WorkSquared.Llm.Usage;

/// <summary>Whether a request that failed was surely never run, so that nobody bills it.</summary>
internal static class UnbilledRequest
{
    public static bool IsSure(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case EgressRefusedException or HttpRequestException { InnerException: EgressRefusedException }:
                    return true;
                case ClientResultException { Status: > 0 and var status }:
                    return IsRefusal(status);
                case HttpRequestException { HttpRequestError: var error }:
                    return error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
            }
        }

        return false;
    }

    // A gateway that gave up (502, 504, 52x) or a server that lost patience (408, 499) does not know what the model did meanwhile.
    private static bool IsRefusal(int status) => status is (>= 400 and < 500 and not (408 or 499)) or 500 or 501 or 503 or 529;
}
