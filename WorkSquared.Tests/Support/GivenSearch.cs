using WorkSquared.Core.Search;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Tests.Support;

/// <summary>A search that answers when the test says so, whatever has been asked since.</summary>
internal sealed class GivenSearch : ISearchReader
{
    private readonly List<(string StoreId, SearchRequest Request, TaskCompletionSource<SearchResult> Answer)> _asked = [];

    public IReadOnlyList<SearchRequest> Requests => [.. _asked.Select(asked => asked.Request)];

    public IEnumerable<string> Stores => _asked.Select(asked => asked.StoreId);

    public Task<SearchResult> SearchAsync(Reader reader, SearchRequest request, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<SearchResult>();
        _asked.Add((reader.StoreId, request, answer));
        return answer.Task;
    }

    public void Answer(int request, params SearchHit[] hits) => Answer(request, hasMore: false, hits);

    public void Answer(int request, bool hasMore, params SearchHit[] hits) => _asked[request].Answer.SetResult(new SearchResult([.. hits], hasMore));

    public void AnswerInstead(int request, string instead, params SearchHit[] hits) =>
        _asked[request].Answer.SetResult(new SearchResult([.. hits], HasMore: false, instead));

    public void Fail(int request) => _asked[request].Answer.SetException(new InvalidOperationException("Some secret words."));
}
