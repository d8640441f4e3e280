using System.Collections.Immutable;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Members;

/// <summary>The people of a store, and what they are called at present. A pure fold.</summary>
/// <param name="Version">The position of the store's log up to which this is true.</param>
public sealed record Membership(long Version, ImmutableDictionary<Guid, string> Names)
{
    /// <summary>What each may do here, for what a page shows: whether somebody may is decided when it is committed.</summary>
    public ImmutableDictionary<Guid, Role> Roles { get; init; } = ImmutableDictionary<Guid, Role>.Empty;

    public static Membership None { get; } = new(0, ImmutableDictionary<Guid, string>.Empty);

    /// <returns>Null for whoever has no name.</returns>
    public string? NameOf(Actor person) => Member.IdOf(person) is { } id ? Names.GetValueOrDefault(id) : null;

    /// <returns>Null for whoever has none.</returns>
    public Role? RoleOf(Actor person) => Member.IdOf(person) is { } id && Roles.TryGetValue(id, out var role) ? role : null;

    /// <summary>Whether it says the same of everybody as another one.</summary>
    internal bool IsAs(Membership other) => ReferenceEquals(Names, other.Names) && ReferenceEquals(Roles, other.Roles);

    public Membership Apply(CommittedEvent committed) => committed.Data switch
    {
        _ when committed.Position <= Version => this,
        UserCreated created => this with { Version = committed.Position, Names = Names.SetItem(created.Id, created.Name) },
        UserRenamed renamed when Names.ContainsKey(renamed.Id) =>
            this with { Version = committed.Position, Names = Names.SetItem(renamed.Id, renamed.Name) },
        RoleGranted granted => this with { Version = committed.Position, Roles = Roles.SetItem(granted.UserId, granted.Role) },
        MemberRemoved removed => this with { Version = committed.Position, Roles = Roles.Remove(removed.UserId) },
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
