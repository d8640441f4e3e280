using System.Collections.Immutable;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Members;

/// <summary>The people of a store, and what they are called at present. A pure fold.</summary>
/// <param name="Version">The position of the store's log up to which this is true.</param>
public sealed record Membership(long Version, ImmutableDictionary<Guid, string> Names)
{
    public static Membership None { get; } = new(0, ImmutableDictionary<Guid, string>.Empty);

    /// <returns>Null for whoever has no name.</returns>
    public string? NameOf(Actor person) => Member.IdOf(person) is { } id ? Names.GetValueOrDefault(id) : null;

    public Membership Apply(CommittedEvent committed) => committed.Data switch
    {
        _ when committed.Position <= Version => this,
        UserCreated created => new(committed.Position, Names.SetItem(created.Id, created.Name)),
        UserRenamed renamed when Names.ContainsKey(renamed.Id) => new(committed.Position, Names.SetItem(renamed.Id, renamed.Name)),
        _ => this with { Version = committed.Position },
    };
}

/// <summary>Somebody with a name.</summary>
public sealed record Member(Guid Id, string Name)
{
    public Actor Actor => ActorOf(Id);

    public static Actor ActorOf(Guid id) => Actor.Person(id.ToString());

    /// <returns>Null for whoever is no member: the assistant, the system, and people without a name.</returns>
    public static Guid? IdOf(Actor actor) =>
        actor.IsPerson && Guid.TryParse(actor.Value.AsSpan(actor.Value.IndexOf(':', StringComparison.Ordinal) + 1), out var id) ? id : null;
}
