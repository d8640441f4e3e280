using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace WorkSquared.Core.Bus;

/// <summary>Who wants to hear what: an event costs nothing for those who do not.</summary>
internal sealed class SubscriptionIndex
{
    // Arrays, because every event walks through them: a set would take longer to enumerate than to deliver to.
    private readonly ConcurrentDictionary<(string StoreId, Guid? Topic), ImmutableArray<Subscription>> _byTopic = new();

    public IEnumerable<Subscription> All => _byTopic.Values.SelectMany(subscriptions => subscriptions);

    public void Add(Subscription subscription) => _byTopic.AddOrUpdate(
        (subscription.StoreId, subscription.Topic),
        static (_, added) => [added],
        static (_, all, added) => all.Add(added),
        subscription);

    public void Remove(Subscription subscription)
    {
        var key = (subscription.StoreId, subscription.Topic);
        while (_byTopic.TryGetValue(key, out var all))
        {
            var rest = all.Remove(subscription);
            var done = rest.IsEmpty
                ? _byTopic.TryRemove(KeyValuePair.Create(key, all))
                : _byTopic.TryUpdate(key, rest, all);
            if (done)
            {
                return;
            }
        }
    }

    public ImmutableArray<Subscription> Of(string storeId, Guid? topic) =>
        _byTopic.TryGetValue((storeId, topic), out var all) ? all : [];

    public IEnumerable<Subscription> InStore(string storeId) =>
        _byTopic.Where(entry => entry.Key.StoreId == storeId).SelectMany(entry => entry.Value);
}
