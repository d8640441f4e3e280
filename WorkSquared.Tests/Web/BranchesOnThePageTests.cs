using Bunit;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Turns;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Chat;

namespace WorkSquared.Tests.Web;

public sealed class BranchesOnThePageTests : IAsyncDisposable
{
    private static readonly DateTimeOffset _at = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly TestUi _ui = new();
    private readonly List<OpenTurn> _ended = [];
    private readonly Guid _conversation = Id(1);

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public void Answer_WithOthersBesideIt_LinksToThem()
    {
        var step = Step(node: 12, question: 10, (10, 10), (11, 10), (12, 10), (13, 10));

        var transcript = Show([step], [Question(10), Answer(12, 10)]);

        var article = transcript.Find(".answer");
        Assert.Equal("3/4", article.QuerySelector(".number")!.TextContent);
        Assert.Equal($"c/{_conversation}?turn={Id(11)}", article.QuerySelector("[aria-label='Previous answer']")!.GetAttribute("href"));
        Assert.Equal($"c/{_conversation}?turn={Id(13)}", article.QuerySelector("[aria-label='Next answer']")!.GetAttribute("href"));
        Assert.Empty(transcript.FindAll(".question [data-branch]"));
    }

    [Fact]
    public void Question_WithOtherWordings_LinksToTheNewestAnswerOfEach()
    {
        var step = Step(node: 20, question: 20, (10, 10), (11, 10), (20, 20), (30, 30), (31, 30));

        var transcript = Show([step], [Question(20), Answer(20, 20)]);

        var article = transcript.Find(".question");
        Assert.Equal("2/3", article.QuerySelector(".number")!.TextContent);
        Assert.Equal($"c/{_conversation}?turn={Id(11)}", article.QuerySelector("[aria-label='Previous wording']")!.GetAttribute("href"));
        Assert.Equal($"c/{_conversation}?turn={Id(31)}", article.QuerySelector("[aria-label='Next wording']")!.GetAttribute("href"));
        Assert.Empty(transcript.FindAll(".answer [data-branch]"));
    }

    [Fact]
    public void FirstAndLast_HaveNoLinkBeyondThemselves()
    {
        var first = Show([Step(node: 10, question: 10, (10, 10), (11, 10))], [Question(10), Answer(10, 10)]);
        Assert.Equal(["Next answer"], first.FindAll("a.step").Select(link => link.GetAttribute("aria-label")));

        var last = Show([Step(node: 11, question: 10, (10, 10), (11, 10))], [Question(10), Answer(11, 10)]);
        Assert.Equal(["Previous answer"], last.FindAll("a.step").Select(link => link.GetAttribute("aria-label")));
    }

    [Fact]
    public void Failure_ThatARetryStandsInFor_HasNoArrowsOfItsOwn()
    {
        var step = Step(node: 11, question: 10, (10, 10), (11, 10));
        var failure = Answer(11, 10) with { Id = Id(91), Position = 91, Kind = MessageKind.Failure, Reason = "It is overloaded." };

        var answered = Show([step], [Question(10), failure, Answer(11, 10)]);
        Assert.Empty(answered.FindAll(".failure [data-branch]"));
        Assert.Single(answered.FindAll(".answer:not(.failure) [data-branch]"));

        var running = Show([step], [Question(10), failure], Turn(12, 11, 10));
        Assert.Empty(running.FindAll(".failure [data-branch]"));
        Assert.Single(running.FindAll(".running [data-branch]"));

        var failed = Show([step], [Question(10), failure]);
        Assert.Single(failed.FindAll(".failure [data-branch]"));
    }

    [Fact]
    public void NothingIsAskedAgain_WhileItsQuestionIsBeingAnswered()
    {
        var step = Step(node: 10, question: 10, (10, 10), (11, 10));
        Message[] messages = [Question(10), Answer(10, 10) with { FinishReason = "length" }];

        var idle = Show([step], messages);
        var buttons = idle.FindAll(".answer .after .icon-button");
        Assert.Equal(["Copy as Markdown", "Quote in a reply", "Copy link to this message", "Make a task", "Regenerate", "Edit this answer", "Good answer", "Bad answer", "Fork from here"], buttons.Select(button => button.GetAttribute("aria-label")));
        Assert.Equal("Continue", idle.Find(".ended button").TextContent);

        var elsewhere = Show([step], messages, Turn(11, 11, 10));
        Assert.Empty(elsewhere.FindAll("[aria-label=Regenerate], .ended button"));
        Assert.Empty(elsewhere.FindAll("[aria-busy]"));
    }

