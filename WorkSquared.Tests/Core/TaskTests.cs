using Microsoft.EntityFrameworkCore;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Export;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Tasks;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core;

public sealed class TaskTests : IAsyncLifetime
{
    private static readonly Actor _bob = Actor.Person("bob");

    private TestWorkspace _workspace = null!;
    private Guid _conversation;
    private Guid _question;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ITaskCommands Tasks => _workspace.Get<ITaskCommands>();

    public async ValueTask InitializeAsync()
    {
        _workspace = await TestWorkspace.StartAsync();
        _conversation = _workspace.NewId();
        _question = (await _workspace.SayAsync(_conversation, "Who calls Maria?")).MessageId;
    }

    public ValueTask DisposeAsync() => _workspace.DisposeAsync();

    [Fact]
    public async Task Task_OfAMessage_StandsAtItAndInTheList_WithWhereItComesFrom()
    {
        var made = await MakeAsync("  Call\nMaria ");

        var task = Assert.Single((await MessageAsync()).Tasks.Present);
        Assert.Equal(new WorkTask(made, "Call Maria", _workspace.Ada, _workspace.Time.GetUtcNow(), _conversation, _question), task);
        var turn = (await MessageAsync()).TurnId;
        Assert.Equal([new ListedTask(task, new TaskOrigin(_conversation, "Who calls Maria?", _question, turn))], (await ListAsync()).Open);

        Assert.True(await ChangeAsync(made, TaskAct.Complete, _bob));
        Assert.Equal(new Completion(_workspace.Time.GetUtcNow(), _bob), Assert.Single((await MessageAsync()).Tasks.Present).Completion);
        Assert.True(await ChangeAsync(made, TaskAct.Reopen));
        Assert.True(await RenameAsync(made, "Call Chen"));
        Assert.Equal(task with { Title = "Call Chen" }, Assert.Single((await ListAsync()).Open).Task);
    }

    [Fact]
    public async Task Task_MayStandAlone_OrBeOfAConversationAsAWhole()
    {
        await MakeAsync(new CreateTask(TestWorkspace.StoreId, _workspace.NewId(), "Book a room", _bob));
        await MakeAsync(new CreateTask(TestWorkspace.StoreId, _workspace.NewId(), "Sum it up", _bob, _conversation));

        var list = await ListAsync();

        Assert.Equal([new TaskOrigin(_conversation, "Who calls Maria?", null, null), null], list.Open.Select(item => item.Origin));
        Assert.Empty((await MessageAsync()).Tasks.All);
    }

