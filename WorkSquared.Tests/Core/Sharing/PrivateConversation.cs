using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Members;
using WorkSquared.Core.Ratings;
using WorkSquared.Core.Settings;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Tasks;
using WorkSquared.Tests.Core.Team;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Sharing;

/// <summary>A workspace in which Bob has a conversation of his own, with everything in it that a conversation can have, and one that is open. Ada owns
/// the workspace, Cy is a member and Gus a guest; none of them is one of its people.</summary>
internal sealed class PrivateConversation : IAsyncDisposable
{
    /// <summary>In every text of the conversation.</summary>
    public const string Canary = "zeppelin";

    private PrivateConversation(TeamOfTheTest team) => Team = team;

    public TeamOfTheTest Team { get; }

    public TestWorkspace Workspace => Team.Workspace;

    public Guid Bob { get; private set; }

    public Guid Cy { get; private set; }

    public Guid Gus { get; private set; }

    public Guid Id { get; private set; }

    /// <summary>Begun by Bob too, and seen by all members.</summary>
    public Guid Open { get; private set; }

    /// <summary>The turn that has its answer.</summary>
    public Guid Turn { get; private set; }

    /// <summary>The turn that waits for one.</summary>
    public Guid Waiting { get; private set; }

    public Guid Question { get; private set; }

    public Guid Answer { get; private set; }

    public Guid TaskId { get; private set; }

    public IEnumerable<Actor> Outsiders => [Member.ActorOf(Team.Ada), Member.ActorOf(Cy), Member.ActorOf(Gus)];

    public Actor Insider => Member.ActorOf(Bob);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<PrivateConversation> StartAsync()
    {
        var one = new PrivateConversation(await TeamOfTheTest.StartAsync());
        one.Bob = await one.Team.JoinAsync("Bob", Role.Member);
        one.Cy = await one.Team.JoinAsync("Cy", Role.Member);
        one.Gus = await one.Team.JoinAsync("Gus", Role.Guest);
        await one.FillAsync();
        return one;
    }

    public static Reader ReaderOf(Actor person) => new(TestWorkspace.StoreId, person);

    public T Get<T>()
        where T : notnull => Workspace.Get<T>();

    public Task<bool> ShareAsync(Guid userId, bool isShared, Actor? by = null, Guid? conversation = null) => Get<ISharingCommands>().ShareAsync(
        new Share(TestWorkspace.StoreId, Workspace.NewId(), conversation ?? Id, userId, isShared, by ?? Insider), Cancellation);

    public Task<bool> RestrictAsync(bool isRestricted, Actor? by = null, Guid? conversation = null) => Get<ISharingCommands>().RestrictAsync(
        new Restrict(TestWorkspace.StoreId, Workspace.NewId(), conversation ?? Id, isRestricted, by ?? Insider), Cancellation);

    public Task<SentMessage> SayAsync(Actor by, string text, Guid? conversation = null) => Workspace.Chat.SendAsync(
        new SendMessage(TestWorkspace.StoreId, Workspace.NewId(), conversation ?? Id, text, by), Cancellation);

    public Draft DraftIn(Guid conversation) => new(
        TestWorkspace.StoreId, conversation, conversation == Id ? Waiting : Workspace.NewId(), Workspace.NewId(), 1, $"A draft of the {Canary}");

    public ValueTask DisposeAsync() => Team.DisposeAsync();

    private async Task FillAsync()
    {
        (Id, Open, TaskId) = (Workspace.NewId(), Workspace.NewId(), Workspace.NewId());
        var first = await SayAsync(Insider, $"What does a {Canary} cost?");
        (Turn, Question) = (first.TurnId, first.MessageId);
        await Get<ISettingsCommands>().ConfigureAsync(
            new Configure(TestWorkspace.StoreId, Workspace.NewId(), Id, Insider, SystemPrompt: new($"You sell the {Canary}.")), Cancellation);
        await AnswerAsync();
        var opened = await Workspace.OpenAsync(Id);
        Answer = opened.Messages.First(message => message.Kind is MessageKind.Answer).Id;

        await Get<ILabelCommands>().ChangeAsync(new ChangeLabel(TestWorkspace.StoreId, Workspace.NewId(), Id, $"{Canary} label", IsOn: true, Insider), Cancellation);
        await Get<IRatingCommands>().RateAsync(
            new RateAnswer(TestWorkspace.StoreId, Workspace.NewId(), Id, Answer, Rating.Down, Insider, $"No {Canary}"), Cancellation);
        await Get<ITaskCommands>().CreateAsync(new CreateTask(TestWorkspace.StoreId, TaskId, $"Buy the {Canary}", Insider, Id, Question), Cancellation);
        await SayAsync(Insider, "Good morning", Open);
        Waiting = (await SayAsync(Insider, $"And two of the {Canary}?")).TurnId;
        await RestrictAsync(isRestricted: true);
    }

    private async Task AnswerAsync()
    {
        var claim = await Workspace.ClaimAsync();
        await Workspace.Answers.StartAttemptAsync(claim!, "m", null, Cancellation);
        var prompt = new PromptManifest([(await Workspace.OpenAsync(Id)).Messages[0].Position], 0, 10, "version");
        Assert.True(await Workspace.Answers.AnswerAsync(
            claim!, new($"A {Canary} is dear", new Reasoning($"Which {Canary}?", 1_000)), "m",
            new ResponseMetadata("offline", "stop", 1, InputTokens: 7, OutputTokens: 5, Prompt: prompt), Cancellation));
    }
}
