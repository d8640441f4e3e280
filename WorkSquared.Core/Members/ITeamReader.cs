namespace WorkSquared.Core.Members;

/// <summary>Who belongs to a store, always as the database has it at this instant.</summary>
public interface ITeamReader
{
    /// <summary>Whether the instance has been set up.</summary>
    Task<bool> HasAdministratorAsync(CancellationToken cancellationToken);

    /// <returns>Null for whoever may do nothing there: no member, removed, or suspended from the instance.</returns>
    Task<Role?> RoleOfAsync(string storeId, Guid accountId, CancellationToken cancellationToken);

    /// <summary>Which of these people belong to which stores, all of it of one instant. For whoever has connections open and looks again every second.</summary>
    Task<IReadOnlySet<(string StoreId, Guid AccountId)>> BelongingAsync(IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken);

    /// <summary>The stores that somebody belongs to, as what, in the order of their names; never <see cref="InstanceStore"/>.</summary>
    Task<IReadOnlyList<OwnStore>> StoresOfAsync(Guid accountId, CancellationToken cancellationToken);

    /// <summary>Those who have a role, the greater ones first.</summary>
    Task<IReadOnlyList<TeamMember>> ListAsync(string storeId, CancellationToken cancellationToken);
}

public sealed record OwnStore(string StoreId, Role Role);

/// <param name="IsSuspended">Shut out of the whole instance.</param>
public sealed record TeamMember(Guid Id, string Name, Role Role, bool IsSuspended);
