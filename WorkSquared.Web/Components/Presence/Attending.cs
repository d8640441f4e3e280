using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.JSInterop;
using WorkSquared.Core.Events;
using WorkSquared.Core.Presence;

namespace WorkSquared.Web.Components.Presence;

/// <summary>The person of this circuit in the conversation that its page shows, as long as their browser is there.</summary>
public sealed class Attending(IPresenceBoard board, TimeProvider time) : CircuitHandler, IDisposable
{
    // Whoever is back within it was never gone to the others.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private Stay? _stay;
    private IPresence? _presence;
    private ITimer? _leaving;
    private bool _isGone;

    /// <summary>Called when the browser is back after its connection was lost, with what it had seen of a conversation by then.</summary>
    internal Func<Guid, long, Task<int>>? Returning { get; set; }

    /// <summary>The conversation is in view, until the handle is disposed or another one is.</summary>
    public IDisposable Enter(string storeId, Guid conversationId, Actor person)
    {
        lock (_lock)
        {
            _stay = new Stay(this, storeId, conversationId, person);
            Update();
            return _stay;
        }
    }

    [JSInvokable]
    public void Write(bool isWriting)
    {
        lock (_lock)
        {
            _presence?.Write(isWriting);
        }
    }

    /// <returns>How many messages of others have come since; -1 when this conversation is not in view.</returns>
    [JSInvokable]
    public Task<int> ReturnTo(Guid conversationId, long seen) => Returning?.Invoke(conversationId, seen) ?? Task.FromResult(-1);

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _leaving ??= time.CreateTimer(_ => Go(isGone: true), state: null, _patience, Timeout.InfiniteTimeSpan);
        }

        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Go(isGone: false);
        return Task.CompletedTask;
    }

    public void Dispose() => Go(isGone: true);

    private void Go(bool isGone)
    {
        lock (_lock)
        {
            _leaving?.Dispose();
            _leaving = null;
            if (_isGone != isGone)
            {
                _isGone = isGone;
                Update();
            }
        }
    }

    private void Update()
    {
        _presence?.Dispose();
        _presence = _isGone || _stay is not { } stay ? null : board.Enter(stay.StoreId, stay.ConversationId, stay.Person);
    }

    private sealed class Stay(Attending attending, string storeId, Guid conversationId, Actor person) : IDisposable
    {
        public string StoreId => storeId;

        public Guid ConversationId => conversationId;

        public Actor Person => person;

        public void Dispose()
        {
            lock (attending._lock)
            {
                // The next conversation is entered before this one is left.
                if (attending._stay == this)
                {
                    attending._stay = null;
                    attending.Update();
                }
            }
        }
    }
}
