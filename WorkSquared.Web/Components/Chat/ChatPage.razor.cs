using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Workspaces;
using WorkSquared.Web.Components.Shared;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Components.Chat;

/// <summary>A conversation, or a new one. One component for all addresses: the page stays when the first message gives it its own.</summary>
public sealed partial class ChatPage
{
    private Conversation _conversation = Conversation.Empty("", Guid.Empty);
    private readonly SpokenLines _spoken = new();
    private BranchAddress _address;
    private Guid? _addressed;
    private Guid? _unread;
    private Guid? _newFrom;
    private bool _isMissing;
    private string _alarm = "";
    private int _visit;
    private int _shown;
    private IDisposable? _following;
    private IDisposable? _waiting;

    [Inject]
    internal Arrival Arrival { get; init; } = null!;

    [Inject]
    internal TranscriptWindow Window { get; init; } = null!;

    [Inject]
    public required IChatCommands Commands { get; init; }

    [Inject]
    public required IEventBus Bus { get; init; }

    [Inject]
    public required IWorkspaces Workspaces { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required IJSRuntime Script { get; init; }

    [Inject]
    public required ISnackbar Snackbar { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [CascadingParameter]
    private HttpContext? Request { get; set; }

    [Parameter]
    public string? ConversationText { get; set; }

    [SupplyParameterFromQuery(Name = BranchAddress.TurnParameter)]
    private string? Turn { get; set; }

    [SupplyParameterFromQuery(Name = BranchAddress.MessageParameter)]
    private string? Message { get; set; }

    /// <summary>A new conversation's id: the same in the prerendered page and in its circuit, since text may be sent from either.</summary>
    [PersistentState]
    public Guid? NewId { get; set; }

    private bool IsUnsaid => _conversation.Title.Length == 0 && _conversation.Messages.IsEmpty;

    private string Title => IsUnsaid ? L["New conversation"] : _conversation.Title;

    /// <summary>What Stop stops: the answer in view, and never one on a branch that is not.</summary>
    private OpenTurn? Running =>
        _conversation.OpenTurns is [var first, ..] && _conversation.Branch.Exists(step => step.NodeId == first.NodeId) ? first : null;

    private string Path => Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0];

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);

        // Read before rendering: what was shown stays until the next conversation is here.
        var visit = ++_visit;
        var arrived = await OpenAsync();
        if (visit == _visit && !Disposed.IsCancellationRequested)
        {
            Show(arrived);
            await base.SetParametersAsync(ParameterView.Empty);
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        _spoken.MarkAsSaid();

        // The newest conversation was opened at the root; from now on the address says which one it is, whatever becomes the newest.
        if (Path.Length == 0 && !IsUnsaid && !_isMissing)
        {
            NavigateToConversation(_conversation.Id);
        }
    }

    private async Task<Arrived> OpenAsync()
    {
        if (ConversationText is { } text)
        {
            (NewId, _addressed) = (null, null);
            return Guid.TryParse(text, out var id) ? await OpenAsync(id) : Missing(_address);
        }

        // Other conversations may have begun since; nothing is put in the place of what is being written here.
        if (_conversation.Id == NewId && !_isMissing)
        {
            return new Arrived(_conversation, _address, _unread);
        }

        if (Path.Length == 0 && await Arrival.NewestAsync(Disposed) is { } newest)
        {
            return await OpenAsync(newest);
        }

        NewId ??= Guid.CreateVersion7(Time.GetUtcNow());
        return new Arrived(Conversation.Empty(Viewer.StoreId, NewId.Value) with { Version = Arrival.Conversations.Version }, _address, _unread);
    }

    private async Task<Arrived> OpenAsync(Guid id)
    {
        var address = BranchAddress.From(Turn, Message);
        var isInView = address.Message is { } sought ? _conversation.Messages.Exists(message => message.Id == sought) : address.Turn == _address.Turn;
        if (id == _conversation.Id && (isInView || address == _address))
        {
            return new Arrived(_conversation, address, _unread);
        }

        // Another branch of what is in view: as much of it, so that the place where it turns off stays in view as well.
        var opened = id == _conversation.Id
            ? await Arrival.ReadAsync(id, address, Math.Clamp(_conversation.Branch.Count, Arrival.Window, Arrival.Most), Disposed)
            : await Arrival.OpenAsync(id, address, Disposed);
        if (opened is null && await IsElsewhereAsync(id))
        {
            // Its page is another workspace's, with a circuit of its own.
            Navigation.NavigateTo(Navigation.Uri, forceLoad: true);
        }

        return opened is null
            ? Missing(address)
            : new Arrived(opened, address, id != _conversation.Id ? await Arrival.FirstUnreadAsync(opened, Disposed) : _unread);
    }

    /// <summary>Whether it is in another workspace of the viewer's. A request for a page is led there before it gets here.</summary>
    private async Task<bool> IsElsewhereAsync(Guid id) => RendererInfo.IsInteractive
        && Member.IdOf(Viewer.Actor) is { } accountId
        && await Workspaces.WithConversationAsync(accountId, id, Viewer.StoreId, Disposed) is { } storeId
        && storeId != Viewer.StoreId;

