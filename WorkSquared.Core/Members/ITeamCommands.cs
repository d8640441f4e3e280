using WorkSquared.Core.Events;

namespace WorkSquared.Core.Members;

/// <summary>Says who belongs to a store, and as what.</summary>
/// <remarks>An administrator of the instance decides about <see cref="InstanceStore"/> alone, and about other stores only as far as their role there goes.
/// Every method throws <see cref="CommandRefusedException"/> when nothing was committed, with a sentence for the person.</remarks>
public interface ITeamCommands
{
    /// <summary>Makes the first administrator of the instance, who owns the store of the settings. Of any number of attempts exactly one succeeds.</summary>
    /// <exception cref="CommandRefusedException"><see cref="Refusal.Conflict"/> when there is one already.</exception>
    Task AppointAsync(Guid accountId, string name, CancellationToken cancellationToken);

    /// <summary>Gives a member another role. Nobody gives a greater one than their own, or changes one who has a greater one; the last owner stays.</summary>
    Task ChangeRoleAsync(ChangeRole command, CancellationToken cancellationToken);

    /// <summary>Takes everything in this store from somebody: their role, and their tokens. What they wrote stays, under their name.</summary>
    Task RemoveAsync(string storeId, Guid userId, Actor actor, CancellationToken cancellationToken);

    /// <summary>Shuts an account out of the whole instance until it is reinstated; an administrator of the instance does it. The last one stays.</summary>
    Task SuspendAsync(Guid accountId, Actor actor, CancellationToken cancellationToken);

    Task ReinstateAsync(Guid accountId, Actor actor, CancellationToken cancellationToken);
}

/// <param name="Actor">Who gives it.</param>
public sealed record ChangeRole(string StoreId, Guid UserId, Role Role, Actor Actor);
