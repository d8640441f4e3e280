using System.Net;
using System.Net.Sockets;
using WorkSquared.Llm.Providers;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Llm.Providers;

public sealed class UnreachableTests
{
    [Fact]
    public async Task NobodyListens_IsUnreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = listener.LocalEndpoint;
        listener.Stop();
        using var model = TestModel.At($"http://{address}");

        var (failure, _, _) = await model.AskInVainAsync();

        Assert.Equal(("unreachable", true), (failure.Failure.ErrorClass, failure.Failure.Retryable));
        Assert.StartsWith($"{address} can't be reached", failure.Failure.Reason);
    }

    [Fact]
    public async Task NameThatDoesNotExist_IsUnreachable()
    {
        using var model = TestModel.At("http://nobody.invalid");

        Assert.Equal("unreachable", (await model.AskInVainAsync()).Failure.Failure.ErrorClass);
    }

    [Fact]
    public async Task TlsThatIsNone_IsUnreachable()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url.Replace("http://", "https://", StringComparison.Ordinal));

        Assert.Equal("unreachable", (await model.AskInVainAsync()).Failure.Failure.ErrorClass);
    }

    [Fact]
    public void ConnectTimeout_IsUnreachable()
    {
        using var model = TestModel.With();

        // As SocketsHttpHandler reports it.
        var failure = model.Get<ModelFailures>().Classify(new TaskCanceledException("Canceled.", new TimeoutException()), "gpt-4o");

        Assert.Equal("unreachable", failure.Failure.ErrorClass);
    }
}
