namespace WorkSquared.Core.Sharing;

/// <summary>What somebody may see, asked again when the answer is a second old: for what comes many times a second.</summary>
/// <remarks>Not for several threads.</remarks>
internal sealed class SightLease(ISight sight, Reader reader, TimeProvider time)
{
    /// <summary>Whoever follows a store for weeks holds no more than what is being written in.</summary>
    private const int MaxKnown = 1000;

    private static readonly TimeSpan _life = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Guid, Answer> _known = [];
    private Answer? _workspace;

    public async ValueTask<bool> SeesAsync(Guid conversationId, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(conversationId, out var known) && IsFresh(known))
        {
            return known.Sees;
        }

        if (_known.Count >= MaxKnown)
        {
            _known.Clear();
        }

        var since = time.GetTimestamp();
        var sees = await sight.SeesAsync(reader, conversationId, cancellationToken);
        _known[conversationId] = new Answer(sees, since);
        return sees;
    }

    public async ValueTask<bool> SeesWorkspaceAsync(CancellationToken cancellationToken)
    {
        if (_workspace is { } known && IsFresh(known))
        {
            return known.Sees;
        }

        var since = time.GetTimestamp();
        var sees = await sight.SeesWorkspaceAsync(reader, cancellationToken);
        _workspace = new Answer(sees, since);
        return sees;
    }

    public void Forget(Guid conversationId) => _known.Remove(conversationId);

    public void Forget()
    {
        _known.Clear();
        _workspace = null;
    }

    private bool IsFresh(Answer answer) => time.GetElapsedTime(answer.Since) < _life;

    private readonly record struct Answer(bool Sees, long Since);
}
