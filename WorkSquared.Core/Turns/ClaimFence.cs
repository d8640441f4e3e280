using WorkSquared.Core.Log;

namespace WorkSquared.Core.Turns;

/// <summary>Whether a claim still holds, asked inside the transaction that depends on it. Correctness rests on the epoch, never on a clock.</summary>
internal static class ClaimFence
{
    private const string FindClaim = "SELECT 1 FROM claims WHERE store_id = @p1 AND turn_id = @p2 AND epoch = @p3 AND owner = @p4";

    public static bool Holds(WriteSession session, TurnClaim claim, InstanceId instance) =>
        session.Exists(FindClaim, claim.StoreId, claim.TurnId, claim.Epoch, instance.Value);
}
