using WorkSquared.Core;
using WorkSquared.Core.Events;

namespace WorkSquared.Web.Accounts.Resets;

/// <summary>Helps an administrator's page to let somebody back in.</summary>
internal interface IPasswordResets
{
    /// <summary>A link of one use by which somebody sets another password.</summary>
    /// <exception cref="CommandRefusedException">Whoever asks may not make one, or there is no such account.</exception>
    Task<IssuedResetLink> MakeLinkAsync(Guid accountId, bool withoutSecondFactor, Actor by, CancellationToken cancellationToken);
}
