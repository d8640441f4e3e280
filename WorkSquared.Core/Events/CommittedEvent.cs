namespace WorkSquared.Core.Events;

/// <summary>A fact together with its place in the log.</summary>
/// <param name="StoreId">The workspace whose log this is.</param>
/// <param name="Position">1, 2, 3 … without gaps within the store; the only thing anything is ordered by.</param>
/// <param name="Type">The written name, such as <c>v1.ChatMessageSent</c>.</param>
/// <param name="CommandId">Minted by the sender when the action started; the same id is never committed twice.</param>
/// <param name="CausationId">The event that brought this one about; null when a person acted unprompted.</param>
/// <param name="CorrelationId">The first event of the chain of causes: its own id where there is no cause.</param>
/// <param name="CommittedAt">UTC, by the server's clock; for reading, never for ordering.</param>
public sealed record CommittedEvent(
    string StoreId,
    long Position,
    Guid Id,
    string Type,
    Guid CommandId,
    Actor Actor,
    Guid? CausationId,
    Guid CorrelationId,
    DateTimeOffset CommittedAt,
    WorkEvent Data);
