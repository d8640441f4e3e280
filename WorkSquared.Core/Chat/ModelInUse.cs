namespace WorkSquared.Core.Chat;

/// <summary>Which model answers, for people to read. Registered by whoever answers; the page shows it and knows nothing else about models.</summary>
/// <param name="DisplayName">Such as <c>gpt-4o via Braintrust</c>, or <c>Offline playbook</c>.</param>
/// <param name="IsOffline">Answers come from the built-in playbook: nothing leaves the machine, and no model reads them.</param>
public sealed record ModelInUse(string DisplayName, string ModelId, string Source, bool IsOffline);
