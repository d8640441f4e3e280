using System.ClientModel.Primitives;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using WorkSquared.Llm.Providers;
using WorkSquared.Tests.Support;
using ChatCompletionOptions = OpenAI.Chat.ChatCompletionOptions;

namespace WorkSquared.Tests.Llm.Providers;

/// <summary>What leaves the machine, as a server sees it.</summary>
public sealed class WireTests
{
    private static readonly ChatMessage[] _conversation =
    [
        new(ChatRole.System, "Be brief."),
        new(ChatRole.User, "One?"),
        new(ChatRole.Assistant, "One."),
        new(ChatRole.User, "Two? \"Zwei\" 二 🙂"),
    ];

    [Fact]
    public async Task Braintrust_GetsTheSeedsRequest_AndNothingElse()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.With(
            ("BRAINTRUST_API_KEY", "bt-key"), ("BRAINTRUST_PROJECT_ID", "p-1"), ("Llm:Endpoint", $"{provider.Url}/v1/proxy"));
        provider.Answer("Two", ".");

        var updates = await model.AskForUpdatesAsync(_conversation);

        Assert.Equal("Two.", string.Concat(updates.Select(update => update.Text)));
        var request = Assert.Single(provider.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("/v1/proxy/chat/completions", request.PathAndQuery);
        Assert.Equal("Bearer bt-key", request.Headers["Authorization"]);
        Assert.Equal("application/json", request.Headers["Content-Type"]);
        Assert.Equal("project_id:p-1", request.Headers["x-bt-parent"]);
        Assert.Equal(["max_tokens", "messages", "model", "stream", "temperature"], request.Json.Select(field => field.Key).Order());
        Assert.Equal(("\"gpt-4o\"", "0.7", "1000", "true"), (Field("model"), Field("temperature"), Field("max_tokens"), Field("stream")));
        Assert.Equal(["system: Be brief.", "user: One?", "assistant: One.", "user: Two? \"Zwei\" 二 🙂"], request.Messages);
        Assert.All(
            request.Json["messages"]!.AsArray(),
            message => Assert.Equal(["content", "role"], message!.AsObject().Select(field => field.Key).Order()));

        string Field(string name) => request.Json[name]!.ToJsonString();
    }

    [Fact]
    public async Task Braintrust_WithoutProject_SendsNoParent()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.With(("BRAINTRUST_API_KEY", "bt-key"), ("Llm:Endpoint", $"{provider.Url}/v1/proxy/"));

        await model.AskAsync();

