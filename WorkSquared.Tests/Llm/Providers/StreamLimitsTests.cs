using Microsoft.Extensions.AI;
using WorkSquared.Llm.Providers;
using WorkSquared.Llm.Providers.Streams;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Llm.Providers;

/// <summary>No answer is endless, in bytes or in time, and none makes memory grow.</summary>
public sealed class StreamLimitsTests
{
    [Fact]
    public async Task SilenceBeforeHeaders_EndsAtTheFirstByteLimit()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        provider.Next(wire => wire.SilenceAsync());
        await using var answer = model.Client.GetStreamingResponseAsync("Hi", cancellationToken: Token).GetAsyncEnumerator(Token);

        var first = answer.MoveNextAsync().AsTask();
        model.Time.Advance(TimeSpan.FromSeconds(59.9));
        Assert.False(first.IsCompleted);
        model.Time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal("timeout_first_byte", await ClassOfAsync(model, first));
    }

    [Fact]
    public async Task SilenceAfterHeaders_EndsAtTheSameLimit()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        var headers = new TaskCompletionSource();
        provider.Next(async wire =>
        {
            await wire.HeadersAsync();
            headers.SetResult();
            await wire.SilenceAsync();
        });
        await using var answer = model.Client.GetStreamingResponseAsync("Hi", cancellationToken: Token).GetAsyncEnumerator(Token);

        var first = answer.MoveNextAsync().AsTask();
        await headers.Task.WaitAsync(Token);
        model.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal("timeout_first_byte", await ClassOfAsync(model, first));
        await provider.Requests[0].Gone.WaitAsync(Token);
    }

    [Fact]
    public async Task SilenceAfterText_EndsAtTheIdleLimit()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        provider.Next(async wire =>
        {
            await wire.TextAsync("Hel");
            await wire.SilenceAsync();
        });
        await using var answer = model.Client.GetStreamingResponseAsync("Hi", cancellationToken: Token).GetAsyncEnumerator(Token);

        Assert.True(await answer.MoveNextAsync());
        // While the reader is busy, nothing counts as silence.
        model.Time.Advance(TimeSpan.FromSeconds(300));
        var next = answer.MoveNextAsync().AsTask();
        model.Time.Advance(TimeSpan.FromSeconds(44));
        Assert.False(next.IsCompleted);
        model.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("timeout_idle", await ClassOfAsync(model, next));
        await provider.Requests[0].Gone.WaitAsync(Token);
    }

    [Fact]
    public async Task EndlessTrickle_EndsAtTheWallLimit()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        using var pace = new SemaphoreSlim(0);
        provider.Next(async wire =>
        {
            while (true)
            {
                await wire.TextAsync(".");
                await pace.WaitAsync(Token);
            }
        });
        await using var answer = model.Client.GetStreamingResponseAsync("Hi", cancellationToken: Token).GetAsyncEnumerator(Token);

        // 44 s between two pieces is no silence, but 14 times that is more than ten minutes.
        for (var piece = 0; piece < 13; piece++)
        {
            Assert.True(await answer.MoveNextAsync());
            model.Time.Advance(TimeSpan.FromSeconds(44));
            pace.Release();
        }

        Assert.True(await answer.MoveNextAsync());
        var next = answer.MoveNextAsync().AsTask();
        model.Time.Advance(TimeSpan.FromSeconds(44));

        Assert.Equal("timeout_wall", await ClassOfAsync(model, next));
    }

    [Fact]
    public async Task ErrorStatus_WithABodyThatNeverEnds_IsStillThatStatus()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        provider.Next(async wire =>
        {
            while (true)
            {
                await wire.StatusAsync(429, message: new string('x', 100_000));
            }
        });

        Assert.Equal("rate_limited", (await model.AskInVainAsync()).Failure.Failure.ErrorClass);
    }

    [Fact]
    public async Task EndlessLine_OnTheWire_IsStopped()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        provider.Next(async wire =>
        {
            await wire.TextAsync("Hel");
            await wire.RawAsync("data: \"");
            var piece = new byte[64 * 1024];
            piece.AsSpan().Fill((byte)'a');
            while (true)
            {
                await wire.RawAsync(piece);
            }
        });

        var (failure, text, _) = await model.AskInVainAsync();

        Assert.Equal("too_large", failure.Failure.ErrorClass);
        Assert.Equal("Hel", text);
        await provider.Requests[0].Gone.WaitAsync(Token);
    }

    [Fact]
    public async Task TooMuchText_IsStopped()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url, ("Llm:Limits:MaxTextLength", "1000"));
        provider.Next(async wire =>
        {
            while (true)
            {
                await wire.TextAsync(new string('x', 100));
            }
        });

        var (failure, text, _) = await model.AskInVainAsync();

        Assert.Equal("too_large", failure.Failure.ErrorClass);
        Assert.Equal(1000, text.Length);
    }

    [Theory]
    [InlineData("\n", 16 * 1024 * 1024)]
    [InlineData("\r", 16 * 1024 * 1024)]
    [InlineData("", 1024 * 1024)]
    public async Task Memory_StaysFlat_WhateverArrives(string lineEnd, int limit)
    {
        var limits = new StreamLimits();
        using var clock = new ResponseClock(limits, TimeProvider.System);
        using var stream = new BoundedStream(new EndlessStream($"data: {new string('a', 9_000)}{lineEnd}"), clock, limits);
        var buffer = new byte[16 * 1024];
        var read = 0L;

        var before = GC.GetAllocatedBytesForCurrentThread();
        var failure = await Assert.ThrowsAsync<AnswerFailedException>(async () =>
        {
            while (true)
            {
                // Memory answers at once, so all of this stays on one thread.
                read += await stream.ReadAsync(buffer, Token);
            }
        });
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(AnswerFault.TooLarge, failure.Fault);
        Assert.InRange(read, limit - buffer.Length, limit);
        // Growing to a line of 1 MiB by doubling is 2 MiB; each read has its timers, a few hundred bytes.
        Assert.InRange(allocated, 0, 4 * 1024 * 1024);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<string> ClassOfAsync(TestModel model, Task task)
    {
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => task.WaitAsync(TimeSpan.FromSeconds(30), Token));
        return model.Get<ModelFailures>().Classify(exception, "gpt-4o").Failure.ErrorClass;
    }

    private sealed class EndlessStream(string pattern) : Stream
    {
        private readonly byte[] _pattern = System.Text.Encoding.UTF8.GetBytes(pattern);
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Math.Min(buffer.Length, _pattern.Length - _at);
            _pattern.AsSpan(_at, count).CopyTo(buffer.Span);
            _at = (_at + count) % _pattern.Length;
            return ValueTask.FromResult(count);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }
    }
}
