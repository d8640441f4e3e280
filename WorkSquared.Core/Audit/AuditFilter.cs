using System.Globalization;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Audit;

/// <summary>Which part of a log is wanted; null for whatever does not matter.</summary>
/// <param name="By">Who did it; of a person also what the assistant did for them.</param>
/// <param name="From">The first day, in UTC.</param>
/// <param name="To">The last day, in UTC.</param>
public sealed record AuditFilter(AuditGroup? Group = null, Actor? By = null, DateOnly? From = null, DateOnly? To = null)
{
    public static AuditFilter None { get; } = new();

    /// <summary>As the audit trail keeps it.</summary>
    public string? InWords => this == None ? null : string.Join(' ', Parts());

    private IEnumerable<string> Parts()
    {
        if (Group is { } group)
        {
            yield return $"kind={group}";
        }

        if (By is { } by)
        {
            yield return $"by={by}";
        }

        if (From is { } from)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"from={from:yyyy-MM-dd}");
        }

        if (To is { } to)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"to={to:yyyy-MM-dd}");
        }
    }
}
