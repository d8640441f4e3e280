using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Log;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Members;

internal sealed partial class MemberDirectory(SnapshotReader snapshots, IEventBus bus, TimeProvider time, ILogger<MemberDirectory> logger)
    : IMemberDirectory, IAsyncDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Lazy<Store>> _stores = new();
    private readonly CancellationTokenSource _stopping = new();

    public Membership Of(string storeId) => StoreOf(storeId).Now;

    public async IAsyncEnumerable<Membership> WatchAsync(
        string storeId, Membership known, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Full means that the watcher is slow: the oldest goes, since each is the whole directory.
        var channel = Channel.CreateBounded<Membership>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var store = StoreOf(storeId);
        store.Enter(channel.Writer);
        try
        {
            // Listen first, look second: a change between the two is told twice rather than never.
            if (!store.Now.IsAs(known))
            {
                channel.Writer.TryWrite(store.Now);
            }

            await foreach (var members in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return members;
            }
        }
        finally
        {
            store.Leave(channel.Writer);
        }
    }

    public Task<Member?> FindAsync(string storeId, Guid memberId, CancellationToken cancellationToken) => snapshots.ReadEverythingAsync(
        context => context.Members.AsNoTracking().FirstOrDefault(row => row.StoreId == storeId && row.Id == memberId) is { } row
            ? new Member(row.Id, row.Name)
            : null,
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var store in _stores.Values.Where(store => store.IsValueCreated))
        {
            await store.Value.Following;
        }

        _stopping.Dispose();
    }

    // Read once for the life of the process, whoever asks first: a page that waited for it would render without names.
    private Store StoreOf(string storeId) => _stores.GetOrAdd(
        storeId,
        id => new Lazy<Store>(() =>
        {
            var store = new Store(snapshots.ReadEverything(context => Read(context, id)));
            store.Following = Task.Run(() => FollowAsync(id, store, _stopping.Token));
            return store;
        })).Value;

    private static Membership Read(WorkSquaredDbContext context, string storeId)
    {
        var members = context.Members.AsNoTracking().Where(row => row.StoreId == storeId).ToList();
        return new Membership(LogReader.HeadOf(context, storeId), members.ToImmutableDictionary(row => row.Id, row => row.Name))
        {
            Roles = members.Where(row => row.Role is not null).ToImmutableDictionary(row => row.Id, row => row.Role!.Value),
        };
    }

    private async Task FollowAsync(string storeId, Store store, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var committed in bus.SubscribeAsync(Reader.OfTheSystem(storeId), store.Now.Version, topic: null, cancellationToken))
                {
                    store.Show(store.Now.Apply(committed));
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
            }
            catch (Exception exception)
            {
                LogInterrupted(exception);
                await Task.Delay(_pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The directory of members has lost the log and takes it up again.")]
    private partial void LogInterrupted(Exception exception);

    /// <summary>One task shows; anybody reads and watches.</summary>
    private sealed class Store(Membership members)
    {
        private ImmutableHashSet<ChannelWriter<Membership>> _watchers = [];
        private volatile Membership _members = members;

        public Membership Now => _members;

        public Task Following { get; set; } = Task.CompletedTask;

        public void Enter(ChannelWriter<Membership> watcher) => ImmutableInterlocked.Update(ref _watchers, watchers => watchers.Add(watcher));

        public void Leave(ChannelWriter<Membership> watcher) => ImmutableInterlocked.Update(ref _watchers, watchers => watchers.Remove(watcher));

        public void Show(Membership next)
        {
            var isChanged = !next.IsAs(_members);
            _members = next;
            foreach (var watcher in isChanged ? _watchers : [])
            {
                watcher.TryWrite(next);
            }
        }
    }
}
