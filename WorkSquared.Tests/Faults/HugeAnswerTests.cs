using System.Text;
using WorkSquared.Llm.Providers.Streams;
using WorkSquared.Tests.Llm.Providers;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Faults;

/// <summary>Answers that never end without being silent, in a line or a text: those two are in <see cref="StreamLimitsTests"/>.</summary>
public sealed class HugeAnswerTests
{
    private const int Events = 100_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> WithoutText =>
    [
        ": ping\n\n",
        "\r\n",
        "event: ping\nid: 1\nretry: 10\n\n",
        "data: {\"choices\":[]}\n\n",
        Delta("\"content\":\"\""),
        Delta("\"reasoning_content\":\"Let me think.\""),
        Delta("\"tool_calls\":[{\"index\":0,\"id\":\"t\",\"function\":{\"name\":\"f\",\"arguments\":\"aaaa\"}}]"),
    ];

    [Theory]
    [MemberData(nameof(WithoutText))]
    public async Task EndlessStream_WithoutAWord_EndsAtTheLimitOfBytes(string piece)
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url, ("Llm:Limits:MaxBytes", "500000"));
        var pieces = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 1 + (32_000 / piece.Length))));
        provider.Next(async wire =>
        {
            while (true)
            {
                await wire.RawAsync(pieces);
            }
        });

        var (failure, text, _) = await model.AskInVainAsync().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal(("too_large", ""), (failure.Failure.ErrorClass, text));
        await provider.Requests[0].Gone.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task HundredThousandTinyEvents_AreOneWholeAnswer()
    {
        const string Finish = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
        var events = string.Concat(Enumerable.Repeat(Delta("\"content\":\"x\""), Events));
        await using var provider = RawProvider.Start(_ => RawProvider.Events(Encoding.UTF8.GetBytes(events + Finish)));
        using var model = TestModel.At(provider.Url);

        Assert.Equal(new string('x', Events), await model.AskAsync("Count"));
    }

    [Fact]
    public async Task TinyEvents_CostNoMoreMemory_HoweverManyCameBefore()
    {
        var limits = new StreamLimits();
        using var clock = new ResponseClock(limits, TimeProvider.System);
        using var stream = new BoundedStream(new EventsOneByOne(Delta("\"content\":\"x\"")), clock, limits);
        var buffer = new byte[1024];
        await AllocatedByAsync(100);

        var first = await AllocatedByAsync(Events / 2);
        var second = await AllocatedByAsync(Events / 2);

        Assert.InRange(second, 0, first * 11 / 10);

        // Memory answers at once, so all of this stays on one thread.
        async Task<long> AllocatedByAsync(int reads)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var read = 0; read < reads; read++)
            {
                Assert.True(await stream.ReadAsync(buffer, Cancellation) > 0);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static string Delta(string delta) => $"data: {{\"choices\":[{{\"index\":0,\"delta\":{{{delta}}}}}]}}\n\n";

    /// <summary>A network that delivers every event in a read of its own.</summary>
    private sealed class EventsOneByOne(string data) : MemoryStream
    {
        private readonly byte[] _data = Encoding.UTF8.GetBytes(data);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _data.CopyTo(buffer);
            return ValueTask.FromResult(_data.Length);
        }
    }
}
