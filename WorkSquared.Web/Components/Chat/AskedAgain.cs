using WorkSquared.Core.Chat;

namespace WorkSquared.Web.Components.Chat;

/// <summary>A press on Retry, Regenerate, Continue or Ask the assistant.</summary>
/// <param name="TurnId">The turn whose end was shown with the button.</param>
/// <param name="Model">The model that is to answer; null for the conversation's.</param>
public sealed record AskedAgain(Guid TurnId, RequestReason Reason, Guid CommandId, string? Model = null);
