using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace WorkSquared.Core.Bus;

/// <summary>Who wants to hear what: an event costs nothing for those who do not.</summary>
internal sealed class SubscriptionIndex
{
    private readonly ConcurrentDictionary<(string StoreId, Guid? Topic), ImmutableHashSet<Subscription>> _byTopic = new();

    public void Add(Subscription subscription) => _byTopic.AddOrUpdate(
        (subscription.StoreId, subscription.Topic),
        static (_, added) => [added],
        static (_, set, added) => set.Add(added),
        subscription);

    public void Remove(Subscription subscription)
    {
        var key = (subscription.StoreId, subscription.Topic);
        while (_byTopic.TryGetValue(key, out var set))
        {
            var rest = set.Remove(subscription);
            var done = rest.IsEmpty
                ? _byTopic.TryRemove(KeyValuePair.Create(key, set))
                : _byTopic.TryUpdate(key, rest, set);
            if (done)
            {
                return;
            }
        }
    }

    public ImmutableHashSet<Subscription> Of(string storeId, Guid? topic) =>
        _byTopic.TryGetValue((storeId, topic), out var set) ? set : [];

    public IEnumerable<Subscription> InStore(string storeId) =>
        _byTopic.Where(entry => entry.Key.StoreId == storeId).SelectMany(entry => entry.Value);
}
