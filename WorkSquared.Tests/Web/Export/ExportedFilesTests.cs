using System.Text.RegularExpressions;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Tests.Support;
using WorkSquared.Web;
using WorkSquared.Web.Export;

namespace WorkSquared.Tests.Web.Export;

public sealed partial class ExportedFilesTests
{
    private static readonly Actor _ada = Actor.Person("ada");
    private static readonly Viewer _viewer = new("default", _ada, TestWording.L, new InMemoryWorkspace(TimeProvider.System).Directory);
    private static readonly DateTimeOffset _at = new(2026, 1, 5, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Markdown_SaysWhoWroteWhatAndWhen_AndKeepsTheText()
    {
        var text = MarkdownFile.Write(Export(
            Said("What is it?\n\n* one", MessageKind.Question), Said("It is **this**.", MessageKind.Answer)));

        Assert.Equal(
            """
            # A plan

            *Exported from Work Squared, 2026-01-05 09:30 UTC*

            ## You, 2026-01-05 09:30 UTC

            What is it?

            * one

            ## Assistant, 2026-01-05 09:30 UTC (model-1)

            It is **this**.

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Theory]
    [InlineData(MessageKind.Failure, "The key was refused.", "", "No answer: The key was refused.")]
    [InlineData(MessageKind.Cancelled, "person:bob", "", "Stopped by bob.")]
    [InlineData(MessageKind.Cancelled, "person:ada", "", "Stopped by you.")]
    [InlineData(MessageKind.Answer, "", "length", "Cut short at the length limit.")]
    [InlineData(MessageKind.Answer, "", "content_filter", "Cut short by the provider’s content filter.")]
    public void EndThatIsNoWholeAnswer_IsSaidInBothFiles(MessageKind kind, string reason, string finish, string note)
    {
        var exported = Export(Said("So far", kind) with { Reason = reason, FinishReason = finish });

        Assert.EndsWith($"\nSo far\n\n*{note}*\n", MarkdownFile.Write(exported), StringComparison.Ordinal);
        Assert.Contains($"<p class=\"quiet\">{note}</p>", HtmlFile.Write(exported, TestWording.L), StringComparison.Ordinal);
    }

    [Fact]
    public void Html_RunsNothing_AndFetchesNothing_WhateverWasWritten()
    {
        const string Hostile = "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) ![p](https://evil.example/p.png)";
        var html = HtmlFile.Write(Export(Said(Hostile, MessageKind.Question), Said(Hostile, MessageKind.Answer)) with { Title = "</title><script>" }, TestWording.L);

        Assert.Contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"", html, StringComparison.Ordinal);
        Assert.Empty(Fetching().Matches(html));
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void QuestionStillInLine_IsSaidToBeUnanswered()
    {
        var question = Said("And now?", MessageKind.Question);
        var conversation = Conversation.Empty("default", Guid.Empty) with { Title = "A plan", Messages = [question] };
        var waiting = conversation with { OpenTurns = [new(question.TurnId, question.TurnId, 1, question.Id, Guid.Empty, 0, "", false, null, [])] };

        Assert.Equal("Not answered yet when this was exported.", Assert.Single(ExportedConversation.From(waiting, _viewer, _at).Entries).Note);
        Assert.Equal("", Assert.Single(ExportedConversation.From(conversation, _viewer, _at).Entries).Note);
    }

    private static ExportedConversation Export(params Message[] messages) =>
        ExportedConversation.From(Conversation.Empty("default", Guid.Empty) with { Title = "A plan", Messages = [.. messages] }, _viewer, _at);

    private static Message Said(string text, MessageKind kind)
    {
        var author = kind is MessageKind.Question ? _ada : Actor.AssistantFor(_ada);
        var id = Guid.CreateVersion7(_at);
        return new Message(id, 1, id, kind, author, text, _at, ModelId: kind is MessageKind.Question ? "" : "model-1");
    }

    [GeneratedRegex("<(script|img|iframe|link|object|embed|form|base)|\\son\\w+=[\"']|href=\"javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Fetching();
}
