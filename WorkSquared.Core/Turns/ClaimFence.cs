using WorkSquared.Core.Log;

namespace WorkSquared.Core.Turns;

/// <summary>Whether a claim still holds, asked inside the transaction that depends on it. Correctness rests on the epoch, never on a clock.</summary>
internal static class ClaimFence
{
    // Not one that was given back: what its holder still had under way came too late.
    private const string FindClaim =
        "SELECT 1 FROM claims WHERE store_id = @p1 AND turn_id = @p2 AND epoch = @p3 AND owner = @p4 AND lease_until <> @p5";

    private const string FindHolder = "SELECT 1 FROM claims WHERE store_id = @p1 AND turn_id = @p2 AND owner = @p3 AND lease_until <> @p4";

    /// <summary>What <c>lease_until</c> says of a claim that was given back. Its row stays, and with it the epoch.</summary>
    public static readonly DateTimeOffset Released = DateTimeOffset.MinValue;

    private const string Release =
        "UPDATE claims SET lease_until = @p5 WHERE store_id = @p1 AND turn_id = @p2 AND epoch = @p3 AND owner = @p4";

    public static bool Holds(WriteSession session, TurnClaim claim, InstanceId instance) =>
        session.Exists(FindClaim, claim.StoreId, claim.TurnId, claim.Epoch, instance.Value, Released);

    /// <summary>Whether anybody works on the turn. A claim of another process is that of a dead one: this one alone has the database.</summary>
    public static bool IsHeld(WriteSession session, string storeId, Guid turnId, InstanceId instance) =>
        session.Exists(FindHolder, storeId, turnId, instance.Value, Released);

    /// <summary>Gives the turn back: whoever claims it next gets a higher epoch.</summary>
    public static void GiveBack(WriteSession session, TurnClaim claim, InstanceId instance) =>
        session.Execute(Release, claim.StoreId, claim.TurnId, claim.Epoch, instance.Value, Released);
}
