using Microsoft.Extensions.AI;
using WorkSquared.Llm.Providers;
using WorkSquared.Tests.Llm.Providers;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Faults;

/// <summary>Broken answers of a server that others wrote: each has its class, soon, and its words get no further.</summary>
public sealed class BrokenBytesTests(MockttpServer server) : IClassFixture<MockttpServer>
{
    /// <summary>The server quotes it wherever it can.</summary>
    private const string Key = "sk-canary-4711";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("bad-json", "malformed", "Half an ans")]
    [InlineData("error-object", "rate_limited", "Half an ans")]
    [InlineData("error-event", "provider_error", "Half an ans")]
    [InlineData("html", "malformed", "")]
    [InlineData("json", "malformed", "")]
    [InlineData("gzip", "malformed", "")]
    [InlineData("binary", "stream_cut", "")]
    [InlineData("html-as-events", "stream_cut", "")]
    [InlineData("no-body", "stream_cut", "")]
    [InlineData("reset", "stream_cut", "")]
    [InlineData("closed", "stream_cut", "")]
    public async Task BrokenAnswer_HasItsClass_AndNothingOfWhatItSaid(string fault, string errorClass, string textSoFar)
    {
        using var model = At(fault);

        var (failure, text, exception) = await model.AskInVainAsync().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal((errorClass, textSoFar), (failure.Failure.ErrorClass, text));
        Assert.DoesNotContain(Key, $"{failure.Failure.Reason} {exception} {string.Join('\n', model.Log)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task CodePoint_SplitAcrossWrites_ArrivesWhole()
    {
        using var model = At("split");

        Assert.Equal("Läuft – 🙂 完了", await model.AskAsync("Hi"));
    }

    [Fact]
    public async Task Connection_BrokenInTheMiddle_KeepsTheText_AndIsNoAnswer()
    {
        using var model = At("broken-midway");
        await using var answer = await BeginAsync(model);
        using var http = new HttpClient();
        await http.PostAsync(new Uri($"{server.Url}/break"), content: null, Cancellation);

        await AssertFailsAsync(model, answer.MoveNextAsync().AsTask(), "stream_cut");
    }

    [Theory]
    [InlineData("silent", "timeout_first_byte")]
    [InlineData("silent-midway", "timeout_idle")]
    public async Task Silence_EndsByTheLimitThatIsSet(string fault, string errorClass)
    {
        using var model = At(fault, ("Llm:Limits:FirstByte", "00:00:02"), ("Llm:Limits:Idle", "00:00:03"));
        await using var answer = errorClass == "timeout_idle" ? await BeginAsync(model) : Begin(model);

        var next = answer.MoveNextAsync().AsTask();
        model.Time.Advance(TimeSpan.FromSeconds(3));

        await AssertFailsAsync(model, next, errorClass);
    }

    private static async Task AssertFailsAsync(TestModel model, Task reading, string errorClass)
    {
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => reading.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        Assert.Equal(errorClass, model.Get<ModelFailures>().Classify(exception, "gpt-4o").Failure.ErrorClass);
    }

    private TestModel At(string fault, params (string Key, string? Value)[] settings) =>
        TestModel.At($"{server.Url}/{fault}", [("Llm:ApiKey", Key), .. settings]);

    private static IAsyncEnumerator<ChatResponseUpdate> Begin(TestModel model) =>
        model.Client.GetStreamingResponseAsync("Hi", cancellationToken: Cancellation).GetAsyncEnumerator(Cancellation);

    /// <summary>Reads all the text that comes before the fault.</summary>
    private static async Task<IAsyncEnumerator<ChatResponseUpdate>> BeginAsync(TestModel model)
    {
        var answer = Begin(model);
        var text = "";
        while (text != "Half an ans")
        {
            Assert.True(await answer.MoveNextAsync());
            text += answer.Current.Text;
        }

        return answer;
    }
}
