using Bunit;
using MudBlazor;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Tasks;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Chat;
using WorkSquared.Web.Components.Tasks;

namespace WorkSquared.Tests.Web;

public sealed class TasksOnThePageTests : IAsyncDisposable
{
    private const string Make = ".answer button[aria-label='Make a task']";

    private static readonly Actor _bob = Actor.Person("bob");

    private readonly TestUi _ui = new();
    private readonly Guid _conversation = Guid.Parse("01900000-0000-7000-8000-000000000001");

    public ValueTask DisposeAsync() => _ui.DisposeAsync();

    [Fact]
    public async Task TaskOfAnAnswer_IsMadeAtOnce_OnceByADoubleClick_AndNamedRightThere()
    {
        var page = AnsweredPage("## **Call Maria**\n\nShe knows.");

        await page.ClickAsync(Make);
        await page.ClickAsync(Make);
        page.WaitForAssertion(() => Assert.Equal("Call Maria", page.Find(".tasks form input:not([type])").GetAttribute("value")));
        Assert.Single(Happened<TaskCreated>());

        await page.ChangeAsync(".tasks form input:not([type])", "Call Maria today");
        await page.SubmitAsync(".tasks form");
        page.WaitForAssertion(() => Assert.Equal(["Task: Call Maria today"], Chips(page)));
        Assert.Equal(("Call Maria", "Call Maria today"), (Happened<TaskCreated>().Single().Title, Happened<TaskRenamed>().Single().Title));
        Assert.Equal($"tasks/{Happened<TaskCreated>().Single().Id}", page.Find(".tasks a").GetAttribute("href"));

        await page.ClickAsync(Make);
        page.WaitForElement(".tasks form");
        await page.ActAsync(".tasks form", form => form.KeyDownAsync("Escape"));
        page.WaitForAssertion(() => Assert.Equal(["Task: Call Maria today", "Task: Call Maria"], Chips(page)));
        Assert.Single(Happened<TaskRenamed>());
    }

