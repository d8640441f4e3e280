namespace WorkSquared.Web.Accounts;

/// <summary>Attempts by key: so many within any span of this length. Not safe for several threads.</summary>
/// <param name="capacity">Keys that are kept. With more, the one that was quiet for longest is forgotten: to make room by attempts costs more of them
/// than it wins.</param>
internal sealed class AttemptWindow(int limit, TimeSpan length, int capacity, TimeProvider time)
{
    private readonly Dictionary<UInt128, LinkedListNode<Attempts>> _byKey = [];

    /// <summary>By their last attempt, oldest first.</summary>
    private readonly LinkedList<Attempts> _inOrder = [];

    public int Keys => _byKey.Count;

    /// <returns>Null when there is room for one more.</returns>
    public TimeSpan? WaitOf(UInt128 key)
    {
        if (!_byKey.TryGetValue(key, out var node))
        {
            return null;
        }

        var begun = node.Value.Begun;
        begun.RemoveAll(IsOver);
        return begun.Count < limit ? null : length - time.GetElapsedTime(begun[0]);
    }

    public long Take(UInt128 key)
    {
        while (_inOrder.First is { } oldest && IsOver(oldest.Value.Last))
        {
            Forget(oldest);
        }

        if (!_byKey.TryGetValue(key, out var node))
        {
            if (_byKey.Count == capacity)
            {
                Forget(_inOrder.First!);
            }

            node = _byKey[key] = new LinkedListNode<Attempts>(new Attempts(key));
        }
        else
        {
            _inOrder.Remove(node);
        }

        _inOrder.AddLast(node);
        node.Value.Last = time.GetTimestamp();
        node.Value.Begun.Add(node.Value.Last);
        return node.Value.Last;
    }

    public void GiveBack(UInt128 key, long begun)
    {
        if (_byKey.TryGetValue(key, out var node) && node.Value.Begun.Remove(begun) && node.Value.Begun.Count == 0)
        {
            Forget(node);
        }
    }

    private bool IsOver(long begun) => time.GetElapsedTime(begun) >= length;

    private void Forget(LinkedListNode<Attempts> node)
    {
        _inOrder.Remove(node);
        _byKey.Remove(node.Value.Key);
    }

    private sealed class Attempts(UInt128 key)
    {
        public UInt128 Key { get; } = key;

        public List<long> Begun { get; } = [];

        public long Last { get; set; }
    }
}
