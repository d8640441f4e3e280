using Microsoft.Extensions.Time.Testing;
using WorkSquared.Core;
using WorkSquared.Core.Connecting;
using WorkSquared.Llm.Connecting;
using WorkSquared.Tests.Core.Team;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Llm.Connecting;

/// <summary>What was entered is tried before it is saved, and says what an answer would say.</summary>
public sealed class ConnectionTestTests : IAsyncLifetime
{
    private const string Key = "sk-canary-91b7-typed";

    private ConnectedWorkspace _connected = null!;
    private ScriptedProvider _provider = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FakeTimeProvider Time => _connected.Workspace.Time;

    private ModelSettings Entered => ConnectedWorkspace.At($"{_provider.Url}/v1");

    public async ValueTask InitializeAsync() =>
        (_connected, _provider) = (await ConnectedWorkspace.StartAsync(), await ScriptedProvider.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await _connected.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Model_ThatAnswers_IsNamedByItsOwnName_WithTheTimesItTook_AndNothingIsSaved()
    {
        TaskCompletionSource told = new();
        _provider.Next(async wire =>
        {
            await told.Task;
            Time.Advance(TimeSpan.FromMilliseconds(300));
            await wire.TextAsync("OK");
            await wire.EndAsync();
        });
        var testing = _connected.TestAsync(Entered, Key);
        await _provider.WhenRequestedAsync(1, Cancellation);
        told.SetResult();

        var report = await testing;

        Assert.Equal((null, "gpt-4o-2024-08-06"), (report.Failure, report.Model));
        Assert.Equal((TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(300)), (report.First, report.Whole));
        Assert.Equal($"Bearer {Key}", Assert.Single(_provider.Requests).Headers["Authorization"]);
        Assert.Null((await _connected.ReadAsync()).Saved);
        Assert.True(_connected.Current.InUse.IsOffline);
    }

    [Theory]
    [InlineData(401, "invalid_api_key", "did not accept the API key. An administrator must set a valid API key (/model).")]
    [InlineData(404, "model_not_found", "does not know gpt-4o. An administrator must check Model (/model) and Endpoint (/model).")]
    [InlineData(503, null, "has trouble of its own (status 503). Try again in a little while.")]
    public async Task Failure_IsTheSentenceOfAnAnswer_AndNoWordOfTheProviders(int status, string? code, string sentence)
    {
        _provider.Next(wire => wire.StatusAsync(status, code, message: $"{Key} is wrong"));

        var report = await _connected.TestAsync(Entered, Key);

        Assert.Equal($"{new Uri(_provider.Url).Authority} {sentence}", report.Failure);
    }

    [Fact]
    public async Task Provider_ThatIsNotThere_OrIsSilent_IsGivenUp()
    {
        var gone = ConnectedWorkspace.At("http://127.0.0.1:1/v1");
        Assert.Contains("can't be reached from this server.", (await _connected.TestAsync(gone)).Failure, StringComparison.Ordinal);

        _provider.Next(wire => wire.Request.Gone);
        var testing = _connected.TestAsync(Entered);
        var silent = await _provider.WhenRequestedAsync(1, Cancellation);
        Time.Advance(ConnectionTest.Limit);

        Assert.EndsWith("did not answer within 20 seconds.", (await testing).Failure, StringComparison.Ordinal);
        await silent.Gone.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task Test_ThatIsStopped_LeavesTheProviderAtOnce()
    {
        using CancellationTokenSource stop = new();
        _provider.Next(wire => wire.Request.Gone);
        var testing = _connected.Connection.TestAsync(new EnteredModel(Entered, null), _connected.Ada, stop.Token);
        var request = await _provider.WhenRequestedAsync(1, Cancellation);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => testing);
        await request.Gone.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task Tests_AreAFewAMinute()
    {
        for (var test = 0; test < ConnectionTest.MostPerMinute; test++)
        {
            await _connected.TestAsync(Entered);
        }

        await TeamOfTheTest.RefuseAsync(Refusal.Unavailable, () => _connected.TestAsync(Entered));
        Assert.Equal(ConnectionTest.MostPerMinute, _provider.Requests.Count);

        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await _connected.TestAsync(Entered)).Failure);
    }
}
