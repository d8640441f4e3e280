using System.Text;
using CsCheck;
using WorkSquared.Tests.Llm.Providers;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Faults;

/// <summary>Event streams that no provider would send: whatever comes is either the whole answer or a failure with a class.</summary>
public sealed class MalformedStreamTests
{
    private static readonly string[] _classes =
        ["malformed", "stream_cut", "provider_error", "rate_limited", "empty_answer", "no_room", "content_filter"];

    private static readonly Gen<Piece> _tool = Gen.Select(
        Gen.Int[-1, 2],
        Any("\"id\":\"t1\",", "\"id\":null,", ""),
        Any("\"name\":\"f\",", "\"name\":null,", ""),
        Any("{", "}", "{}", "\\\"", ""),
        (index, id, name, arguments) => Delta(
            Effect.Tool,
            $$$"""
            {"tool_calls":[{"index":{{{index}}},{{{id}}}"type":"function","function":{{{{name}}}"arguments":"{{{arguments}}}"}}]}
            """));

    private static readonly Gen<Piece> _piece = Gen.Frequency(
        (6, Any("Hello", " ", "größer 🙂", "a \"error\" b", "\n\n").Select(Text)),
        (2, Gen.Const(new Piece(
            Effect.Text, ["data: {\"choices\":[{\"index\":0,", "data: \"delta\":{\"content\":\"two lines\"}}]}"], "two lines"))),
        (4, Any("stop", "length", "tool_calls").Select(Finish)),
        (2, _tool),
        (2, Any(": a comment", ":", "id: 7", "retry: 3", "unknown: field", "no colon", "").Select(line => new Piece(Effect.None, [line]))),
        (2, Any("event: message", "event: anything").Select(line => new Piece(Effect.None, [line, "data: {\"choices\":[]}"]))),
        (1, Any(
            "data:", "data", "data: ", "data: {}", "data: []", "data: null", "data: 7", "data: {\"choices\":null}",
            "data: {\"choices\":[null]}", "data: {\"choices\":[{}]}", "data: {\"choices\":[{\"delta\":null}]}",
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1e99}}").Select(line => new Piece(Effect.Doubtful, [line]))),
        (1, Any(
            "{", "{\"choices\":", "Sorry", "<html>", "{\"choices\":[{\"delta\":{\"content\":\"\\ud83d\"}}]}",
            "{\"error\":{\"code\":\"rate_limit_exceeded\"}}", "{\"error\":\"Boom\"}", "{\"error\":{\"code\":503}}")
            .Select(json => Data(Effect.Breaking, json))),
        (1, Gen.Const(Data(Effect.None, """{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}"""))),
        (1, Gen.Const(Data(Effect.End, "[DONE]"))));

    private static readonly Gen<(Piece Piece, string LineEnd)[]> _stream = Gen.Select(_piece, Any("\n", "\r\n", "\r")).Array[0, 12];

    private enum Effect
    {
        None,
        Text,

        /// <summary>Something that is said, though no text, and perhaps not what a parser will have.</summary>
        Tool,
        Finish,
        End,
        Breaking,

        /// <summary>Passed over or a failure: either will do.</summary>
        Doubtful,
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnyStream_IsTheWholeAnswer_OrAFailureWithAClass_AndNeverHangs()
    {
        ReadOnlyMemory<byte> body = default;
        await using var provider = RawProvider.Start(_ => body);
        using var model = TestModel.At(provider.Url);

        await _stream.SampleAsync(
            async stream =>
            {
                // After a bare CR a parser must wait: the next byte may belong to it, and a break is then no end.
                var promisesMore = stream.Length % 2 == 1 && stream[^1].LineEnd != "\r";
                body = RawProvider.Events(Encoding.UTF8.GetBytes(Write(stream)), promisesMore);

                var (text, errorClass) = await model.TryAskAsync().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

                // For the same reason what follows an end mark may still spoil it.
                var read = stream.TakeWhile(part => part.Piece.Effect is not Effect.End);
                var spoils = stream.TakeWhile(part => part.Piece.Effect is not Effect.End || part.LineEnd == "\r")
                    .Any(part => part.Piece.Effect is Effect.Breaking or Effect.Doubtful or Effect.Tool);
                Check([.. read.Select(part => part.Piece)], spoils, text, errorClass);
            },
            iter: 2_000,
            threads: 1,
            print: Write);
    }

    private static void Check(List<Piece> read, bool spoils, string text, string? errorClass)
    {
        var whole = Join(read);
        Assert.StartsWith(text, whole, StringComparison.Ordinal);

        var isFinished = read.Exists(piece => piece.Effect is Effect.Finish);
        var isSaid = !string.IsNullOrWhiteSpace(whole) || read.Exists(piece => piece.Effect is Effect.Tool);
        if (errorClass is null)
        {
            Assert.True(isFinished && isSaid);
            Assert.DoesNotContain(read, piece => piece.Effect is Effect.Breaking);
            Assert.StartsWith(Join(read.TakeWhile(piece => piece.Effect is not Effect.Finish)), text, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(errorClass, _classes);
            Assert.True(!isFinished || !isSaid || spoils);
        }
    }

    private static string Join(IEnumerable<Piece> pieces) => string.Concat(pieces.Select(piece => piece.Text));

    private static string Write((Piece Piece, string LineEnd)[] stream) =>
        string.Concat(stream.Select(part => string.Concat(part.Piece.Lines.Append("").Select(line => line + part.LineEnd))));

    private static Piece Text(string text) =>
        Delta(Effect.Text, $$"""{"content":{{System.Text.Json.JsonSerializer.Serialize(text)}}}""") with { Text = text };

    private static Piece Finish(string reason) =>
        Data(Effect.Finish, $$$"""{"choices":[{"index":0,"delta":{},"finish_reason":"{{{reason}}}"}]}""");

    private static Piece Delta(Effect effect, string delta) => Data(effect, $$$"""{"choices":[{"index":0,"delta":{{{delta}}}}]}""");

    private static Piece Data(Effect effect, string json) => new(effect, [$"data: {json}"]);

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private sealed record Piece(Effect Effect, string[] Lines, string Text = "");
}
