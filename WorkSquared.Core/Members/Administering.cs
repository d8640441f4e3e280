using WorkSquared.Core.Events;

namespace WorkSquared.Core.Members;

public static class Administering
{
    /// <summary>Whether somebody administers the instance, as the database has it at this instant.</summary>
    public static async Task<bool> AdministersAsync(this ITeamReader team, Actor actor, CancellationToken cancellationToken) =>
        Member.IdOf(actor) is { } accountId && await team.RoleOfAsync(InstanceStore.Id, accountId, cancellationToken) is Role.Admin;
}