    [Fact]
    public async Task AnswerAskedForAgain_BehindAnother_WaitsInLine_AndCanBeWithdrawn()
    {
        var step = Step(node: 12, question: 10, (10, 10), (12, 10));

        var transcript = Show([step], [Question(10)], Turn(11, 11, 30), Turn(12, 12, 10));

        var waiting = transcript.Find("article.waiting");
        Assert.Contains("Waiting, 2nd in line", waiting.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Thinking", waiting.TextContent, StringComparison.Ordinal);
        Assert.False(waiting.HasAttribute("aria-busy"));
        Assert.Equal("2/2", waiting.QuerySelector(".number")!.TextContent);
        await transcript.ClickAsync("article.waiting button");
        Assert.Equal(Id(12), Assert.Single(_ended).Id);
    }

    [Fact]
    public void Continue_IsOfferedAtTheEndOfTheBranchAlone()
    {
        var cut = Answer(10, 10) with { FinishReason = "length" };
        BranchStep[] branch = [Step(10, 10, (10, 10)), new(Id(20), Id(10), Id(20), [new Alternative(Id(20), Id(20))])];

        var transcript = Show(branch, [Question(10), cut, Question(20), Answer(20, 20)]);

        Assert.Contains("Stopped at the length limit.", transcript.Markup, StringComparison.Ordinal);
        Assert.Empty(transcript.FindAll(".ended button"));
        Assert.Equal(2, transcript.FindAll("[aria-label=Regenerate]").Count);
    }

    [Fact]
    public void Edit_IsOfferedToTheAuthorAlone()
    {
        var foreign = Question(20) with { Author = Actor.Person("ada") };
        BranchStep[] branch = [Step(10, 10, (10, 10)), new(Id(20), Id(10), Id(20), [new Alternative(Id(20), Id(20))])];

        var transcript = Show(branch, [Question(10), Answer(10, 10), foreign]);

        Assert.Equal([$"m-{Id(10)}"], transcript.FindAll("[aria-label=Edit]").Select(button => button.Closest("article")!.Id));
    }

    [Fact]
    public async Task AnswerAskedForAgain_LeavesOthersWhereTheyAre_AndTakesTheAskerToIt()
    {
        _ui.Workspace.Say(_conversation, "question");
        _ui.Workspace.Answer(_ui.Workspace.RunningTurn(_conversation), _conversation, "first answer");
        var page = _ui.OpenPage(_conversation);

        await page.ClickAsync("[aria-label=Regenerate]");

        var asked = _ui.Workspace.RunningTurn(_conversation);
        page.WaitForAssertion(() => Assert.EndsWith($"/c/{_conversation}?turn={asked.NodeId}", _ui.Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task EditedAnswer_SaysWhoWroteIt_AndTheEditorHasItsMarkdown()
    {
        var ada = _ui.Workspace.Name("Ada");
        Message[] messages =
        [
            Question(10), Answer(10, 10) with { Author = ada, Text = "By **Ada**" },
            Question(20), Answer(20, 20) with { Author = InMemoryWorkspace.Local },
            Question(30), Answer(30, 30),
        ];
        var transcript = Show([Step(10, 10, (10, 10)), Step(20, 20, (20, 20)), Step(30, 30, (30, 30))], messages);

        Assert.Equal(["Edited by Ada", "Edited by you"], transcript.FindAll(".ended").Select(note => note.TextContent));
        await transcript.ClickAsync($"#m-{Id(510)} [aria-label='Edit this answer']");
        Assert.Equal("By **Ada**", transcript.Find($"#m-{Id(510)} textarea").TextContent);
        await transcript.ClickAsync($"#m-{Id(510)} .editor button[type=button]");
        Assert.Empty(transcript.FindAll("textarea"));
    }

    private static Guid Id(int number) => Guid.Parse($"01900000-0000-7000-8000-{number:d12}");

    private static Message Question(int id) =>
        new(Id(id), id, Id(id), MessageKind.Question, InMemoryWorkspace.Local, $"Question {id}", _at);

    private static Message Answer(int turn, int question) => new(
        Id(turn + 500), turn + 500, Id(turn), MessageKind.Answer, Actor.AssistantFor(InMemoryWorkspace.Local),
        $"Answer {turn}", _at, Id(question), "test-model");

    private static OpenTurn Turn(int id, int node, int question) => new(
        Id(id), Id(node), id, Id(question), Id(id + 700), Attempt: 1, "test-model", StopRequested: false, Delay: null, []);

    private BranchStep Step(int node, int question, params (int Node, int Question)[] alternatives) => new(
        Id(node), _conversation, Id(question), [.. alternatives.Select(other => new Alternative(Id(other.Node), Id(other.Question)))]);

    private IRenderedComponent<Transcript> Show(BranchStep[] branch, Message[] messages, params OpenTurn[] turns)
    {
        var conversation = Conversation.Empty(InMemoryWorkspace.StoreId, _conversation) with
        {
            Title = "Title",
            Branch = [.. branch],
            Messages = [.. messages],
            OpenTurns = [.. turns],
        };
        return _ui.Render<Transcript>(parameters => parameters
            .Add(transcript => transcript.Conversation, conversation)
            .Add(transcript => transcript.OnEnd, _ended.Add));
    }
}
