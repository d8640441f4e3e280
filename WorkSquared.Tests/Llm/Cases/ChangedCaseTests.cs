using System.Text.Json.Nodes;
using WorkSquared.Core.Cases;

namespace WorkSquared.Tests.Llm.Cases;

/// <summary>Case files that somebody has changed or damaged.</summary>
public sealed class ChangedCaseTests
{
    [Theory]
    [InlineData("request.messages.1.text")]
    [InlineData("request.messages.0.text")]
    [InlineData("request.model")]
    [InlineData("history.turns.0.answer")]
    [InlineData("history.question")]
    [InlineData("answer.text")]
    [InlineData("answer.finishReason")]
    [InlineData("events.2.payload.message")]
    [InlineData("prompt.version")]
    public async Task ChangedText_ReplaysToSomethingElse(string path)
    {
        await using var turns = await RecordedTurns.StartAsync();
        await turns.AskAsync("Who is on the team?");
        await turns.AnswerAsync("Ada and Bob.");
        var turn = await turns.AskAsync("And who leads it?");
        await turns.AnswerAsync("Ada leads it.");
        var file = await turns.ExportAsync(turn);

        var (parent, name) = Find(file, path);
        var changed = parent[name]!.GetValue<string>().Replace('A', 'E') + "x";
        if (parent is JsonArray array)
        {
            array[int.Parse(name, null)] = changed;
        }
        else
        {
            parent[name] = changed;
        }

        var (isSame, output) = await turns.ReplayAsync(file);

        Assert.False(isSame, output);
        Assert.EndsWith("replay: different" + Environment.NewLine, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"format":7}""")]
    [InlineData("""{"format":"worksquared.case.v2"}""")]
    [InlineData("""{"format":"worksquared.case.v1"}""")]
    [InlineData("""{"format":"worksquared.case.v1","events":null}""")]
    public async Task FileOfAnotherShape_IsRefusedWithASentence(string file)
    {
        await using var turns = await RecordedTurns.StartAsync();

        var refusal = await Assert.ThrowsAsync<CaseFileException>(() => turns.ReplayAsync(file));

        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("events.0.type", "\"v9.Unheard\"")]
    [InlineData("events", "[]")]
    [InlineData("events", "[null]")]
    [InlineData("request.messages", "[]")]
    [InlineData("request.messages.0", "null")]
    [InlineData("request.maxOutputTokens", "-1")]
    [InlineData("request.temperature", "77")]
    [InlineData("promptBudget", "3")]
    [InlineData("history.question", "\"\\ud83d\"")]
    [InlineData("history.question", "\" \"")]
    [InlineData("history.turns", "[null]")]
    public async Task FileWithAnImpossibleValue_IsRefusedWithASentence(string path, string value)
    {
        await using var turns = await RecordedTurns.StartAsync();
        var turn = await turns.AskAsync("Hello?");
        await turns.AnswerAsync("Yes.");
        var file = await turns.ExportAsync(turn);
        var (parent, name) = Find(file, path);
        var json = file.ToJsonString().Replace(parent.ToJsonString(), With(parent, name, value), StringComparison.Ordinal);

        var refusal = await Assert.ThrowsAsync<CaseFileException>(() => turns.ReplayAsync(json));

        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
    }

    private static (JsonNode Parent, string Name) Find(JsonNode file, string path)
    {
        var names = path.Split('.');
        var parent = names[..^1].Aggregate(file, (node, name) => node is JsonArray array ? array[int.Parse(name, null)]! : node[name]!);
        return (parent, names[^1]);
    }

    private static string With(JsonNode parent, string name, string value)
    {
        const string Mark = "the value goes here";
        var copy = parent.DeepClone();
        if (copy is JsonArray array)
        {
            array[int.Parse(name, null)] = Mark;
        }
        else
        {
            copy[name] = Mark;
        }

        return copy.ToJsonString().Replace($"\"{Mark}\"", value, StringComparison.Ordinal);
    }
}
