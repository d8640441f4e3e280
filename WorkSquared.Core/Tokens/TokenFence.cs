using WorkSquared.Core.Log;
using WorkSquared.Core.Members;

namespace WorkSquared.Core.Tokens;

/// <summary>Whether a token still is what it was when its holder was let in, asked inside the transaction that depends on it.</summary>
internal static class TokenFence
{
    /// <summary>The smallest role that a token's user must have: guests have none.</summary>
    public const Role Least = Role.Member;

    private const string FindGood =
        $"""
        SELECT 1 FROM tokens t JOIN members m ON m.store_id = t.store_id AND m.id = t.user_id
        WHERE t.store_id = @p1 AND t.id = @p2 AND t.scope = @p3 AND t.revoked_at IS NULL AND t.expires_at > @p4
          AND m.role >= @p5 AND {LiveMembers.Condition}
        """;

    public static bool Stands(WriteSession session, TokenHolder holder, DateTimeOffset now) =>
        session.Exists(FindGood, holder.StoreId, holder.TokenId, holder.Scope, now, Least);
}
