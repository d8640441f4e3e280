using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using WorkSquared.Llm.Providers.Streams;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Llm.Providers;

/// <summary>What a model thinks is told from what it answers, however its server sends it.</summary>
public sealed class ReasoningOnTheWireTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("reasoning")]
    public async Task Reasoning_BesideTheText_IsReasoning(string field)
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        provider.Next(async wire =>
        {
            await wire.ReasoningAsync("Two or ", field);
            await wire.ReasoningAsync("three?", field);
            await wire.AnswerAsync("Two", ".");
        });

        Assert.Equal(("Two or three?", "Two."), Told(await model.AskForUpdatesAsync(new ChatMessage(ChatRole.User, "How many?"))));
    }

    [Fact]
    public async Task Reasoning_UnderBothNames_IsThereOnce_AndWhatIsNoTextIsNone()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        provider.Next(async wire =>
        {
            await wire.DeltaAsync(new() { ["reasoning"] = "Two?", ["reasoning_content"] = "Two?" });
            await wire.DeltaAsync(new() { ["reasoning"] = null, ["content"] = "Two" });
            await wire.DeltaAsync(new() { ["reasoning"] = new JsonObject { ["effort"] = "high" } });
            await wire.DeltaAsync(new() { ["reasoning"] = 7, ["content"] = ", \"about\"" });
            await wire.AnswerAsync(".");
        });

        Assert.Equal(("Two?", "Two, \"about\"."), Told(await model.AskForUpdatesAsync(new ChatMessage(ChatRole.User, "How many?"))));
    }

    [Fact]
    public async Task Reasoning_InTagsOfTheText_IsReasoning()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        provider.Answer("<thi", "nk>\nTwo or three?\n</th", "ink>", "\n\nTwo.");

        Assert.Equal(("\nTwo or three?\n", "Two."), Told(await model.AskForUpdatesAsync(new ChatMessage(ChatRole.User, "How many?"))));
    }

    [Theory]
    [InlineData("<think>\n1 < 2, </thin> 🙂\n</think>\n\nThe <think>answer</think>", "\n1 < 2, </thin> 🙂\n", "The <think>answer</think>")]
    [InlineData("\n <think></think>Two", "", "Two")]
    [InlineData("<think>Never closed </thin", "Never closed </thin", "")]
    [InlineData("<thinking> is a tag", "", "<thinking> is a tag")]
    [InlineData("  Two, <think>not</think>", "", "  Two, <think>not</think>")]
    [InlineData("<thi", "", "<thi")]
    [InlineData("\n\n", "", "\n\n")]
    public void Tags_CutAnywhere_TellTheSame(string text, string reasoning, string answer)
    {
        for (var size = 1; size <= text.Length; size++)
        {
            for (var first = 0; first < size; first++)
            {
                var tags = new ThinkTags();
                string[] pieces = [text[..first], .. text[first..].Chunk(size).Select(piece => new string(piece))];
                AIContent[] contents = [.. pieces.SelectMany(tags.Accept), .. tags.End() is { } rest ? [rest] : Array.Empty<AIContent>()];

                Assert.Equal((reasoning, answer), Told([new ChatResponseUpdate(ChatRole.Assistant, contents)]));
            }
        }
    }

    [Theory]
    [InlineData("stop", "empty_answer")]
    [InlineData("length", "no_room")]
    public async Task ReasoningAlone_IsNoAnswer(string finishReason, string errorClass)
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        provider.Next(async wire =>
        {
            await wire.ReasoningAsync("Two or three?");
            await wire.EndAsync(finishReason);
        });
        Assert.Equal(("", errorClass), await model.TryAskAsync());

        provider.Next(async wire =>
        {
            await wire.TextAsync("<think>Two or three?");
            await wire.EndAsync(finishReason);
        });
        Assert.Equal(("", errorClass), await model.TryAskAsync());
    }

    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("content")]
    public async Task Reasoning_CountsForTheLengthOfTheAnswer(string field)
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url, ("Llm:Limits:MaxTextLength", "50"));
        provider.Next(async wire =>
        {
            await wire.DeltaAsync(new() { [field] = "<think>" + new string('x', 51) });
            await wire.AnswerAsync("</think>Two.");
        });

        Assert.Equal(("", "too_large"), await model.TryAskAsync());
    }

    [Fact]
    public async Task Reasoning_IsASignOfLife()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.At(provider.Url);
        using var pace = new SemaphoreSlim(0);
        provider.Next(async wire =>
        {
            for (var piece = 0; piece < 4; piece++)
            {
                await wire.ReasoningAsync("Hm. ");
                await pace.WaitAsync(Cancellation);
            }

            await wire.AnswerAsync("Two.");
        });
        await using var answer = model.Client.GetStreamingResponseAsync("Hi", cancellationToken: Cancellation).GetAsyncEnumerator(Cancellation);

        // 40 s between two pieces is no silence; the first word after 160 s is none either.
        for (var piece = 0; piece < 4; piece++)
        {
            Assert.True(await answer.MoveNextAsync());
            Assert.Equal("", answer.Current.Text);
            model.Time.Advance(TimeSpan.FromSeconds(40));
            pace.Release();
        }

        Assert.True(await answer.MoveNextAsync());
        Assert.Equal("Two.", answer.Current.Text);
    }

    private static (string Reasoning, string Answer) Told(IEnumerable<ChatResponseUpdate> updates)
    {
        List<AIContent> contents = [.. updates.SelectMany(update => update.Contents)];
        return (
            string.Concat(contents.OfType<TextReasoningContent>().Select(reasoning => reasoning.Text)),
            string.Concat(contents.OfType<TextContent>().Select(text => text.Text)));
    }
}
