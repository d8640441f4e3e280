namespace WorkSquared.Web.Health;

/// <summary>Asked by whatever looks after the process. They say nothing of anybody, and so they are open to everybody, at any time.</summary>
internal static class HealthAddress
{
    public const string Alive = "/healthz";

    public const string Ready = "/readyz";
}