    [Fact]
    public async Task TaskOfAMessage_FollowsTheLog_AndIsCheckedThere()
    {
        var page = AnsweredPage("Call Maria");
        var answer = Happened<LLMResponseReceived>().Single().Id;
        var task = _ui.Workspace.NewId();
        _ui.Workspace.Commit(new TaskCreated(task, "Call Maria", _ui.Time.GetUtcNow(), _conversation, answer), _bob);
        page.WaitForAssertion(() => Assert.Equal(["Task: Call Maria"], Chips(page)));
        Assert.False(page.Find(".tasks input").HasAttribute("checked"));

        await page.ChangeAsync(".tasks input", true);
        page.WaitForAssertion(() => Assert.True(page.Find(".tasks input").HasAttribute("checked")));
        Assert.Equal(task, Happened<TaskCompleted>().Single().Id);

        _ui.Workspace.Commit(new TaskReopened(task, _ui.Time.GetUtcNow(), _conversation), _bob);
        page.WaitForAssertion(() => Assert.False(page.Find(".tasks input").HasAttribute("checked")));
        _ui.Workspace.Commit(new TaskDeleted(task, _ui.Time.GetUtcNow(), _conversation), _bob);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".tasks")));
        _ui.Workspace.Commit(new TaskRestored(task, _ui.Time.GetUtcNow(), _conversation), _bob);
        page.WaitForAssertion(() => Assert.Equal(["Task: Call Maria"], Chips(page)));
    }

    [Fact]
    public async Task TaskThatIsTakenBack_IsGone_AndTheButtonMakesAnother()
    {
        var snackbar = _ui.Render<MudSnackbarProvider>();
        var page = AnsweredPage("Call Maria");
        await page.ClickAsync(Make);
        page.WaitForElement(".tasks form");

        snackbar.WaitForAssertion(() => Assert.Contains("Task made", snackbar.Markup, StringComparison.Ordinal));
        await snackbar.ClickAsync(".mud-snackbar-action-button");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".tasks")));

        await page.ClickAsync(Make);
        page.WaitForElement(".tasks form");
        Assert.Equal(2, Happened<TaskCreated>().Count);
    }

    [Fact]
    public async Task TaskThatIsRefused_IsNotShown_AndAQuestionMakesOneToo()
    {
        var page = AnsweredPage("Call Maria");
        _ui.Workspace.Refusal = new CommandRefusedException(Refusal.Unavailable, "The disk is full.");
        await page.ClickAsync(Make);
        Assert.Empty(page.FindAll(".tasks"));

        _ui.Workspace.Refusal = null;
        await page.ClickAsync(".question button[aria-label='Make a task']");
        page.WaitForElement(".question .tasks form");
        Assert.Equal(Happened<ChatMessageSent>().Single().Id, Happened<TaskCreated>().Single().MessageId);
    }

    [Fact]
    public async Task List_AddsRenamesChecksAndDeletes_AndOneUndoBringsBack()
    {
        var snackbar = _ui.Render<MudSnackbarProvider>();
        var page = _ui.Render<TasksPage>();
        Assert.NotEmpty(page.FindAll(".empty"));

        await AddAsync(page, "Call Maria");
        await AddAsync(page, "  Book a room ");
        await page.SubmitAsync("form.add");
        page.WaitForAssertion(() => Assert.Equal(["Book a room", "Call Maria"], Names(page, "Open tasks")));
        Assert.Equal("", page.Find("#new-task").GetAttribute("value"));

        await page.ClickAsync("[aria-label='Rename Call Maria']");
        await page.ChangeAsync(".rename input", "Call Chen");
        await page.SubmitAsync(".rename");
        page.WaitForAssertion(() => Assert.Equal(["Book a room", "Call Chen"], Names(page, "Open tasks")));

        await page.ChangeAsync("[aria-label='Done: Call Chen']", true);
        page.WaitForAssertion(() => Assert.Equal(["Book a room"], Names(page, "Open tasks")));
        Assert.Equal(("false", "Done: 1"), (page.Find(".fold").GetAttribute("aria-expanded"), page.Find(".fold").TextContent.Trim()));
        await page.ClickAsync(".fold");
        Assert.Equal(["Call Chen"], Names(page, "Tasks that are done"));
        Assert.Contains("Done by you,", page.Find("[aria-label='Tasks that are done'] p").TextContent, StringComparison.Ordinal);

        await page.ClickAsync("[aria-label='Delete Book a room']");
        page.WaitForAssertion(() => Assert.Equal("Everything is done.", page.Find(".about").TextContent));
        await snackbar.ClickAsync(".mud-snackbar-action-button");
        page.WaitForAssertion(() => Assert.Equal(["Book a room"], Names(page, "Open tasks")));
    }

    [Fact]
    public void List_FollowsTheLog_AndNamesWhereATaskComesFrom()
    {
        _ui.Workspace.Say(_conversation, "Who calls Maria?");
        var question = Happened<ChatMessageSent>().Single().Id;
        var ada = _ui.Workspace.Name("Ada");
        var page = _ui.Render<TasksPage>();

        _ui.Workspace.Commit(new TaskCreated(_ui.Workspace.NewId(), "Call Maria", _ui.Time.GetUtcNow(), _conversation, question), ada);

        page.WaitForAssertion(() => Assert.Equal(["Call Maria"], Names(page, "Open tasks")));
        Assert.Contains("Added by Ada,", page.Find(".rows p").TextContent, StringComparison.Ordinal);
        var origin = page.Find(".rows p a");
        Assert.Equal(("Who calls Maria?", $"c/{_conversation}?turn={question}&at={question}#m-{question}"), (origin.TextContent, origin.GetAttribute("href")));
    }

    [Fact]
    public async Task AddressOfATask_MarksIt_AlsoAmongThoseThatAreDone_AndSaysWhenItIsGone()
    {
        var page = _ui.Render<TasksPage>();
        await AddAsync(page, "Call Maria");
        await AddAsync(page, "Book a room");
        var task = Happened<TaskCreated>()[0].Id;
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[aria-current]")));

        var open = _ui.Render<TasksPage>(parameters => parameters.Add(tasks => tasks.TaskText, task.ToString()));
        Assert.Equal($"task-{task}", Assert.Single(open.FindAll("[aria-current=true]")).Id);

        _ui.Workspace.Commit(new TaskCompleted(task, _ui.Time.GetUtcNow()), _bob);
        var done = _ui.Render<TasksPage>(parameters => parameters.Add(tasks => tasks.TaskText, task.ToString()));
        Assert.Equal($"task-{task}", Assert.Single(done.FindAll("[aria-label='Tasks that are done'] [aria-current=true]")).Id);

        var gone = _ui.Render<TasksPage>(parameters => parameters.Add(tasks => tasks.TaskText, "nothing"));
        Assert.StartsWith("The task at this address is not there", gone.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Book a room"], Names(gone, "Open tasks"));
    }

    [Fact]
    public async Task TaskThatCannotBeAdded_StaysInTheBox()
    {
        var page = _ui.Render<TasksPage>();
        _ui.Workspace.Refusal = new CommandRefusedException(Refusal.Unavailable, "The disk is full.");

        await AddAsync(page, "Call Maria");

        page.WaitForAssertion(() => Assert.Equal("Call Maria", page.Find("#new-task").GetAttribute("value")));
    }

    private IRenderedComponent<ChatPage> AnsweredPage(string answer)
    {
        _ui.Workspace.Say(_conversation, "Who calls Maria?");
        _ui.Workspace.Answer(_ui.Workspace.RunningTurn(_conversation), _conversation, answer);
        return _ui.OpenPage(_conversation);
    }

    private List<T> Happened<T>()
        where T : WorkEvent => [.. _ui.Workspace.Log().Select(committed => committed.Data).OfType<T>()];

    private static async Task AddAsync(IRenderedComponent<TasksPage> page, string title)
    {
        await page.InputAsync("#new-task", title);
        await page.SubmitAsync("form.add");
    }

    private static List<string> Chips(IRenderedComponent<ChatPage> page) => [.. page.FindAll(".tasks a").Select(chip => chip.TextContent)];

    private static List<string> Names(IRenderedComponent<TasksPage> page, string list) =>
        [.. page.FindAll($"[aria-label='{list}'] .name").Select(name => name.TextContent)];
}
