using WorkSquared.Core.Log;

namespace WorkSquared.Core.Tokens;

/// <summary>Whether a token still is what it was when its holder was let in, asked inside the transaction that depends on it.</summary>
internal static class TokenFence
{
    private const string FindGood =
        "SELECT 1 FROM tokens WHERE store_id = @p1 AND id = @p2 AND scope = @p3 AND revoked_at IS NULL AND expires_at > @p4";

    public static bool Stands(WriteSession session, TokenHolder holder, DateTimeOffset now) =>
        session.Exists(FindGood, holder.StoreId, holder.TokenId, holder.Scope, now);
}
