using System.Security.Cryptography;
using System.Text;

namespace WorkSquared.Web.Accounts;

/// <summary>Proves that whoever sets the server up can read its log: without it, the first stranger to come along would be its administrator.</summary>
internal sealed partial class SetupCode(TimeProvider time, IHostEnvironment environment, ILogger<SetupCode> logger)
{
    private const int Bytes = 16;

    private static readonly TimeSpan _life = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private string _code = "";
    private DateTimeOffset _until;

    /// <summary>Whoever presses F5 sits at the machine itself, and can read its log, too.</summary>
    public bool IsNeeded(HttpContext context) => !environment.IsDevelopment() || !LocalRequest.Is(context);

    /// <summary>Writes one into the log, unless the last one is still good.</summary>
    public void Offer()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (now < _until)
            {
                return;
            }

            _code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
            _until = now + _life;
            LogOffered(_code);
        }
    }

    public bool IsGood(string? code)
    {
        lock (_gate)
        {
            return time.GetUtcNow() < _until
                && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code?.Trim() ?? ""), Encoding.UTF8.GetBytes(_code));
        }
    }

    // A warning, so that it is seen whatever the log is asked for. It is no secret once there is an administrator.
    [LoggerMessage(LogLevel.Warning, "This server has no administrator yet. Open /setup and give this code, good for an hour: {Code}")]
    private partial void LogOffered(string code);
}