    private Arrived Missing(BranchAddress address) => new(_conversation, address, _unread, IsMissing: true);

    private void Show(Arrived arrived)
    {
        // Only now: what was read for an address that the reader has left again is not in view.
        (_isMissing, _address, _unread) = (arrived.IsMissing, arrived.Address, arrived.Unread);
        if (_isMissing)
        {
            Request.RespondWith(StatusCodes.Status404NotFound);
        }

        var opened = arrived.Opened;
        if (_isMissing || ReferenceEquals(opened, _conversation))
        {
            return;
        }

        _conversation = opened;
        _shown++;
        _following?.Dispose();
        _following = Follow(token => Bus.SubscribeAsync(Viewer.Reader, opened.Version, opened.Id, token), ApplyAsync);
        _waiting?.Dispose();
        _waiting = Path.Length == 0 && IsUnsaid
            ? Follow(token => Bus.SubscribeAsync(Viewer.Reader, opened.Version, topic: null, token), JoinFirstAsync)
            : null;
    }

    private async Task ApplyAsync(CommittedEvent committed)
    {
        if (committed.Data is ISharingEvent && await HasLostSightAsync())
        {
            return;
        }

        _conversation = _conversation.Apply(committed);
        await ReadAgainAsync();

        if (committed.Data is ChatMessageSent && ConversationText is null)
        {
            NavigateToConversation(_conversation.Id);
        }

        if (Announcement.Of(committed, _conversation, Viewer) is { } text)
        {
            _spoken.Add(text);
        }

        _alarm = Announcement.Alarm(committed.Data, L) ?? _alarm;
    }

    /// <summary>From here on there is no such conversation for its reader, and nothing of it stays on their page.</summary>
    private async Task<bool> HasLostSightAsync()
    {
        var shown = _shown;
        if (await Arrival.ReadAsync(_conversation.Id, BranchAddress.From(null, null), window: 1, Disposed) is not null || shown != _shown)
        {
            return false;
        }

        _following?.Dispose();
        _waiting?.Dispose();
        (_isMissing, _conversation, _alarm) = (true, Conversation.Empty(Viewer.StoreId, Guid.Empty), "");

        // Now: what came with it is not applied any more, and renders nothing.
        StateHasChanged();
        return true;
    }

    /// <summary>When somebody has branched off: what is in view stays, and what stands beside it is new.</summary>
    private async Task ReadAgainAsync()
    {
        while (_conversation.IsOutdated && await MoveAsync(TranscriptPart.Same))
        {
        }
    }

    /// <returns>False when there is nothing to be read any more.</returns>
    private async Task<bool> MoveAsync(TranscriptPart part)
    {
        var shown = _shown;
        Conversation? read;
        do
        {
            read = await Window.ReadAsync(_conversation, part, Disposed);
        }
        while (read is not null && shown == _shown && read.Version < _conversation.Version);

        // The reader may have gone elsewhere in the meantime: to another branch, for one.
        if (read is not null && shown == _shown)
        {
            _conversation = read;
        }

        return read is not null;
    }

    /// <summary>The root shows the newest conversation. The first one of all may begin in another tab.</summary>
    private async Task JoinFirstAsync(CommittedEvent committed)
    {
        if (committed.Data is ConversationCreated created && created.Id != _conversation.Id && IsUnsaid && await HasNothingWrittenAsync())
        {
            NavigateToConversation(created.Id);
        }
    }

    private async Task<bool> HasNothingWrittenAsync()
    {
        try
        {
            return await Script.InvokeAsync<bool>("workSquared.hasNothingWritten", Disposed);
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            return false;
        }
    }

    private Task AskAgainAsync(AskedAgain asked) => Snackbar.TryAsync(L, async () =>
    {
        var shown = _conversation.Id;
        var command = new AskAgain(Viewer.StoreId, asked.CommandId, shown, asked.TurnId, asked.Reason, Viewer.Actor, asked.Model);
        var turn = await Commands.AskAgainAsync(command, Disposed);

        // Whoever asks for another answer wants to see it, whatever branch the address names.
        if (asked.Reason is not (RequestReason.Retry or RequestReason.Ask) && _conversation.Id == shown)
        {
            Navigation.NavigateTo(BranchAddress.Of(shown, turn));
        }
    });

    private Task StopAsync(OpenTurn turn) => Snackbar.TryAsync(L, () =>
        Commands.StopAsync(Viewer.StoreId, _conversation.Id, turn.Id, Viewer.Actor, Disposed));

    private Task RenameAsync(string title) => Snackbar.TryAsync(L, () =>
        Commands.RenameAsync(Viewer.StoreId, _conversation.Id, title, Guid.CreateVersion7(Time.GetUtcNow()), Viewer.Actor, Disposed));

    /// <remarks>Once: the browser takes a while to go there, and a second time would take the reader back from wherever they went meanwhile.</remarks>
    private void NavigateToConversation(Guid id)
    {
        if (_addressed != id)
        {
            _addressed = id;
            Navigation.NavigateTo($"c/{id}", replace: true);
        }
    }

    /// <summary>What an address leads to.</summary>
    private readonly record struct Arrived(Conversation Opened, BranchAddress Address, Guid? Unread, bool IsMissing = false);
}
