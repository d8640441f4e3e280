namespace WorkSquared.Tests.Support;

/// <summary>The server <c>mockttp</c>, breaking its answers as <c>mockttp/server.mjs</c> says.</summary>
public sealed class MockttpServer : IAsyncLifetime
{
    private NodeServer? _server;

    public string Url => _server!.Url;

    public async ValueTask InitializeAsync() =>
        _server = await NodeServer.StartAsync("mockttp", ["server.mjs"], TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
