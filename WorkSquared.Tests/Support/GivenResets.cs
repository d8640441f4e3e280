using WorkSquared.Core;
using WorkSquared.Core.Events;
using WorkSquared.Web.Accounts.Resets;

namespace WorkSquared.Tests.Support;

/// <summary>Links to reset passwords that lead nowhere.</summary>
internal sealed class GivenResets : IPasswordResets
{
    public List<(Guid AccountId, bool WithoutSecondFactor, Actor By)> Made { get; } = [];

    /// <summary>When set, no link is made.</summary>
    public CommandRefusedException? Refusal { get; set; }

    public Task<IssuedResetLink> MakeLinkAsync(Guid accountId, bool withoutSecondFactor, Actor by, CancellationToken cancellationToken)
    {
        if (Refusal is not null)
        {
            throw Refusal;
        }

        Made.Add((accountId, withoutSecondFactor, by));
        return Task.FromResult(new IssuedResetLink("/reset/secret", DateTimeOffset.UnixEpoch));
    }
}
