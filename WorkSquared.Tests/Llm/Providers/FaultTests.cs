using Microsoft.Extensions.AI;
using WorkSquared.Llm.Providers;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Llm.Providers;

/// <summary>Whatever goes wrong has a class, a sentence for a person, and never becomes an answer.</summary>
public sealed class FaultTests
{
    private const string Key = "sk-canary-4711";

    [Theory]
    [InlineData(400, null, "bad_request", false)]
    [InlineData(400, "context_length_exceeded", "too_long", false)]
    [InlineData(400, "content_filter", "content_filter", false)]
    [InlineData(401, "invalid_api_key", "unauthorized", false)]
    [InlineData(402, null, "quota_exceeded", false)]
    [InlineData(403, null, "forbidden", false)]
    [InlineData(404, "model_not_found", "not_found", false)]
    [InlineData(408, null, "provider_error", true)]
    [InlineData(409, null, "provider_error", true)]
    [InlineData(413, null, "too_long", false)]
    [InlineData(422, null, "bad_request", false)]
    [InlineData(429, "rate_limit_exceeded", "rate_limited", true)]
    [InlineData(429, "insufficient_quota", "quota_exceeded", false)]
    [InlineData(451, null, "bad_request", false)]
    [InlineData(500, null, "provider_error", true)]
    [InlineData(502, null, "provider_error", true)]
    [InlineData(503, "context_length_exceeded_not_quite", "provider_error", true)]
    [InlineData(529, "overloaded_error", "provider_error", true)]
    public async Task Status_HasItsClass(int status, string? code, string errorClass, bool retryable)
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url, ("Llm:ApiKey", Key));
        provider.Next(wire => wire.StatusAsync(status, code, message: $"Bad key {Key}, context_length_exceeded, and the person's text."));

        var (failure, text, exception) = await model.AskInVainAsync();

        Assert.Equal((errorClass, retryable), (failure.Failure.ErrorClass, failure.Failure.Retryable));
        Assert.Equal("", text);
        AssertIsForPeople(failure.Failure.Reason);
        Assert.Equal(
            errorClass is "bad_request" or "quota_exceeded" or "unauthorized" or "forbidden" or "not_found",
            failure.Failure.Reason.Contains("An administrator must", StringComparison.Ordinal));
        Assert.DoesNotContain(Key, exception.ToString());
        Assert.DoesNotContain("person's text", exception.ToString());
        Assert.DoesNotContain(model.Log, line => line.Contains(Key, StringComparison.Ordinal));
        Assert.Single(provider.Requests);
    }

    [Theory]
    [InlineData("7", 7_000)]
    [InlineData("0", 0)]
    [InlineData("0.25", 250)]
    [InlineData("Sat, 01 Jan 2000 00:00:30 GMT", 30_000)]
    [InlineData("Fri, 31 Dec 1999 00:00:00 GMT", 0)]
    [InlineData("99999999999", 86_400_000)]
    [InlineData("-5", null)]
    [InlineData("NaN", null)]
    [InlineData("soon", null)]
    [InlineData(null, null)]
    public async Task RetryAfter_IsHandedOn(string? header, int? milliseconds)
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        provider.Fail(429, retryAfter: header);

        var (failure, _, _) = await model.AskInVainAsync();

        Assert.Equal(milliseconds, failure.RetryAfter?.TotalMilliseconds);
    }

    [Theory]
    [InlineData("rate_limit_exceeded", "rate_limited")]
    [InlineData("insufficient_quota", "quota_exceeded")]
    [InlineData("context_length_exceeded", "too_long")]
    [InlineData("content_filter", "content_filter")]
    [InlineData("502", "provider_error")]
    [InlineData("401", "unauthorized")]
    [InlineData("never heard of", "provider_error")]
    [InlineData(null, "provider_error")]
    public async Task ErrorEvent_InsideSuccess_IsAFailure_AndTheTextBeforeItIsKept(string? code, string errorClass)
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        provider.Next(async wire =>
        {
            await wire.TextAsync("So far, ");
            await wire.TextAsync("so \"error\" good");
            await wire.ErrorEventAsync(code, message: $"The key {Key}.");
            await wire.EndAsync();
        });

        var (failure, text, exception) = await model.AskInVainAsync();

        Assert.Equal(errorClass, failure.Failure.ErrorClass);
        Assert.Equal("So far, so \"error\" good", text);
        Assert.DoesNotContain(Key, exception.ToString());
    }

    [Fact]
    public async Task ErrorEvent_InOneWriteWithText_KeepsTheText()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        provider.Next(wire => wire.RawAsync(
            """
            data: {"id":"x","created":1,"model":"m","error":null,"choices":[{"index":0,"delta":{"content":"Kept"}}]}

            event: error
            data:{"id":"x","error":{"type":"overloaded_error"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}


            """));

        var (failure, text, _) = await model.AskInVainAsync();

        Assert.Equal("provider_error", failure.Failure.ErrorClass);
        Assert.Equal("Kept", text);
    }

    public static TheoryData<string, string, string> Streams => new()
    {
        { "ends after text", "stream_cut", "Half an ans" },
        { "ends with the end mark alone", "stream_cut", "Half an ans" },
        { "ends at once", "stream_cut", "" },
        { "breaks before headers", "stream_cut", "" },
        { "is not JSON", "malformed", "Half an ans" },
        { "is JSON of another kind", "malformed", "Half an ans" },
        { "holds half a surrogate pair", "malformed", "Half an ans" },
        { "is a web page", "malformed", "" },
        { "is plain JSON", "malformed", "" },
        { "is a redirect", "malformed", "" },
        { "finishes without a word", "empty_answer", "" },
        { "is cut before a word", "no_room", "" },
        { "is filtered away", "content_filter", "" },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Stream_ThatIsNoAnswer_IsAFailure(string stream, string errorClass, string textSoFar)
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        provider.Next(wire => SendAsync(wire, stream, provider.Url));

        var (failure, text, _) = await model.AskInVainAsync();

        Assert.Equal(errorClass, failure.Failure.ErrorClass);
        Assert.Equal(textSoFar, text);
        AssertIsForPeople(failure.Failure.Reason);
        Assert.Single(provider.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Break_IsAFailure_UnlessTheModelHadFinished(bool finished)
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        var seen = new TaskCompletionSource();
        provider.Next(async wire =>
        {
            await wire.TextAsync("Complete?");
            if (finished)
            {
                await wire.FinishAsync();
            }

            // A reset overtakes what the client has not read yet.
            await seen.Task;
            await wire.ResetAsync();
        });
        await using var answer = model.Client
            .GetStreamingResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);

        do
        {
            Assert.True(await answer.MoveNextAsync());
        }
        while (finished && answer.Current.FinishReason is null);
        seen.SetResult();

        if (finished)
        {
            Assert.False(await answer.MoveNextAsync());
        }
        else
        {
            var exception = await Assert.ThrowsAnyAsync<Exception>(async () => await answer.MoveNextAsync());
            Assert.Equal("stream_cut", model.Get<ModelFailures>().Classify(exception, "gpt-4o").Failure.ErrorClass);
        }
    }

    [Fact]
    public async Task Silence_AfterTheFinish_CostsOnlyTheUsage()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        provider.Next(async wire =>
        {
            await wire.TextAsync("Complete.");
            await wire.FinishAsync();
            await wire.SilenceAsync();
        });
        await using var answer = model.Client
            .GetStreamingResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);

        do
        {
            Assert.True(await answer.MoveNextAsync());
        }
        while (answer.Current.FinishReason is null);
        var end = answer.MoveNextAsync().AsTask();
        model.Time.Advance(TimeSpan.FromSeconds(45));

        Assert.False(await end);
    }

    [Fact]
    public void UnknownException_IsUnexpected_AndSaysNothingOfItself()
    {
        using var model = TestModel.With();

        var failure = model.Get<ModelFailures>().Classify(new NotSupportedException(Key), "gpt-4o");

        Assert.Equal("unexpected", failure.Failure.ErrorClass);
        Assert.DoesNotContain(Key, failure.Failure.Reason);
    }

    private static async Task SendAsync(ProviderWire wire, string stream, string url)
    {
        if (stream is "ends after text" or "ends with the end mark alone" || stream.StartsWith("is not", StringComparison.Ordinal)
            || stream.StartsWith("is JSON", StringComparison.Ordinal) || stream.StartsWith("holds", StringComparison.Ordinal))
        {
            await wire.TextAsync("Half an ");
            await wire.TextAsync("ans");
        }

        await (stream switch
        {
            "ends with the end mark alone" => wire.DoneAsync(),
            "ends at once" => wire.HeadersAsync(),
            "breaks before headers" => wire.ResetAsync(),
            "is not JSON" => wire.RawAsync("data: {\"id\":\"x\",\"choices\":[{\"delta\":{\"cont\n\n"),
            "is JSON of another kind" => wire.RawAsync("data: {\"id\":\"x\",\"choices\":{\"index\":\"zero\"}}\n\n"),
            "holds half a surrogate pair" => wire.RawAsync("data: {\"id\":\"x\",\"choices\":[{\"delta\":{\"content\":\"\\ud83d\"}}]}\n\n"),
            "is a web page" => wire.BodyAsync("text/html", "<html><body>Sign in to the Wi-Fi</body></html>"),
            "is plain JSON" => wire.BodyAsync("application/json", """{"choices":[{"message":{"content":"Hi"}}]}"""),
            "is a redirect" => wire.RedirectAsync($"{url}/elsewhere"),
            "finishes without a word" => wire.EndAsync("stop"),
            "is cut before a word" => wire.EndAsync("length"),
            "is filtered away" => wire.EndAsync("content_filter"),
            _ => Task.CompletedTask,
        });
    }

    private static void AssertIsForPeople(string reason)
    {
        Assert.EndsWith(".", reason);
        Assert.DoesNotContain("Exception", reason);
        Assert.DoesNotContain("Boom", reason);
        Assert.DoesNotContain(Key, reason);
        Assert.InRange(reason.Length, 20, 240);
    }
}
