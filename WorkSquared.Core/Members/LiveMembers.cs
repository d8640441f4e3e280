using WorkSquared.Core.Log;

namespace WorkSquared.Core.Members;

/// <summary>Who may do something in a store at all: has a role there, and is not shut out of the instance.</summary>
/// <remarks>A service has no account, so nothing in <see cref="InstanceStore"/> holds it up. The two forms of the rule, for the writer and for readers, are
/// kept here side by side.</remarks>
internal static class LiveMembers
{
    /// <summary>Of a row <c>m</c> of the members.</summary>
    public const string Condition =
        $"""
        m.role IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM members i WHERE i.store_id = '{InstanceStore.Id}' AND i.id = m.id AND (i.suspended_at IS NOT NULL OR i.role IS NULL))
        """;

    private const string FindRole = $"SELECT m.role FROM members m WHERE m.store_id = @p1 AND m.id = @p2 AND {Condition}";

    private const string FindGiven = "SELECT role FROM members WHERE store_id = @p1 AND id = @p2 AND role IS NOT NULL";

    public static IQueryable<MemberRow> Of(WorkSquaredDbContext context) => context.Members.Where(
        member => member.Role != null && !context.Members.Any(
            account => account.StoreId == InstanceStore.Id && account.Id == member.Id && (account.SuspendedAt != null || account.Role == null)));

    /// <returns>Null for whoever may do nothing there.</returns>
    public static Role? RoleIn(WorkSquaredDbContext context, string storeId, Guid userId) =>
        Of(context).Where(row => row.StoreId == storeId && row.Id == userId).Select(row => row.Role).FirstOrDefault();

    /// <returns>Null for whoever may do nothing there.</returns>
    public static Role? RoleOf(WriteSession session, string storeId, Guid userId) => Read(session.Count(FindRole, storeId, userId));

    /// <summary>The role that somebody has been given, whether or not they are shut out at present.</summary>
    public static Role? GivenRoleOf(WriteSession session, string storeId, Guid userId) => Read(session.Count(FindGiven, storeId, userId));

    private static Role? Read(int role) => role == 0 ? null : (Role)role;
}
