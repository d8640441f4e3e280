using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Log;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Search;

/// <summary>The one place that asks FTS5. Another database brings its own beside it.</summary>
internal sealed class SearchReader(SnapshotReader snapshots) : ISearchReader
{
    /// <summary>A page is not longer, however often more is asked for.</summary>
    private const int MaxLimit = 500;

    // Only the newest hits are ranked and sorted, however many messages have a common word.
    // The store, and what the reader may see of it, are looked at before anything is ranked or counted.
    private const string Find =
        $"""
        WITH newest AS (
          SELECT e.conversation_id, e.position, e.version, bm25(search, 8.0, 1.0) AS rank
          FROM search CROSS JOIN search_entries e ON e.id = search.rowid
          WHERE search MATCH @expression AND e.store_id = @store AND e.at >= @from AND e.at < @before
            AND (@by = '' OR (e.author GLOB @by AND e.author <> @except))
            AND (@label = '' OR EXISTS (
              SELECT 1 FROM conversation_labels l WHERE l.store_id = @store AND l.conversation_id = e.conversation_id AND l.key = @label))
            AND EXISTS (SELECT 1 FROM conversations c WHERE c.store_id = e.store_id AND c.id = e.conversation_id AND {Sight.Condition})
          ORDER BY search.rowid DESC
          LIMIT 2000),
        best AS (
          SELECT newest.*, c.title, c.last_at
          FROM newest JOIN conversations c ON c.store_id = @store AND c.id = newest.conversation_id AND c.deleted_at IS NULL
          ORDER BY newest.rank, newest.version DESC
          LIMIT @limit)
        SELECT best.conversation_id, best.title, best.last_at, m.id, m.turn_id, m.kind, m.author, m.at, m.text
        FROM best LEFT JOIN messages m ON m.store_id = @store AND m.conversation_id = best.conversation_id AND m.position = best.position
        ORDER BY best.rank, best.version DESC
        """;

    public Task<SearchResult> SearchAsync(Reader reader, SearchRequest request, CancellationToken cancellationToken) =>
        SearchQuery.Parse(request.Text) is { } query
            ? snapshots.ReadAsync(reader, context => Search(context, reader.StoreId, query, request, cancellationToken), cancellationToken)
            : Task.FromResult(SearchResult.None);

    private static SearchResult Search(
        WorkSquaredDbContext context, string storeId, SearchQuery query, SearchRequest request, CancellationToken cancellationToken)
    {
        var found = Search(context, storeId, query.Expression, request, cancellationToken);
        if (!found.Hits.IsEmpty)
        {
            return found;
        }

        // Only what finds something is told: the index has the words of every store.
        using var vocabulary = new Vocabulary(context.Database.GetDbConnection());
        return vocabulary.Meant(query)
            .Select(meant => Search(context, storeId, meant.Expression, request, cancellationToken) with { Instead = meant.Text })
            .FirstOrDefault(instead => !instead.Hits.IsEmpty, found);
    }

    private static SearchResult Search(
        WorkSquaredDbContext context, string storeId, string expression, SearchRequest request, CancellationToken cancellationToken)
    {
        var limit = Math.Clamp(request.Limit, 1, MaxLimit);
        using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = Find;
        Bind(command, "@expression", expression);
        Bind(command, "@store", storeId);
        Bind(command, "@from", request.From?.UtcTicks ?? 0);
        Bind(command, "@before", request.Before?.UtcTicks ?? long.MaxValue);
        Bind(command, "@by", request.By?.Pattern ?? "");
        Bind(command, "@except", request.By?.Except ?? "");
        Bind(command, "@label", request.Label is { } label ? LabelName.KeyOf(label) : "");
        Bind(command, "@limit", limit + 1);
        Bind(command, "@sees_all", context.Sight.All);
        Bind(command, "@sees_open", context.Sight.Open);
        Bind(command, "@reader", context.Sight.UserId.ToByteArray(bigEndian: true));

        var hits = ImmutableArray.CreateBuilder<SearchHit>();
        var hasMore = false;
        using var snippets = new Snippets(expression);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (hits.Count == limit)
            {
                hasMore = limit < MaxLimit;
                break;
            }

            hits.Add(Read(reader, snippets));
        }

        return new SearchResult(hits.DrainToImmutable(), hasMore);
    }

    private static SearchHit Read(DbDataReader reader, Snippets snippets)
    {
        var title = reader.GetString(1);
        if (reader.IsDBNull(3))
        {
            return new SearchHit(reader.GetId(0), snippets.Whole(title), TimeIn(reader, 2), Message: null);
        }

        var message = new FoundMessage(
            reader.GetId(3), reader.GetId(4), (MessageKind)reader.GetInt32(5), new Actor(reader.GetString(6)), snippets.Around(reader.GetString(8)));
        return new SearchHit(reader.GetId(0), [new SnippetPart(title, IsHit: false)], TimeIn(reader, 7), message);
    }

    // SQL of our own does not go through the conversions of the model.
    private static DateTimeOffset TimeIn(DbDataReader reader, int column) => new(reader.GetInt64(column), TimeSpan.Zero);

    private static void Bind(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
