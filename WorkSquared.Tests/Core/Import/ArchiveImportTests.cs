using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Export;
using WorkSquared.Core.Import;
using WorkSquared.Core.Members;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Usage;
using WorkSquared.Core.Verification;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Import;

public sealed class ArchiveImportTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Archive_InAnotherWorkspace_HasEveryBranch_AndTwiceAddsNothing()
    {
        await using var from = await TestWorkspace.StartAsync();
        await FillAsync(from);
        await using var to = await TestWorkspace.StartAsync();
        var archive = await from.ExportAsync();

        var first = await to.ImportAsync(archive);
        var head = await HeadAsync(to);
        var second = await to.ImportAsync(archive);

        Assert.Equal((ImportPhase.Done, 2, 9, 0), (first.Phase, first.Conversations, first.Messages, first.Known));
        Assert.Equal((ImportPhase.Done, 0, 0, 2), (second.Phase, second.Conversations, second.Messages, second.Known));
        Assert.Equal(head, await HeadAsync(to));
        Assert.Equal(await from.BranchesAsync(), await to.BranchesAsync());
        Assert.Empty((await to.Get<ILogVerifier>().VerifyAsync(Cancellation)).Faults);
    }

    [Fact]
    public async Task Archive_ImportedAndExportedAgain_ReadsTheSameInAThirdWorkspace()
    {
        await using var from = await TestWorkspace.StartAsync();
        await FillAsync(from);
        await using var between = await TestWorkspace.StartAsync();
        await between.ImportAsync(await from.ExportAsync());
        await using var to = await TestWorkspace.StartAsync();

        await to.ImportAsync(await between.ExportAsync());

        Assert.Equal(await from.BranchesAsync(), await to.BranchesAsync());
    }

    [Fact]
    public async Task Archive_WhereItCameFrom_AddsNothing()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await FillAsync(workspace);
        var archive = await workspace.ExportAsync();
        var head = await HeadAsync(workspace);

        var status = await workspace.ImportAsync(archive);

        Assert.Equal((ImportPhase.Done, 0, 0, 2), (status.Phase, status.Conversations, status.Messages, status.Known));
        Assert.Equal(head, await HeadAsync(workspace));
    }

    [Fact]
    public async Task Conversation_UnderAnIdThatSomebodyElseHas_GetsAnother_AndIsFoundThere()
    {
        await using var from = await TestWorkspace.StartAsync();
        var id = from.NewId();
        await from.SayAsync(id, "Theirs");
        await using var to = await TestWorkspace.StartAsync();
        await to.SayAsync(id, "Mine");

        var first = await to.ImportAsync(await from.ExportAsync());
        await from.SayAsync(id, "Theirs again");
        var second = await to.ImportAsync(await from.ExportAsync());

        Assert.Equal((1, 1), (first.Conversations, first.Messages));
        Assert.Equal((0, 1, 1), (second.Conversations, second.Messages, second.Known));
        Assert.Equal(["Mine"], (await to.OpenAsync(id)).Messages.Select(message => message.Text));
        var other = (await to.Reader.ListAsync(TestWorkspace.AllSeeing, 10, Cancellation)).Items.Single(item => item.Id != id).Id;
        Assert.Equal(["Theirs", "Theirs again"], (await to.OpenAsync(other)).Messages.Select(message => message.Text));
        await to.SayAsync(other, "One can go on in it");
    }

    [Fact]
    public async Task ImportedConversation_IsOwedNothing_CostsNothing_AndIsTheHistoryOfWhatFollows()
    {
        await using var from = await TestWorkspace.StartAsync();
        var conversation = from.NewId();
        await from.SayAsync(conversation, "First");
        await EndAsync(from, "One");
        await from.SayAsync(conversation, "Never answered");
        await using var to = await TestWorkspace.StartAsync();

        await to.ImportAsync(await from.ExportAsync());

        Assert.Null(await to.ClaimAsync());
        Assert.Empty((await to.Get<IUsageReader>().OfStoreAsync(TestWorkspace.AllSeeing, 3650, Cancellation)).Shares);
        var line = (await to.Reader.ListAsync(TestWorkspace.AllSeeing, 10, Cancellation)).Items.Single();
        Assert.Equal((conversation, 0, 0L), (line.Id, line.OpenTurns, line.LastWords.Position));
        await to.SayAsync(conversation, "Go on");
        var history = await to.Turns.ReadHistoryAsync((await to.ClaimAsync())!, 10, Cancellation);
        Assert.Equal(["First"], history.Turns.Select(turn => turn.Question));
        Assert.Equal("Go on", history.Question);
    }

    [Fact]
    public async Task Authors_StayWhoTheyWere_AndNobodyOfThisWorkspaceIsTakenForOne()
    {
        await using var from = await TestWorkspace.StartAsync();
        var conversation = from.NewId();
        await from.SayAsync(conversation, "First");
        await EndAsync(from, "One");
        await using var to = await TestWorkspace.StartAsync();
        await using var mine = await TestWorkspace.StartAsync();

        await to.ImportAsync(await from.ExportAsync(), Actor.Person("bob"));
        await mine.ImportAsync(await from.ExportAsync(), mine.Ada);

        var foreign = await to.OpenAsync(conversation);
        Assert.Equal(["person:imported:ada", "assistant:person:imported:ada"], foreign.Messages.Select(message => message.Author.Value));
        Assert.All(await to.TakeAsync((int)await HeadAsync(to)), committed => Assert.Equal("person:bob", committed.Actor.Value));
        Assert.Equal("person:ada", (await mine.OpenAsync(conversation)).Messages[0].Author.Value);
    }

    [Fact]
    public async Task Authors_WithNames_KeepThemHere_AndInTheNextWorkspace()
    {
        await using var from = await TestWorkspace.StartAsync();
        var members = from.Get<IMemberCommands>();
        var ada = await members.CreateAsync(TestWorkspace.StoreId, "Ada", Cancellation);
        var conversation = from.NewId();
        await from.Chat.SendAsync(new SendMessage(TestWorkspace.StoreId, from.NewId(), conversation, "First", ada.Actor), Cancellation);
        await members.RenameAsync(TestWorkspace.StoreId, ada.Id, "Ada: Königin O'Neill", Cancellation);
        await using var between = await TestWorkspace.StartAsync();
        await using var to = await TestWorkspace.StartAsync();

        await between.ImportAsync(await from.ExportAsync(), Actor.Person("bob"));
        await to.ImportAsync(await between.ExportAsync(), Actor.Person("bob"));

        foreach (var workspace in new[] { between, to })
        {
            Assert.Equal("person:imported:Ada Königin O'Neill", (await workspace.OpenAsync(conversation)).Messages[0].Author.Value);
        }
    }

    [Fact]
    public async Task Places_ArePartOfIt_AndTheBinIsLeftBehind()
    {
        await using var from = await TestWorkspace.StartAsync();
        var (pinned, archived, deleted) = (from.NewId(), from.NewId(), from.NewId());
        foreach (var (id, act) in new[] { (pinned, OrganisingAct.Pin), (archived, OrganisingAct.Archive), (deleted, OrganisingAct.Delete) })
        {
            await from.SayAsync(id, "Words");
            await OrganiseAsync(from, id, act);
        }

        await using var to = await TestWorkspace.StartAsync();
        var archive = await from.ExportAsync();
        var status = await to.ImportAsync(archive);

        Assert.Equal(2, status.Conversations);
        Assert.Equal(1, Assert.Single(status.Skipped).Value);
        Assert.True((await to.OpenAsync(pinned)).Place.IsPinned);
        Assert.NotNull((await to.OpenAsync(archived)).Place.ArchivedAt);

        // What was put elsewhere here since stays there, and what was thrown away here stays away.
        await OrganiseAsync(to, pinned, OrganisingAct.Unpin);
        await OrganiseAsync(to, archived, OrganisingAct.Delete);
        await to.ImportAsync(archive);
        Assert.False((await to.OpenAsync(pinned)).Place.IsPinned);
        Assert.NotNull((await to.OpenAsync(archived)).Place.Deletion);
    }

    [Fact]
    public async Task Archive_IsEverythingUpToItsHead_AndOneFileToReadForEachConversation()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        var one = workspace.NewId();
        await workspace.SayAsync(one, "../../etc/passwd: <b> «Ünï»?");
        await workspace.SayAsync(workspace.NewId(), "..");

        var files = Archives.Unzip(await workspace.ExportAsync());

        Assert.Equal(4, files[ArchiveManifest.EventsFileName].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("\"format\":\"worksquared.archive.v1\"", files[ArchiveManifest.FileName], StringComparison.Ordinal);
        Assert.Contains("\"head\":4,\"conversations\":2,\"messages\":2", files[ArchiveManifest.FileName], StringComparison.Ordinal);
        var names = files.Keys.Where(name => name.EndsWith(".md", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, names.Count);
        Assert.All(names, name => Assert.Matches(@"^conversations/[\p{L}\d-]+-[0-9a-f]{8}\.md$", name));
        Assert.Contains(files.Values, text => text.Contains("etc/passwd: <b> «Ünï»?", StringComparison.Ordinal));
    }

    /// <summary>Two conversations: with an answer beside another, an edit beside its question, a failure that was tried again, and a Stop.</summary>
    private static async Task FillAsync(TestWorkspace workspace)
    {
        var first = workspace.NewId();
        var asked = await workspace.SayAsync(first, "Which one?");
        await EndAsync(workspace, "This one.");
        await workspace.AskAgainAsync(first, asked.TurnId, RequestReason.Regenerate);
        await EndAsync(workspace, "That one.");
        await workspace.SayAsync(first, "And then?");
        await EndAsync(workspace, "That is all.");
        await workspace.SayAsync(first, "Which two?", replaces: asked.MessageId);
        await workspace.Chat.StopAsync(TestWorkspace.StoreId, first, (await workspace.OpenAsync(first)).OpenTurns[0].Id, workspace.Ada, Cancellation);

        var second = workspace.NewId();
        var failed = await workspace.SayAsync(second, "Try it");
        var claim = (await workspace.ClaimAsync())!;
        await workspace.Answers.FailAsync(claim, new("timeout", "Nothing came.", true), "Half", "test", null, Cancellation);
        await workspace.AskAgainAsync(second, failed.TurnId);
        await workspace.Chat.RenameAsync(TestWorkspace.StoreId, second, "Renamed", workspace.NewId(), workspace.Ada, Cancellation);
    }

    private static async Task EndAsync(TestWorkspace workspace, string answer)
    {
        var claim = (await workspace.ClaimAsync())!;
        await workspace.Answers.StartAttemptAsync(claim, "test", null, Cancellation);
        Assert.True(await workspace.Answers.AnswerAsync(claim, answer, "test", new ResponseMetadata("offline", "stop", Attempt: 1), Cancellation));
    }

    private static Task OrganiseAsync(TestWorkspace workspace, Guid conversation, OrganisingAct act) => workspace.Get<IOrganisingCommands>()
        .OrganiseAsync(new Organise(TestWorkspace.StoreId, workspace.NewId(), conversation, act, workspace.Ada), Cancellation);

    private static async Task<long> HeadAsync(TestWorkspace workspace) =>
        (await workspace.Reader.ListAsync(TestWorkspace.AllSeeing, 1, Cancellation)).Version;
}
