using Bunit;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Usage;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Chat;

namespace WorkSquared.Tests.Web.Usage;

public sealed class PromptSeenTests : IAsyncDisposable
{
    private const string Toggle = ".seen-toggle";

    private readonly TestUi _ui = new();
    private readonly Guid _conversation = Guid.Parse("01900000-0000-7000-8000-000000000001");

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public async Task WhatTheModelSaw_IsReadWhenOpened()
    {
        var question = Said(MessageKind.Question, InMemoryWorkspace.Local, "How\nlong <b>will</b> it take?");
        var answer = Said(MessageKind.Answer, Actor.AssistantFor(InMemoryWorkspace.Local), new string('x', 300));
        _ui.SentPrompts.Sent = new SentPrompt(
            new PromptManifest([2, 4, 9], OmittedTurns: 2, PromptTokens: 1_234, "1", 0.7, 1_000, new CutText(4_000, 90_000)),
            "You are the assistant.",
            [new(2, question), new(4, answer), new(9, null)]);
        var page = await DetailedPageAsync();
        Assert.Equal(0, _ui.SentPrompts.Reads);

        await page.ClickAsync(Toggle);

        var seen = page.Find(".seen");
        Assert.Equal(
            ["You How long <b>will</b> it take?", $"Assistant {new string('x', 100)}…", "Position 9: not to be read any more"],
            seen.QuerySelectorAll("li").Select(item => string.Join(' ', item.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
        Assert.Equal($"c/{_conversation}?turn={question.TurnId}&at={question.Id}#m-{question.Id}", seen.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("1,234 tokens of prompt by our count, an answer of at most 1,000. Temperature 0.7.", seen.TextContent, StringComparison.Ordinal);
        Assert.Contains("2 earlier turns were left out because they did not fit.", seen.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "The question was cut because it did not fit: 4,000 of its 90,000 characters were sent, its start and its end.", seen.TextContent,
            StringComparison.Ordinal);
        Assert.Equal("System prompt, version 1", seen.QuerySelector("summary")!.TextContent);
        Assert.Equal("You are the assistant.", seen.QuerySelector(".system")!.TextContent);

        await page.ClickAsync(Toggle);
        Assert.Empty(page.FindAll(".seen"));
    }

    [Fact]
    public async Task PromptThatIsNotOnRecord_SaysSo()
    {
        var page = await DetailedPageAsync();

        await page.ClickAsync(Toggle);

        Assert.Equal("Nothing is on record of it.", page.Find(".seen").TextContent);
    }

    [Fact]
    public async Task AnswerWithoutAPrompt_HasNothingToShow()
    {
        var page = await DetailedPageAsync(earlierTurns: null);

        Assert.Empty(page.FindAll(Toggle));
    }

    private Message Said(MessageKind kind, Actor author, string text) =>
        new(_ui.Workspace.NewId(), 2, _ui.Workspace.NewId(), kind, author, text, _ui.Time.GetUtcNow());

    private async Task<IRenderedComponent<ChatPage>> DetailedPageAsync(int? earlierTurns = 1)
    {
        _ui.Usage.Answer = new AnswerUsage("gpt-4o", "openai", null, 1, UsageSum.None, null, null, earlierTurns, 0);
        _ui.Workspace.Say(_conversation, "question");
        _ui.Workspace.Answer(_ui.Workspace.RunningTurn(_conversation), _conversation, "An answer");
        var page = _ui.OpenPage(_conversation);
        await page.ClickAsync(".toggle");
        return page;
    }
}
