using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Shared;

namespace WorkSquared.Tests.Web;

public sealed class LiveComponentTests : IAsyncDisposable
{
    private readonly TestUi _ui = new();
    private readonly Channel<int> _numbers = Channel.CreateUnbounded<int>();

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public async Task Items_ThatHaveAllArrived_AreAppliedInOrderAndRenderedOnce()
    {
        foreach (var number in Enumerable.Range(1, 100))
        {
            await _numbers.Writer.WriteAsync(number, TestContext.Current.CancellationToken);
        }

        var component = RenderFollower();

        component.WaitForAssertion(() => Assert.Equal("100 items, sum 5050", component.Find("p").TextContent));
        Assert.InRange(component.RenderCount, 1, 4);
    }

    [Fact]
    public async Task Component_Disposed_EndsItsSubscriptions()
    {
        var component = RenderFollower();
        await _numbers.Writer.WriteAsync(1, TestContext.Current.CancellationToken);
        component.WaitForAssertion(() => Assert.Equal("1 items, sum 1", component.Find("p").TextContent));
        var ended = component.Instance.Ended;

        await _ui.DisposeComponentsAsync();

        await ended.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Handle_Disposed_EndsItsSubscriptionAlone()
    {
        var component = RenderFollower();
        await _numbers.Writer.WriteAsync(1, TestContext.Current.CancellationToken);
        component.WaitForAssertion(() => Assert.Equal("1 items, sum 1", component.Find("p").TextContent));

        await component.InvokeAsync(() => component.Instance.Handle!.Dispose());
        await component.Instance.Ended.WaitAsync(TestContext.Current.CancellationToken);
        await _numbers.Writer.WriteAsync(2, TestContext.Current.CancellationToken);

        Assert.Equal("1 items, sum 1", component.Find("p").TextContent);
    }

    [Fact]
    public async Task Failure_OfASubscription_GoesToTheErrorBoundary()
    {
        var boundary = _ui.Render<ErrorBoundary>(parameters => parameters
            .AddChildContent<Follower>(child => child.Add(follower => follower.Numbers, _numbers.Reader))
            .Add(b => b.ErrorContent, exception => builder => builder.AddContent(0, exception.Message)));

        await _numbers.Writer.WriteAsync(-1, TestContext.Current.CancellationToken);

        boundary.WaitForAssertion(() => Assert.Equal("A negative number.", boundary.Markup));
    }

    private IRenderedComponent<Follower> RenderFollower() =>
        _ui.Render<Follower>(parameters => parameters.Add(follower => follower.Numbers, _numbers.Reader));

    private sealed class Follower : LiveComponent
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;
        private int _sum;

        [Parameter]
        public ChannelReader<int> Numbers { get; set; } = null!;

        public IDisposable? Handle { get; private set; }

        public Task Ended => _ended.Task;

        protected override void OnInitialized() => Handle = Follow(ReadAsync, Take);

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "p");
            builder.AddContent(1, $"{_count} items, sum {_sum}");
            builder.CloseElement();
        }

        private Task Take(int number)
        {
            if (number < 0)
            {
                throw new InvalidOperationException("A negative number.");
            }

            (_count, _sum) = (_count + 1, _sum + number);
            return Task.CompletedTask;
        }

        private async IAsyncEnumerable<int> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            try
            {
                await foreach (var number in Numbers.ReadAllAsync(cancellationToken))
                {
                    yield return number;
                }
            }
            finally
            {
                _ended.TrySetResult();
            }
        }
    }
}
