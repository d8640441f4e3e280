using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace WorkSquared.Web.Accounts;

/// <summary>The open connections of circuits, by session: ending a session ends them, too.</summary>
internal sealed class CircuitConnections : IHubFilter
{
    private readonly ConcurrentDictionary<string, (HubCallerContext Connection, Guid SessionId, Guid AccountId, string StoreId)> _open = new();

    /// <summary>Whose connections there are, and to which workspace.</summary>
    public IReadOnlySet<(Guid SessionId, Guid AccountId, string StoreId)> Open =>
        _open.Values.Select(open => (open.SessionId, open.AccountId, open.StoreId)).ToHashSet();

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        var user = context.Context.User;
        if (user?.SessionIn() is { } sessionId && user.AccountIn() is { } accountId && user.StoreIn() is { } storeId)
        {
            _open[context.Context.ConnectionId] = (context.Context, sessionId, accountId, storeId);
            await next(context);
        }
        else
        {
            // The endpoint asks for a session, so nobody gets here. Should that ever be taken away, nothing is open.
            context.Context.Abort();
        }
    }

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        _open.TryRemove(context.Context.ConnectionId, out _);
        return next(context, exception);
    }

    /// <summary>Those of a session to one workspace: another tab may show another one.</summary>
    public void Close(Guid sessionId, string storeId)
    {
        foreach (var open in _open.Values.Where(open => (open.SessionId, open.StoreId) == (sessionId, storeId)))
        {
            open.Connection.Abort();
        }
    }
}
