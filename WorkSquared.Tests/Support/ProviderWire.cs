using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace WorkSquared.Tests.Support;

/// <summary>What a script may put on the wire. Whatever it writes has left when the method returns.</summary>
/// <remarks>A script that simply returns ends the response there: without <see cref="EndAsync"/> that is a cut.</remarks>
internal sealed class ProviderWire(HttpContext context, ProviderRequest request)
{
    public ProviderRequest Request { get; } = request;

    /// <summary>As it stands in each chunk: more exact than what was asked for, as with real providers.</summary>
    public string Model { get; set; } = "gpt-4o-2024-08-06";

    /// <summary>A whole good answer.</summary>
    public async Task AnswerAsync(params string[] pieces)
    {
        foreach (var piece in pieces)
        {
            await TextAsync(piece);
        }

        await EndAsync();
    }

    public Task TextAsync(string text) => DeltaAsync(new JsonObject { ["content"] = text });

    /// <param name="field">Servers have two names for it.</param>
    public Task ReasoningAsync(string text, string field = "reasoning_content") => DeltaAsync(new JsonObject { [field] = text });

    /// <summary>Any other delta: a refusal, a tool call.</summary>
    public Task DeltaAsync(JsonObject delta) => ChunkAsync(delta, finishReason: null);

    public Task FinishAsync(string reason = "stop") => ChunkAsync([], reason);

    public Task UsageAsync(int input = 10, int output = 2, int cached = 0) => DataAsync(Chunk([], new JsonObject
    {
        ["prompt_tokens"] = input,
        ["completion_tokens"] = output,
        ["total_tokens"] = input + output,
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = cached },
    }));

    public Task DoneAsync() => RawAsync("data: [DONE]\n\n");

    /// <summary>Finish reason, usage if it was asked for, and the end mark.</summary>
    public async Task EndAsync(string reason = "stop")
    {
        await FinishAsync(reason);
        if (Request.Json["stream_options"]?["include_usage"]?.GetValue<bool>() is true)
        {
            await UsageAsync();
        }

        await DoneAsync();
    }

    /// <summary>An error in the middle of HTTP 200.</summary>
    public Task ErrorEventAsync(string? code, string message = "Boom.") =>
        DataAsync(new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } });

    public async Task StatusAsync(int status, string? code = null, string? retryAfter = null, string message = "Boom.")
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        var error = new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = "scripted", ["code"] = code } };
        await BodyAsync("application/json", error.ToJsonString());
    }

    /// <summary>Headers and body as they stand, for whatever is not a stream of events.</summary>
    public async Task BodyAsync(string contentType, string body)
    {
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    public Task RedirectAsync(string url)
    {
        context.Response.Redirect(url);
        return Task.CompletedTask;
    }

    public Task RawAsync(string text) => RawAsync(Encoding.UTF8.GetBytes(text));

    public async Task RawAsync(ReadOnlyMemory<byte> bytes)
    {
        await HeadersAsync();
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>Sends the headers of a good answer, and nothing else yet.</summary>
    public async Task HeadersAsync()
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = "text/event-stream; charset=utf-8";
            await context.Response.StartAsync(context.RequestAborted);
        }
    }

    /// <summary>Says nothing more until the client hangs up.</summary>
    public Task SilenceAsync() => Request.Gone;

    /// <summary>Breaks the connection. It overtakes what the client has not read yet, so wait until it has seen what it should.</summary>
    public Task ResetAsync()
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private Task ChunkAsync(JsonObject delta, string? finishReason) => DataAsync(Chunk(
        [new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finishReason }], usage: null));

    private JsonObject Chunk(JsonArray choices, JsonObject? usage) => new()
    {
        ["id"] = "chatcmpl-scripted",
        ["object"] = "chat.completion.chunk",
        ["created"] = 1_700_000_000,
        ["model"] = Model,
        ["choices"] = choices,
        ["usage"] = usage,
    };

    private Task DataAsync(JsonObject data) => RawAsync($"data: {data.ToJsonString(JsonSerializerOptions.Web)}\n\n");
}
