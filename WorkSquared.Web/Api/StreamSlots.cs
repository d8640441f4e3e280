using System.Collections.Concurrent;

namespace WorkSquared.Web.Api;

/// <summary>How many streams each token has open.</summary>
internal sealed class StreamSlots
{
    private readonly ConcurrentDictionary<Guid, int> _open = new();

    public int Open => _open.Values.Sum();

    /// <returns>False when it has as many as it may.</returns>
    public bool TryTake(Guid tokenId)
    {
        while (true)
        {
            var open = _open.GetOrAdd(tokenId, 0);
            if (open >= ApiLimits.StreamsPerToken)
            {
                return false;
            }

            if (_open.TryUpdate(tokenId, open + 1, open))
            {
                return true;
            }
        }
    }

    public void Return(Guid tokenId)
    {
        while (_open.TryGetValue(tokenId, out var open))
        {
            var done = open == 1
                ? _open.TryRemove(KeyValuePair.Create(tokenId, open))
                : _open.TryUpdate(tokenId, open - 1, open);
            if (done)
            {
                return;
            }
        }
    }
}