        Assert.Equal("/v1/proxy/chat/completions", provider.Requests[0].PathAndQuery);
        Assert.DoesNotContain("x-bt-parent", provider.Requests[0].Headers.Keys);
    }

    [Fact]
    public async Task Request_TellsNothingAboutTheMachine()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        using var activity = new Activity("test").Start();

        await model.AskAsync();

        Assert.Equal(
            ["Accept", "Content-Length", "Content-Type", "Host", "User-Agent"],
            provider.Requests[0].Headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("WorkSquared", provider.Requests[0].Headers["User-Agent"]);
    }

    [Fact]
    public async Task LocalServer_WithoutKey_GetsNoAuthorization()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.With(
            ("Llm:Endpoint", $"{provider.Url}/v1"), ("Llm:Model", "llama3"), ("OPENAI_API_KEY", "sk-for-openai-alone"));

        await model.AskAsync();

        var request = Assert.Single(provider.Requests);
        Assert.Equal("/v1/chat/completions", request.PathAndQuery);
        Assert.DoesNotContain("Authorization", request.Headers.Keys);
        Assert.Equal("llama3", (string?)request.Json["model"]);
        Assert.Equal(1000, (int?)request.Json["max_tokens"]);
        Assert.False(request.Json.ContainsKey("max_completion_tokens"));
        Assert.Single(model.Log, line => line.Contains("Warning: OPENAI_API_KEY was not given for", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OpenAIKey_GoesToOpenAIsBaseUrl()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.With(("OPENAI_BASE_URL", $"{provider.Url}/v1/"), ("OPENAI_API_KEY", "sk-1\n"));

        await model.AskAsync();

        Assert.Equal("/v1/chat/completions", provider.Requests[0].PathAndQuery);
        Assert.Equal("Bearer sk-1", provider.Requests[0].Headers["Authorization"]);
    }

    [Fact]
    public async Task Settings_ReachTheBody()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(
            provider.Url, ("Llm:ApiKey", "k"), ("Llm:Temperature", ""), ("Llm:MaxOutputTokens", "77"), ("Llm:Model", "o9"));

        await model.AskAsync();

        var body = provider.Requests[0].Json;
        Assert.Equal("Bearer k", provider.Requests[0].Headers["Authorization"]);
        Assert.Equal("o9", (string?)body["model"]);
        Assert.Equal(77, (int?)body["max_tokens"]);
        Assert.False(body.ContainsKey("temperature"));
    }

    [Fact]
    public async Task Azure_StreamsFromTheDeployment_WithItsOwnKeyHeader()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.With(
            ("AZURE_OPENAI_ENDPOINT", provider.Url), ("AZURE_OPENAI_API_KEY", "az-key"), ("AZURE_OPENAI_DEPLOYMENT", "our-gpt"));
        provider.Answer("Hello", ", ", "world");

        var updates = await model.AskForUpdatesAsync(_conversation);

        Assert.Equal("Hello, world", string.Concat(updates.Select(update => update.Text)));
        Assert.Equal(["Hello", ", ", "world"], updates.Select(update => update.Text).Where(text => text.Length > 0));
        Assert.Equal(10, updates.SelectMany(update => update.Contents).OfType<UsageContent>().Single().Details.InputTokenCount);
        var request = Assert.Single(provider.Requests);
        Assert.StartsWith("/openai/deployments/our-gpt/chat/completions?api-version=20", request.PathAndQuery);
        Assert.Equal("az-key", request.Headers["api-key"]);
        Assert.DoesNotContain("Authorization", request.Headers.Keys);
        Assert.Equal(1000, (int?)request.Json["max_tokens"]);
    }

    [Fact]
    public async Task Azure_CarriesToolCalls()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.With(("AZURE_OPENAI_ENDPOINT", provider.Url), ("AZURE_OPENAI_API_KEY", "az-key"));
        provider.Next(async wire =>
        {
            await wire.DeltaAsync(Json(
                """{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"lookup","arguments":"{"}}]}"""));
            await wire.DeltaAsync(Json("""{"tool_calls":[{"index":0,"function":{"arguments":"\"id\":7}"}}]}"""));
            await wire.EndAsync("tool_calls");
        });

        var updates = await model.AskForUpdatesAsync(_conversation);

        var call = updates.SelectMany(update => update.Contents).OfType<FunctionCallContent>().Single();
        Assert.Equal("lookup", call.Name);
        Assert.Equal("7", call.Arguments!["id"]!.ToString());

        static JsonObject Json(string json) => JsonNode.Parse(json)!.AsObject();
    }

    [Fact]
    public async Task AzureV1_IsPlainOpenAI_WithAzuresKeyHeader()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.With(
            ("Llm:Provider", "AzureOpenAI"),
            ("Llm:Endpoint", $"{provider.Url}/openai/v1/"),
            ("Llm:ApiKey", "az-key"),
            ("Llm:Deployment", "dep"));

        await model.AskAsync();

        var request = Assert.Single(provider.Requests);
        Assert.Equal("/openai/v1/chat/completions", request.PathAndQuery);
        Assert.Equal("az-key", request.Headers["api-key"]);
        Assert.DoesNotContain("Authorization", request.Headers.Keys);
        Assert.Equal("dep", (string?)request.Json["model"]);
        Assert.Equal(1000, (int?)request.Json["max_completion_tokens"]);
        Assert.False(request.Json.ContainsKey("max_tokens"));
    }

    [Fact]
    public void OpenAIItself_IsAskedWithItsNewerField()
    {
        using var model = TestModel.With(("OPENAI_API_KEY", "sk-1"));
        var options = new ChatOptions();

        model.Get<ChatClients>().Configure(options);

        var body = ModelReaderWriter.Write((ChatCompletionOptions)options.RawRepresentationFactory!(model.Client)!).ToString();
        Assert.Equal(1000, options.MaxOutputTokens);
        Assert.DoesNotContain("max_tokens", body);
    }

    [Fact]
    public async Task Answer_CarriesModelFinishAndUsage()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        provider.Next(async wire =>
        {
            await wire.TextAsync("Cut short");
            await wire.EndAsync("length");
        });

        var response = (await model.AskForUpdatesAsync(_conversation)).ToChatResponse();

        Assert.Equal("gpt-4o-2024-08-06", response.ModelId);
        Assert.Equal(ChatFinishReason.Length, response.FinishReason);
        Assert.Equal((10, 2), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task CodePoint_SplitAcrossWrites_ArrivesWhole()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        provider.Next(async wire =>
        {
            var bytes = Encoding.UTF8.GetBytes(
                """data: {"id":"x","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"a🙂b"}}]}""" + "\r\n\r\n");
            foreach (var one in bytes)
            {
                await wire.RawAsync(new[] { one });
            }

            await wire.RawAsync(": a comment\n\nevent: of-a-kind-nobody-knows\ndata: {\"object\":\"ping\"}\n\n");
            await wire.EndAsync();
        });

        Assert.Equal("a🙂b", await model.AskAsync());
    }

    [Fact]
    public async Task Cancel_HangsUp()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        provider.Next(async wire =>
        {
            await wire.TextAsync("Hel");
            await wire.SilenceAsync();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in model.Client.GetStreamingResponseAsync("Hi", cancellationToken: stop.Token))
            {
                await stop.CancelAsync();
            }
        });

        await provider.Requests[0].Gone.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Trace_NamesTheModel_AndHoldsNobodysText()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url, ("Llm:Model", "traced-model"), ("Llm:ApiKey", "sk-secret"));
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "WorkSquared.Llm",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            // Other tests ask their own models at the same time.
            ActivityStopped = span => { lock (spans) { spans.Add(span); } },
        };
        ActivitySource.AddActivityListener(listener);
        provider.Answer("the-answer");

        await model.AskAsync("the-question");

        var mine = Assert.Single(spans.ToArray(), span => span.DisplayName == "chat traced-model");
        var tags = mine.TagObjects.Concat(mine.Events.SelectMany(one => one.Tags));
        var told = string.Join('\n', tags.Select(tag => $"{tag.Key}={tag.Value}"));
        Assert.Contains("gen_ai.usage.output_tokens=2", told);
        Assert.DoesNotContain("the-answer", told);
        Assert.DoesNotContain("the-question", told);
        Assert.DoesNotContain("sk-secret", told);
    }

    [Fact]
    public async Task Offline_AnswersThroughTheSamePipeline()
    {
        using var model = TestModel.With();

        Assert.Equal("From the playbook.", await model.AskAsync());
        Assert.True(model.InUse.IsOffline);
    }
}
