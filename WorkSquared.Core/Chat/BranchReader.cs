using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Log;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Chat;

/// <summary>Walks the tree of a conversation: the cost follows from the part that is read, not from the conversation.</summary>
/// <remarks>From a node that the caller has read, and so may see: a branch never leaves its conversation.</remarks>
internal static class BranchReader
{
    /// <summary>The last node of the branch: from <paramref name="node"/> on, always to where something was asked last.</summary>
    public static Guid TipAfter(WorkSquaredDbContext context, string storeId, Guid node) => new(TipAfter(context, storeId, AsKey(node)), bigEndian: true);

    private static byte[] TipAfter(WorkSquaredDbContext context, string storeId, byte[] node) => context.Database
        .SqlQuery<byte[]>(
            $"""
            WITH RECURSIVE down(id, depth) AS (
              SELECT {node}, 0
              UNION ALL
              SELECT (SELECT t.node_id FROM turns t WHERE t.store_id = {storeId} AND t.parent_id = down.id ORDER BY t.position DESC LIMIT 1), depth + 1
              FROM down WHERE down.id IS NOT NULL)
            SELECT id AS "Value" FROM down WHERE id IS NOT NULL ORDER BY depth DESC LIMIT 1
            """)
        .AsEnumerable()
        .Single();

    /// <summary>How many nodes come before this one.</summary>
    public static int CountBefore(WorkSquaredDbContext context, string storeId, Guid node) => context.Database
        .SqlQuery<int>(
            $"""
            WITH RECURSIVE up(parent_id) AS (
              SELECT t.parent_id FROM turns t WHERE t.store_id = {storeId} AND t.id = {AsKey(node)}
              UNION ALL
              SELECT t.parent_id FROM up CROSS JOIN turns t WHERE t.store_id = {storeId} AND t.id = up.parent_id)
            SELECT count(*) - 1 AS "Value" FROM up
            """)
        .AsEnumerable()
        .Single();

    /// <summary>The node so many steps after another on the way to the tip; the tip itself when that is nearer, or the other is not on the
    /// way.</summary>
    public static Guid After(WorkSquaredDbContext context, string storeId, Guid node, Guid tip, int steps) => context.Database
        .SqlQuery<byte[]>(
            $"""
            WITH RECURSIVE up(id, parent_id, depth) AS (
              SELECT t.id, t.parent_id, 0 FROM turns t WHERE t.store_id = {storeId} AND t.id = {AsKey(tip)}
              UNION ALL
              SELECT t.id, t.parent_id, up.depth + 1
              FROM up CROSS JOIN turns t WHERE up.id <> {AsKey(node)} AND t.store_id = {storeId} AND t.id = up.parent_id)
            SELECT id AS "Value" FROM up
            WHERE depth = (SELECT depth FROM up WHERE id = {AsKey(node)}) - {steps}
            """)
        .AsEnumerable()
        .Select(id => new Guid(id, bigEndian: true))
        .FirstOrDefault(tip);

    /// <summary>Up to <paramref name="limit"/> nodes that end with <paramref name="node"/>, first to last, each with all that stands beside it.</summary>
    public static List<BranchNode> Read(WorkSquaredDbContext context, string storeId, Guid node, int limit)
    {
        var rows = context.Turns
            .FromSql(
                $"""
                WITH RECURSIVE up(id, parent_id, depth) AS (
                  SELECT t.id, t.parent_id, 1 FROM turns t WHERE t.store_id = {storeId} AND t.id = {AsKey(node)}
                  UNION ALL
                  SELECT t.id, t.parent_id, up.depth + 1
                  FROM up CROSS JOIN turns t WHERE t.store_id = {storeId} AND t.id = up.parent_id AND up.depth < {limit})
                SELECT t.* FROM up CROSS JOIN turns t WHERE t.store_id = {storeId} AND t.parent_id = up.parent_id
                """)
            .IgnoreQueryFilters()
            .AsNoTracking()
            .AsEnumerable()
            .ToList();
        var children = rows.ToLookup(turn => turn.ParentId);
        var parents = rows.DistinctBy(turn => turn.NodeId).ToDictionary(turn => turn.NodeId, turn => turn.ParentId);

        var branch = new List<BranchNode>();
        for (var id = node; parents.TryGetValue(id, out var parent); id = parent)
        {
            branch.Add(new BranchNode(id, parent, [.. children[parent].OrderBy(turn => turn.Position)]));
        }

        branch.Reverse();
        return branch;
    }

    // As the tables have it: SQL of our own does not go through the conversions of the model.
    private static byte[] AsKey(Guid id) => id.ToByteArray(bigEndian: true);
}

/// <param name="Siblings">Every turn with the same parent, by position.</param>
internal sealed record BranchNode(Guid Id, Guid ParentId, ImmutableArray<TurnRow> Siblings)
{
    public IEnumerable<TurnRow> Turns => Siblings.Where(turn => turn.NodeId == Id);

    public Guid QuestionId => Turns.First().QuestionId;

    public long QuestionPosition => Turns.First().QuestionPosition;

    public bool IsRoot(Guid conversationId) => ParentId == conversationId;

    public BranchStep ToStep() => new(
        Id, ParentId, QuestionId, [.. Siblings.Where(turn => turn.NodeId == turn.Id).Select(turn => new Alternative(turn.Id, turn.QuestionId))]);
}
