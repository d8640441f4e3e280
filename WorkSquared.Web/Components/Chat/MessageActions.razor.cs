using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Import;
using WorkSquared.Core.Ratings;
using WorkSquared.Core.Tasks;
using WorkSquared.Web.Components.Shared;
using WorkSquared.Web.Components.Tasks;

namespace WorkSquared.Web.Components.Chat;

/// <summary>What can be done with a message that is there: the line of buttons below it.</summary>
public abstract partial class MessageActions
{
    private Dictionary<(RequestReason, string?), Guid>? _commands;
    private Guid? _fork;
    private Guid? _made;

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required IJSRuntime Script { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required ICurrentModel Current { get; init; }

    [Inject]
    public required IRatingCommands Ratings { get; init; }

    [Inject]
    internal TaskDesk Desk { get; init; } = null!;

    [Inject]
    public required IForks Forks { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required ISnackbar Snackbar { get; init; }

    [Parameter, EditorRequired]
    public required TranscriptRow Row { get; set; }

    [Parameter, EditorRequired]
    public required Guid ConversationId { get; set; }

    [Parameter]
    public EventCallback<AskedAgain> OnAskAgain { get; set; }

    protected ModelInUse Models => Current.InUse;

    protected bool IsQuestion => Row.Message?.Kind is MessageKind.Question;

    protected bool IsOwn => Row.Message?.Author == Viewer.Actor;

    protected bool HasActions => Row.Choice is not null || IsQuestion || IsWritten || Row.CanRegenerate;

    /// <summary>The opinion that may be commented on just now. It changes without the row.</summary>
    protected Rating Commented { get; private set; }

    protected bool ShowsDetails { get; private set; }

    protected bool IsEditing { get; private set; }

    /// <summary>The task whose title is being written.</summary>
    protected Guid? RenamedTask { get; private set; }

    private bool IsWritten => Row.Message is { Kind: not MessageKind.Question, Text.Length: > 0 };

    protected Task AskAgainAsync(RequestReason reason, string? model = null)
    {
        // One id for as long as the button is there: a double click asks once.
        _commands ??= [];
        if (!_commands.TryGetValue((reason, model), out var command))
        {
            _commands.Add((reason, model), command = Guid.CreateVersion7(Time.GetUtcNow()));
        }

        return OnAskAgain.InvokeAsync(new AskedAgain(Row.Message!.TurnId, reason, command, model));
    }

    protected void RenameTask(Guid? id) => (RenamedTask, _made) = (id, null);

    protected Task EndEditAsync()
    {
        IsEditing = false;
        return Script.InvokeIfThereAsync("workSquared.focusOn", ButtonOf("edit"));
    }

    private string Pressed(Rating rating) => Row.Message?.Ratings.Of(Viewer.Actor) == rating ? "true" : "false";

    /// <summary>Pressed again it is taken back.</summary>
    private Task RateAsync(Rating rating) => Snackbar.TryAsync(L, async () =>
    {
        var answer = Row.Message!;
        var next = answer.Ratings.Of(Viewer.Actor) == rating ? Rating.None : rating;
        var command = new RateAnswer(Viewer.StoreId, Guid.CreateVersion7(Time.GetUtcNow()), ConversationId, answer.Id, next, Viewer.Actor);

        // To the end, although the page may go: whoever has clicked does not wait for it.
        await Ratings.RateAsync(command, CancellationToken.None);
        Commented = next;
    });

    private Task EndCommentAsync()
    {
        // Otherwise the focus would go with the form.
        var pressed = Commented is Rating.Up ? "up" : "down";
        Commented = Rating.None;
        return Script.InvokeIfThereAsync("workSquared.focusOn", ButtonOf(pressed));
    }

    private Task ForkAsync(Guid turnId) => Snackbar.TryAsync(L, async () =>
    {
        // As with the others: one id for as long as the button is there.
        var command = new ForkConversation(Viewer.StoreId, _fork ??= Guid.CreateVersion7(Time.GetUtcNow()), ConversationId, turnId, Viewer.Actor);
        Navigation.NavigateTo($"c/{await Forks.ForkAsync(command, CancellationToken.None)}");
    });

    /// <summary>At once, under a title that is asked for next. For as long as it is asked for, the button means the same task: a double click
    /// makes one.</summary>
    private async Task MakeTaskAsync(Message message)
    {
        if (message.Tasks.All.Any(task => task.Id == _made && task.IsDeleted))
        {
            _made = null;
        }

        var id = _made ??= Desk.NewId();
        if (await Desk.MakeAsync(id, TitleOf(message), ConversationId, message.Id))
        {
            RenamedTask = id;
        }
        else
        {
            _made = null;
        }
    }

    private static string TitleOf(Message message)
    {
        // A file is attached to what is to be done, and says less of it.
        var (words, files) = message.Kind is MessageKind.Question ? AttachedFiles.In(message.Text) : new AttachedFiles(message.Text, []);
        return words.Length > 0 ? TaskTitle.Of(words) : files[0].Name;
    }

    private Task CopyAsync() => Script.InvokeIfThereAsync("workSquared.copy", Row.Message?.Text, $"m-{Row.Id}");

    private string ButtonOf(string what) => $"#m-{Row.Id} .after .{what}";

    private string LinkTo(Message message) => BranchAddress.Of(ConversationId, message.TurnId, message.Id);
}