    [Fact]
    public async Task SameCommand_HoweverOftenAndAtOnce_IsOneTask()
    {
        var command = Command("Call Maria");

        var made = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => MakeAsync(command)));

        Assert.Single(made, isNew => isNew);
        Assert.Single((await ListAsync()).Open);
        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => MakeAsync(command with { Title = "Call Chen" }));
        Assert.Equal(Refusal.Conflict, refused.Refusal);
    }

    [Fact]
    public async Task WhatIsSoAlready_CommitsNothing_AndNeitherDoesARepeatedCommand()
    {
        var made = await MakeAsync("Call Maria");
        var complete = new ChangeTask(TestWorkspace.StoreId, _workspace.NewId(), made, _conversation, TaskAct.Complete, _bob);
        Assert.True(await Tasks.ChangeAsync(complete, Cancellation));
        var head = (await ListAsync()).Version;

        Assert.False(await ChangeAsync(made, TaskAct.Complete));
        Assert.False(await ChangeAsync(made, TaskAct.Restore));
        Assert.False(await RenameAsync(made, " Call  Maria"));
        Assert.Equal(head, (await ListAsync()).Version);

        Assert.True(await ChangeAsync(made, TaskAct.Reopen));
        Assert.False(await ChangeAsync(made, TaskAct.Reopen));

        // It was undone meanwhile, and stays undone.
        Assert.False(await Tasks.ChangeAsync(complete, Cancellation));
        Assert.False(Assert.Single((await ListAsync()).Open).Task.IsDone);
        Assert.Equal(head + 1, (await ListAsync()).Version);
    }

    [Theory]
    [InlineData(0, "A title needs at least one character.")]
    [InlineData(201, "A title holds at most 200 characters.")]
    public async Task Title_IsALineOf1To200Characters(int length, string reason)
    {
        var made = await MakeAsync(new string('x', 200));

        var title = new string('x', length) + " \n ";
        var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => MakeAsync(title));
        Assert.Equal((Refusal.Invalid, reason), (refused.Refusal, refused.Message));
        Assert.Equal(reason, (await Assert.ThrowsAsync<CommandRefusedException>(() => RenameAsync(made, title))).Message);
        await Assert.ThrowsAsync<CommandRefusedException>(() => MakeAsync("nul\0"));
    }

    [Fact]
    public async Task WhatIsNotThere_IsRefused()
    {
        var other = _workspace.NewId();
        var foreign = (await _workspace.SayAsync(other, "Something else")).MessageId;
        foreach (var command in new[]
        {
            Command("a") with { MessageId = _workspace.NewId() },
            Command("a") with { MessageId = foreign },
            Command("a") with { ConversationId = null },
            Command("a") with { ConversationId = _workspace.NewId() },
        })
        {
            Assert.Equal(Refusal.NotFound, (await Assert.ThrowsAsync<CommandRefusedException>(() => MakeAsync(command))).Refusal);
        }

        var made = await MakeAsync("Call Maria");
        foreach (var (id, conversation) in new (Guid, Guid?)[] { (_workspace.NewId(), _conversation), (made, other), (made, null) })
        {
            var refused = await Assert.ThrowsAsync<CommandRefusedException>(() => Tasks.ChangeAsync(
                new ChangeTask(TestWorkspace.StoreId, _workspace.NewId(), id, conversation, TaskAct.Complete, _bob), Cancellation));
            Assert.Equal((Refusal.NotFound, "There is no such task."), (refused.Refusal, refused.Message));
        }
    }

    [Fact]
    public async Task Deleted_IsInNoList_AndChangedByNobody_AndRestoredItIsWhatItWas()
    {
        var made = await MakeAsync("Call Maria");
        await ChangeAsync(made, TaskAct.Complete);
        Assert.True(await ChangeAsync(made, TaskAct.Delete));
        Assert.False(await ChangeAsync(made, TaskAct.Delete));

        Assert.False((await MessageAsync()).Tasks.HasAny);
        var list = await ListAsync(shown: made);
        Assert.Equal((0, 0, null), (list.OpenCount, list.DoneCount, list.Shown));
        foreach (var change in new Func<Task>[] { () => ChangeAsync(made, TaskAct.Reopen), () => RenameAsync(made, "Call Chen") })
        {
            Assert.Equal("This task was deleted.", (await Assert.ThrowsAsync<CommandRefusedException>(change)).Message);
        }

        Assert.True(await ChangeAsync(made, TaskAct.Restore));
        Assert.True(Assert.Single((await ListAsync()).Done).Task.IsDone);
    }

    [Fact]
    public async Task Lists_AreByWhatHappenedLast_APageAtATime_AndTheTaskThatIsMeantIsReadAnyway()
    {
        Guid[] made = [await MakeAsync("1"), await MakeAsync("2"), await MakeAsync("3"), await MakeAsync("4"), await MakeAsync("5")];
        await ChangeAsync(made[4], TaskAct.Complete);
        await ChangeAsync(made[1], TaskAct.Complete);

        var list = await ListAsync(count: 2, shown: made[0]);

        Assert.Equal(["4", "3"], list.Open.Select(item => item.Task.Title));
        Assert.Equal(["2", "5"], list.Done.Select(item => item.Task.Title));
        Assert.Equal((3, 2, "1"), (list.OpenCount, list.DoneCount, list.Shown?.Task.Title));
    }

    [Fact]
    public async Task Task_OutlivesItsConversation_AndNamesItForAsLongAsItCanBeVisited()
    {
        var made = await MakeAsync("Call Maria");
        await _workspace.Get<IOrganisingCommands>().OrganiseAsync(
            new Organise(TestWorkspace.StoreId, _workspace.NewId(), _conversation, OrganisingAct.Delete, _bob), Cancellation);

        await Assert.ThrowsAsync<CommandRefusedException>(() => MakeAsync("Call Chen"));
        Assert.True(await ChangeAsync(made, TaskAct.Complete));
        Assert.NotNull(Assert.Single((await ListAsync()).Done).Origin);

        _workspace.Time.Advance(TimeSpan.FromDays(31));
        Assert.Null(Assert.Single((await ListAsync()).Done).Origin);
    }

    [Fact]
    public async Task Rebuild_MakesTheSameTasks_AndVerifyFindsThem_AlsoWhatIsSeenTwice()
    {
        await EverythingAsync();
        var before = await ListAsync();
        var message = (await MessageAsync()).Tasks.All;
        var events = await _workspace.TakeAsync((int)before.Version);

        await _workspace.Writer.ExecuteAsync(
            session =>
            {
                events.ForEach(committed => new TaskProjection().Apply(committed, session));
                return true;
            },
            Cancellation);
        Assert.Equal(before.Open.AsEnumerable(), (await ListAsync()).Open);
        await _workspace.WhileStoppedAsync(rebuilder => rebuilder.RebuildAsync(Cancellation));

        Assert.Equal(before.Open.AsEnumerable(), (await ListAsync()).Open);
        Assert.Equal(before.Done.AsEnumerable(), (await ListAsync()).Done);
        Assert.Empty((await _workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
        var folded = events.Concat(events).Aggregate(Conversation.Empty(TestWorkspace.StoreId, _conversation), (state, committed) => state.Apply(committed));
        Assert.Equal(3, message.Length);
        Assert.Equal(message.AsEnumerable(), Assert.Single(folded.Messages).Tasks.All);

        _workspace.Execute("UPDATE tasks SET title = 'Call nobody' WHERE completed_at IS NOT NULL");
        Assert.Contains("table tasks", Assert.Single((await _workspace.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EverythingThatHappensToATask_IsHeardInItsConversation_AndExportedWithIt()
    {
        await EverythingAsync();
        await MakeAsync(new CreateTask(TestWorkspace.StoreId, _workspace.NewId(), "Book a room", _bob));

        var exported = await _workspace.Get<IConversationLog>().ReadAsync(TestWorkspace.AllSeeing, _conversation, Cancellation)
            .Select(envelope => envelope.Type)
            .Where(type => type.Contains("Task", StringComparison.Ordinal))
            .ToListAsync(Cancellation);
        Assert.Equal(
            [
                "v1.TaskCreated", "v1.TaskCreated", "v1.TaskCreated", "v1.TaskRenamed", "v1.TaskCompleted", "v1.TaskReopened", "v1.TaskCompleted",
                "v1.TaskDeleted", "v1.TaskDeleted", "v1.TaskRestored",
            ],
            exported);
    }

    [Fact]
    public void Lists_AreReadFromTheirIndexes_AndNothingIsScanned() => _workspace.Snapshots.ReadEverything(context =>
    {
        foreach (var (query, index) in new[]
        {
            (TaskReader.Open(context, "default").OrderByDescending(row => row.Position).Take(100), "ix_tasks_open"),
            (TaskReader.Done(context, "default").OrderByDescending(row => row.CompletedPosition).Take(100), "ix_tasks_done"),
            (TaskReader.Of(context, "default", [_question]), "ix_tasks_message"),
        })
        {
            var plan = QueryPlan.Of(context.Database.GetDbConnection(), query.ToQueryString());
            Assert.Contains(plan, step => step.Contains(index, StringComparison.Ordinal));
            Assert.DoesNotContain(plan, step => step is "SCAN t" || step.StartsWith("SCAN t ", StringComparison.Ordinal));
        }

        return true;
    });

    /// <summary>Three tasks of the question: one renamed and done, one that was deleted and is there again, one that is gone.</summary>
    private async Task EverythingAsync()
    {
        Guid[] made = [await MakeAsync("Call Maria"), await MakeAsync("Book a room"), await MakeAsync("Nothing")];
        await RenameAsync(made[0], "Call Chen");
        await ChangeAsync(made[0], TaskAct.Complete);
        await ChangeAsync(made[0], TaskAct.Reopen, _bob);
        await ChangeAsync(made[0], TaskAct.Complete, _bob);
        await ChangeAsync(made[1], TaskAct.Delete);
        await ChangeAsync(made[2], TaskAct.Delete);
        await ChangeAsync(made[1], TaskAct.Restore, _bob);
    }

    private CreateTask Command(string title) => new(TestWorkspace.StoreId, _workspace.NewId(), title, _workspace.Ada, _conversation, _question);

    private Task<bool> MakeAsync(CreateTask command) => Tasks.CreateAsync(command, Cancellation);

    private async Task<Guid> MakeAsync(string title)
    {
        var command = Command(title);
        Assert.True(await MakeAsync(command));
        return command.CommandId;
    }

    private Task<bool> RenameAsync(Guid id, string title) => Tasks.RenameAsync(
        new RenameTask(TestWorkspace.StoreId, _workspace.NewId(), id, _conversation, title, _workspace.Ada), Cancellation);

    private Task<bool> ChangeAsync(Guid id, TaskAct act, Actor? actor = null) => Tasks.ChangeAsync(
        new ChangeTask(TestWorkspace.StoreId, _workspace.NewId(), id, _conversation, act, actor ?? _workspace.Ada), Cancellation);

    private Task<TaskList> ListAsync(int count = 50, Guid? shown = null) =>
        _workspace.Get<ITaskReader>().ReadAsync(TestWorkspace.AllSeeing, count, shown, Cancellation);

    private async Task<Message> MessageAsync() => (await _workspace.OpenAsync(_conversation)).Messages.Single(message => message.Id == _question);
}
