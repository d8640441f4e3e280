using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Members;

internal sealed class TeamReader(SnapshotReader snapshots) : ITeamReader
{
    public Task<bool> HasAdministratorAsync(CancellationToken cancellationToken) => snapshots.ReadEverythingAsync(
        context => context.Events.Any(row => row.StoreId == InstanceStore.Id && row.CommandId == TeamCommands.Appointment), cancellationToken);

    public Task<Role?> RoleOfAsync(string storeId, Guid accountId, CancellationToken cancellationToken) => snapshots.ReadEverythingAsync(
        context => LiveMembers.RoleIn(context, storeId, accountId), cancellationToken);

    public async Task<IReadOnlySet<(string StoreId, Guid AccountId)>> BelongingAsync(
        IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken) => await snapshots.ReadEverythingAsync(
            context => LiveMembers.Of(context)
                .Where(row => accountIds.Contains(row.Id))
                .Select(row => new { row.StoreId, row.Id })
                .AsEnumerable()
                .Select(row => (row.StoreId, row.Id))
                .ToHashSet(),
            cancellationToken);

    public async Task<IReadOnlyList<OwnStore>> StoresOfAsync(Guid accountId, CancellationToken cancellationToken) => await snapshots.ReadEverythingAsync(
        context => LiveMembers.Of(context)
            .Where(row => row.Id == accountId && row.StoreId != InstanceStore.Id)
            .OrderBy(row => row.StoreId)
            .Select(row => new OwnStore(row.StoreId, row.Role!.Value))
            .ToList(),
        cancellationToken);

    public async Task<IReadOnlyList<TeamMember>> ListAsync(string storeId, CancellationToken cancellationToken) => await snapshots.ReadEverythingAsync(
        context => context.Members.AsNoTracking()
            .Where(row => row.StoreId == storeId && row.Role != null)
            .OrderByDescending(row => row.Role).ThenBy(row => row.NameKey).ThenBy(row => row.Id)
            .Select(row => new TeamMember(
                row.Id,
                row.Name,
                row.Role!.Value,
                context.Members.Any(account => account.StoreId == InstanceStore.Id && account.Id == row.Id && account.SuspendedAt != null)))
            .ToList(),
        cancellationToken);
}
