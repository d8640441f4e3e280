using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Tasks;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Import;

public sealed class TaskImportTests : IAsyncLifetime
{
    private static readonly Actor _bob = Actor.Person("bob");
    private static readonly Actor _carl = Actor.Person("carl");

    private TestWorkspace _from = null!;
    private TestWorkspace _to = null!;
    private Guid _conversation;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _from = await TestWorkspace.StartAsync();
        _to = await TestWorkspace.StartAsync();
        _conversation = _from.NewId();
    }

    public async ValueTask DisposeAsync()
    {
        await _from.DisposeAsync();
        await _to.DisposeAsync();
    }

    [Fact]
    public async Task Tasks_ComeToTheirMessages_AsTheyWereInTheEnd_AndTwiceAddsNothing()
    {
        await FillAsync();
        var archive = await _from.ExportAsync();

        await _to.ImportAsync(archive, _carl);
        var list = await ListAsync(_to);
        await _to.ImportAsync(archive, _carl);

        Assert.Equal(["Book a room", "Sum it up", "Send it"], list.Open.Select(item => item.Task.Title));
        Assert.All(list.Open, item => Assert.Equal("person:imported:ada", item.Task.CreatedBy.Value));
        var done = Assert.Single(list.Done).Task;
        Assert.Equal(("Call Chen", "person:imported:bob"), (done.Title, done.Completion!.By.Value));
        Assert.Equal([["Call Chen"], ["Send it"]], await AtMessagesAsync(_to));
        Assert.Equal([_conversation, null], list.Open.Take(2).Reverse().Select(item => item.Task.ConversationId));
        Assert.Equal(list.Version, (await ListAsync(_to)).Version);
        Assert.Empty((await _to.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);

        // They are tasks like any other.
        await ChangeAsync(_to, done.Id, _conversation, TaskAct.Reopen, _carl);
        Assert.Equal(4, (await ListAsync(_to)).OpenCount);
    }

    [Fact]
    public async Task Tasks_ImportedAndExportedAgain_AreTheSameInAThirdWorkspace()
    {
        await FillAsync();
        await _to.ImportAsync(await _from.ExportAsync(), _carl);
        await using var third = await TestWorkspace.StartAsync();

        await third.ImportAsync(await _to.ExportAsync(), _carl);

        Assert.Equal([["Call Chen"], ["Send it"]], await AtMessagesAsync(third));
        Assert.Equal((3, 1), ((await ListAsync(third)).OpenCount, (await ListAsync(third)).DoneCount));
        Assert.Equal("person:imported:bob", Assert.Single((await ListAsync(third)).Done).Task.Completion!.By.Value);
    }

    [Fact]
    public async Task Tasks_WhereTheyCameFrom_AreNotDoubled_AndThoseOfTheBinStayBehind()
    {
        await FillAsync();
        var before = await ListAsync(_from);
        await _from.ImportAsync(await _from.ExportAsync(), _carl);
        Assert.Equal(before.Version, (await ListAsync(_from)).Version);

        await _from.Get<IOrganisingCommands>().OrganiseAsync(
            new Organise(TestWorkspace.StoreId, _from.NewId(), _conversation, OrganisingAct.Delete, _bob), Cancellation);
        await _to.ImportAsync(await _from.ExportAsync(), _carl);
        Assert.Equal(["Book a room"], (await ListAsync(_to)).Open.Select(item => item.Task.Title));
        Assert.Equal(0, (await ListAsync(_to)).DoneCount);
    }

    /// <summary>A task of the question, renamed and done; one of the answer; one of the conversation; one that stands alone; one that is gone.</summary>
    private async Task FillAsync()
    {
        var question = (await _from.SayAsync(_conversation, "How long?")).MessageId;
        var claim = (await _from.ClaimAsync())!;
        await _from.Answers.StartAttemptAsync(claim, "m", reservation: null, Cancellation);
        await _from.Answers.AnswerAsync(claim, "Two weeks.", "m", new ResponseMetadata("test", "stop", 1), Cancellation);

        var call = await MakeAsync("Call Maria", _conversation, question);
        await MakeAsync("Send it", _conversation, claim.AnswerId);
        await MakeAsync("Sum it up", _conversation);
        await MakeAsync("Book a room");
        var gone = await MakeAsync("Nothing", _conversation, question);
        await _from.Get<ITaskCommands>().RenameAsync(
            new RenameTask(TestWorkspace.StoreId, _from.NewId(), call, _conversation, "Call Chen", _bob), Cancellation);
        await ChangeAsync(_from, call, _conversation, TaskAct.Complete, _bob);
        await ChangeAsync(_from, gone, _conversation, TaskAct.Delete, _bob);
    }

    private async Task<Guid> MakeAsync(string title, Guid? conversation = null, Guid? message = null)
    {
        var id = _from.NewId();
        await _from.Get<ITaskCommands>().CreateAsync(new CreateTask(TestWorkspace.StoreId, id, title, _from.Ada, conversation, message), Cancellation);
        return id;
    }

    private static Task<bool> ChangeAsync(TestWorkspace workspace, Guid id, Guid? conversation, TaskAct act, Actor actor) =>
        workspace.Get<ITaskCommands>().ChangeAsync(
            new ChangeTask(TestWorkspace.StoreId, workspace.NewId(), id, conversation, act, actor), Cancellation);

    private static Task<TaskList> ListAsync(TestWorkspace workspace) =>
        workspace.Get<ITaskReader>().ReadAsync(TestWorkspace.AllSeeing, 50, null, Cancellation);

    private async Task<List<List<string>>> AtMessagesAsync(TestWorkspace workspace) =>
        [.. (await workspace.OpenAsync(_conversation)).Messages.Select(message => message.Tasks.Present.Select(task => task.Title).ToList())];
}
