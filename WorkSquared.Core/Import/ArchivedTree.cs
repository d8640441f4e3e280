namespace WorkSquared.Core.Import;

/// <summary>The tree of an archived conversation, by the rules of <see cref="Chat.ConversationTree"/>: there is no table to ask.</summary>
internal sealed class ArchivedTree
{
    // The parent of first questions.
    private static readonly Guid _root = Guid.Empty;

    private readonly Dictionary<Guid, Place> _turns = [];
    private readonly Dictionary<Guid, Guid> _askedBy = [];
    private readonly Dictionary<Guid, Guid> _newestChild = [];
    private Guid? _newest;

    /// <summary>The turn that asked the question that this one answers; null for one that is not known.</summary>
    public Guid? QuestionOf(Guid turn) => _turns.TryGetValue(turn, out var place) ? place.Question : null;

    /// <returns>Whether it is new, and the node that it follows; null for a first question.</returns>
    public (bool IsNew, Guid? Parent) Ask(Guid turn, Guid message, Guid? after, Guid? replaced)
    {
        if (replaced is { } edited && _askedBy.TryGetValue(edited, out var asked))
        {
            return Add(turn, message, _turns[asked].Parent);
        }

        var seen = after is { } known && _turns.TryGetValue(known, out var place) ? place.Node : _newest;
        return Add(turn, message, seen is { } node ? EndOf(node) : _root);
    }

    /// <summary>One that was imported there: its place is said.</summary>
    public (bool IsNew, Guid? Parent) AskExactly(Guid turn, Guid message, Guid? after) =>
        Add(turn, message, after is { } known && _turns.TryGetValue(known, out var place) ? place.Node : _root);

    /// <returns>The turn that asked the question; null when there is none to be asked again, or the turn is known already.</returns>
    public Guid? AskAgain(Guid turn, Guid? takesUp, bool isRetry)
    {
        if (takesUp is not { } taken || !_turns.TryGetValue(taken, out var place) || _turns.ContainsKey(turn))
        {
            return null;
        }

        Put(turn, place with { Node = isRetry ? place.Node : turn });
        return place.Question;
    }

    private (bool IsNew, Guid? Parent) Add(Guid turn, Guid message, Guid parent)
    {
        if (_turns.ContainsKey(turn) || !_askedBy.TryAdd(message, turn))
        {
            return (false, null);
        }

        Put(turn, new Place(turn, parent, turn));
        return (true, parent == _root ? null : parent);
    }

    private void Put(Guid turn, Place place)
    {
        _turns.Add(turn, place);
        _newestChild[place.Parent] = place.Node;
        _newest = place.Node;
    }

    private Guid EndOf(Guid node)
    {
        while (_newestChild.TryGetValue(node, out var child))
        {
            node = child;
        }

        return node;
    }

    private readonly record struct Place(Guid Node, Guid Parent, Guid Question);
}
