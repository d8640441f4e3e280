using WorkSquared.Core.Chat;

namespace WorkSquared.Web.Components.Chat;

/// <summary>A press on Retry, Regenerate or Continue.</summary>
/// <param name="TurnId">The turn whose end was shown with the button.</param>
public sealed record AskedAgain(Guid TurnId, RequestReason Reason, Guid CommandId);
