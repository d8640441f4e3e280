namespace WorkSquared.Web.Api;

/// <summary>How much one service may ask for (docs/api.md).</summary>
internal static class ApiLimits
{
    public const int BodyBytes = 1024 * 1024;

    public const int JsonDepth = 32;

    public const int EventsPerPush = 100;

    public const int EventsPerPage = 500;

    /// <summary>Requests that a token may make at once; <see cref="RequestsPerSecond"/> come back every second.</summary>
    public const int RequestsAtOnce = 200;

    public const int RequestsPerSecond = 20;

    public const int StreamsPerToken = 8;

    /// <summary>Wrong credentials from one address in a minute; after these it is told to wait instead of being answered.</summary>
    public const int FailuresPerMinute = 30;
}
