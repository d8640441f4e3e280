namespace WorkSquared.Core.Events;

/// <summary>Who did it: a person, the assistant on behalf of a person, or the system itself.</summary>
/// <param name="Value">What is written: <c>person:ID</c>, <c>assistant:person:ID</c> or <c>system</c>.</param>
public readonly record struct Actor(string Value)
{
    private const string PersonPrefix = "person:";
    private const string AssistantPrefix = "assistant:";
    private const string ImportedPrefix = PersonPrefix + "imported:";

    public static Actor System { get; } = new("system");

    public bool IsPerson => Value.StartsWith(PersonPrefix, StringComparison.Ordinal);

    public bool IsAssistant => Value.StartsWith(AssistantPrefix, StringComparison.Ordinal);

    /// <summary>Somebody who spoke in another workspace: never a member of this one, whatever their id was there.</summary>
    public bool IsImported => Value.StartsWith(ImportedPrefix, StringComparison.Ordinal);

    /// <summary>The person behind an action of the assistant; otherwise the actor itself.</summary>
    public Actor OnBehalfOf => IsAssistant ? new Actor(Value[AssistantPrefix.Length..]) : this;

    public static Actor Person(string id) => new(PersonPrefix + id);

    /// <param name="id">As the other workspace had it.</param>
    public static Actor ImportedPerson(string id) => new(ImportedPrefix + id);

    public static Actor AssistantFor(Actor person) => new(AssistantPrefix + person.OnBehalfOf.Value);

    public override string ToString() => Value;
}
