using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Web.Hosting;

/// <summary>From a real request on the wire to a file, and from the file to a replay in a process that has neither data nor model.</summary>
public sealed class ReplayVerbTests
{
    private const string Key = "sk-canary-0123456789";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DownloadedCase_HoldsWhatWasOnTheWire_AndNoKey_AndReplaysElsewhere()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await StartAsync(provider);
        var conversation = NewId();
        await FinishedAsync(server, conversation, await AskAsync(server, conversation, "Who is on the team?"));
        provider.Answer("Ada leads it, ", "with \"Bob\" <bob@example.com> & others. 語");
        var turn = await AskAsync(server, conversation, "And who\nleads it?");

        var file = await FinishedAsync(server, conversation, turn);

        var messages = file["request"]!["messages"]!.AsArray().Select(message => $"{message!["role"]}: {message["text"]}");
        Assert.Equal(provider.Requests[^1].Messages, messages);
        Assert.Equal((string?)provider.Requests[^1].Json["model"], (string?)file["request"]!["model"]);
        Assert.Equal((double?)provider.Requests[^1].Json["temperature"], (double?)file["request"]!["temperature"]);
        Assert.Equal((int?)provider.Requests[^1].Json["max_tokens"], (int?)file["request"]!["maxOutputTokens"]);
        Assert.Equal("Ada leads it, with \"Bob\" <bob@example.com> & others. 語", (string?)file["answer"]!["text"]);
        Assert.True((bool?)file["promptMatches"]);
        Assert.Equal("Bearer " + Key, provider.Requests[^1].Headers["Authorization"]);
        Assert.DoesNotContain(Key, file.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(new Uri(provider.Url).Authority, file.ToJsonString(), StringComparison.Ordinal);

        var requests = provider.Requests.Count;
        var (exitCode, output) = await ReplayAsync(server, file.ToJsonString());
        Assert.True(exitCode == 0, output);
        Assert.Contains("replay: same", output, StringComparison.Ordinal);
        Assert.Equal(requests, provider.Requests.Count);

        file["answer"]!["text"] = "Bob leads it.";
        (exitCode, output) = await ReplayAsync(server, file.ToJsonString());
        Assert.True(exitCode == 1, output);
        Assert.Contains("replay: different", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CaseOfAFailedTurn_FailsAgain()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await StartAsync(provider);
        provider.Fail(401, "invalid_api_key");
        var conversation = NewId();
        var turn = await AskAsync(server, conversation, "Does the key work?");

        var file = await FinishedAsync(server, conversation, turn);
        var (exitCode, output) = await ReplayAsync(server, file.ToJsonString());

        Assert.Null(file["answer"]);
        Assert.Equal(provider.Requests[^1].Messages, file["request"]!["messages"]!.AsArray().Select(message => $"{message!["role"]}: {message["text"]}"));
        Assert.DoesNotContain(Key, file.ToJsonString(), StringComparison.Ordinal);
        Assert.True(exitCode == 0, output);
        Assert.Contains("failed, unauthorized: same", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatIsNoCase_IsAMisuseWithASentence()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await StartAsync(provider);

        var broken = await ReplayAsync(server, "{\"format\":");
        Assert.Equal(64, broken.ExitCode);
        Assert.StartsWith("This case file can't be read", broken.Output, StringComparison.Ordinal);

        var missing = await server.RunVerbAsync("replay", "nowhere.json");
        Assert.Equal(64, missing.ExitCode);
        Assert.StartsWith("nowhere.json can't be read", missing.Output, StringComparison.Ordinal);

        var unnamed = await server.RunVerbAsync("replay");
        Assert.Equal(64, unnamed.ExitCode);
        Assert.Contains("worksquared replay FILE", unnamed.Output, StringComparison.Ordinal);
    }

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private static Task<ServerProcess> StartAsync(ScriptedProvider provider) => ServerProcess.StartAsync(
        ("WorkSquared__Llm__Provider", "OpenAI"),
        ("WorkSquared__Llm__Endpoint", $"{provider.Url}/v1"),
        ("WorkSquared__Llm__Model", "scripted"),
        ("WorkSquared__Llm__ApiKey", Key));

    private static async Task<Guid> AskAsync(ServerProcess server, Guid conversation, string text)
    {
        using var client = SignedIn.ClientOf(server.Url);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{server.Url}/c/{conversation}/messages");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Content = JsonContent.Create(new { commandId = NewId(), text });
        var response = await client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("turnId").GetGuid();
    }

    /// <summary>The case file, as soon as the turn has its end.</summary>
    private static async Task<JsonNode> FinishedAsync(ServerProcess server, Guid conversation, Guid turn)
    {
        using var client = SignedIn.ClientOf(server.Url);
        while (true)
        {
            var file = JsonNode.Parse(await client.GetStringAsync($"{server.Url}/c/{conversation}/turns/{turn}/case", Cancellation))!;
            if ((string?)file["events"]!.AsArray()[^1]!["type"] is "v1.LLMResponseReceived" or "v1.LLMResponseFailed")
            {
                return file;
            }

            await Task.Yield();
        }
    }

    /// <summary>Beside the running server, with a data directory that is a file and an address of the model that is none.</summary>
    private static async Task<(int ExitCode, string Output)> ReplayAsync(ServerProcess server, string file)
    {
        await File.WriteAllTextAsync(Path.Combine(server.Directory, "case.json"), file, Cancellation);
        server.Set("WorkSquared__DataDirectory", "/dev/null/none");
        server.Set("WorkSquared__Llm__Endpoint", "nonsense");
        var temporary = Directory.CreateDirectory(Path.Combine(server.Directory, "temporary"));
        server.Set("TMPDIR", temporary.FullName);
        server.Set("TMP", temporary.FullName);
        var run = await server.RunVerbAsync("replay", "case.json");
        Assert.Empty(temporary.GetDirectories("worksquared-*"));
        return run;
    }
}
