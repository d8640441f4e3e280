using WorkSquared.Core.Log;

namespace WorkSquared.Core.Turns;

/// <summary>What the running attempt of a turn has written so far: all that is left of it when its process dies.</summary>
internal static class SavedDraft
{
    private const string FindText = "SELECT text FROM drafts WHERE store_id = @p1 AND turn_id = @p2";

    private const string Upsert =
        """
        INSERT INTO drafts (store_id, turn_id, attempt, text) VALUES (@p1, @p2, @p3, @p4)
        ON CONFLICT (store_id, turn_id) DO UPDATE SET attempt = excluded.attempt, text = excluded.text
        """;

    private const string Delete = "DELETE FROM drafts WHERE store_id = @p1 AND turn_id = @p2";

    public static string? Find(WriteSession session, string storeId, Guid turnId) =>
        session.Find(FindText, static reader => reader.GetString(0), storeId, turnId);

    public static bool Save(WriteSession session, TurnClaim claim, int attempt, string text) =>
        session.Execute(Upsert, claim.StoreId, claim.TurnId, attempt, text) == 1;

    public static void Drop(WriteSession session, string storeId, Guid? turnId) => session.Execute(Delete, storeId, turnId);
}
