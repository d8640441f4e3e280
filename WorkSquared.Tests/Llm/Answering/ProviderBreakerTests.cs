using Polly.CircuitBreaker;
using WorkSquared.Core.Chat;
using WorkSquared.Llm.Answering;
using WorkSquared.Llm.Providers;
using WorkSquared.Tests.Llm.Providers;

namespace WorkSquared.Tests.Llm.Answering;

public sealed class ProviderBreakerTests : IDisposable
{
    private readonly TestModel _model = TestModel.With();
    private readonly ProviderBreaker _breaker;

    public ProviderBreakerTests() => _breaker = new ProviderBreaker(_model.Get<ModelInUse>(), _model.Get<ModelFailures>(), _model.Time);

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task WhoeverComesWhileOneTries_IsToldToWait_HoweverLongThatTakes()
    {
        await FailAsync(new IOException());
        _model.Time.Advance(TimeSpan.FromSeconds(31));
        var trying = new TaskCompletionSource<bool>();
        var request = RunAsync(() => trying.Task).AsTask();

        for (var seconds = 0; seconds < 60; seconds += 7)
        {
            _model.Time.Advance(TimeSpan.FromSeconds(7));
            var kept = await Assert.ThrowsAsync<BrokenCircuitException>(() => RunAsync(Sent).AsTask());
            Assert.InRange(ProviderBreaker.WaitAfter(kept), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        }

        trying.SetResult(true);
        await request;
        await RunAsync(Sent);
        Assert.Equal(ModelStatus.Ok, _breaker.Status);
    }

    [Fact]
    public async Task ConnectionsThatAreNotMadeInTime_AreFailuresToo()
    {
        // As SocketsHttpHandler reports it.
        await FailAsync(new TaskCanceledException("Canceled.", new TimeoutException()));

        Assert.Equal(ModelStatus.Failing, _breaker.Status);
    }

    [Fact]
    public async Task PeopleWhoStopTheirAnswers_SayNothingAboutTheProvider()
    {
        // As SslStream reports a read that was cancelled.
        await FailAsync(new TaskCanceledException("Canceled.", new IOException()));

        Assert.Equal(ModelStatus.Ok, _breaker.Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OneThatWasToTry_ButWasStopped_ProvesNothing(bool wasSent)
    {
        await FailAsync(new IOException());
        _model.Time.Advance(TimeSpan.FromSeconds(31));

        await (wasSent
            ? Assert.ThrowsAsync<OperationCanceledException>(() => RunAsync(() => throw new OperationCanceledException()).AsTask())
            : RunAsync(() => Task.FromResult(false)).AsTask());

        Assert.Equal(ModelStatus.Failing, _breaker.Status);
    }

    private ValueTask RunAsync(Func<Task<bool>> request) => _breaker.RunAsync(_model.Get<ModelInUse>().ModelId, request);

    private static Task<bool> Sent() => Task.FromResult(true);

    private async Task FailAsync(Exception exception)
    {
        for (var request = 0; request < 10; request++)
        {
            await Assert.ThrowsAsync(exception.GetType(), () => RunAsync(() => throw exception).AsTask());
        }
    }
}
