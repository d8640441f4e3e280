using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Import;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Members;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Reading;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Workspaces;
using WorkSquared.Web.Components.Labels;
using WorkSquared.Web.Components.Organising;
using WorkSquared.Web.Components.Shared;

namespace WorkSquared.Web.Components.Layout;

public sealed partial class ConversationNav
{
    private ConversationList _list = ConversationList.Empty;
    private ReadingMarks? _marks;
    private LabelList _labels = LabelList.Empty;
    private Guid? _current;
    private string? _currentLabel;
    private bool _isCut;
    private bool _isChoosing;
    private Selection _selection = Selection.None;
    private (object? Items, object? Marks, object? Labels, object? Selection, bool IsChoosing, Guid? Current, string? Label) _rendered;
    private (object? Names, object? Roles, object? Workspaces) _renderedBeside;

    [Inject]
    internal Arrival Arrival { get; init; } = null!;

    [Inject]
    public required IEventBus Bus { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required IReadingMarks Marks { get; init; }

    [Inject]
    public required TabVisibility Tab { get; init; }

    [Inject]
    public required IChatCommands Commands { get; init; }

    [Inject]
    public required ISnackbar Snackbar { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [CascadingParameter]
    private Membership? Membership { get; set; }

    private bool MayAudit => Membership?.RoleOf(Viewer.Actor) >= Role.Admin || Viewer.IsAdministrator;

    private bool HasPins => _list.Items is [{ Place.IsPinned: true }, ..];

    private IEnumerable<(string Heading, IReadOnlyList<ConversationSummary> Items)> Groups => _list.Items
        .GroupBy(item => item.Place.IsPinned)
        .Select(group => (group.Key ? L["Pinned"].Value : L["Recent"].Value, (IReadOnlyList<ConversationSummary>)[.. group]));

    protected override void OnInitialized()
    {
        Take();
        _labels = Arrival.Labels;
        (_current, _currentLabel) = (CurrentConversation(), LabelAddress.In(Navigation));
        Navigation.LocationChanged += OnLocationChanged;
        Arrival.WorkspacesChanged += StateHasChanged;
        Guid[] listed = [.. _list.Items.Select(item => item.Id)];
        Follow(token => Marks.WatchAsync(Viewer.StoreId, Viewer.Actor, listed, token), ApplyAsync);
        Follow(token => Bus.SubscribeAsync(Viewer.Reader, _list.Version, topic: null, token), ApplyAsync);
    }

    // Most events of a store change no line of this list.
    protected override bool ShouldRender()
    {
        var next = ((object?)_list.Items, (object?)_marks, (object?)_labels, (object?)_selection, _isChoosing, _current, _currentLabel);
        var beside = ((object?)Membership?.Names, (object?)Membership?.Roles, (object?)Arrival.Workspaces);
        var isChanged = next != _rendered || beside != _renderedBeside;
        (_rendered, _renderedBeside) = (next, beside);
        return isChanged;
    }

    protected override void Dispose(bool disposing)
    {
        Navigation.LocationChanged -= OnLocationChanged;
        Arrival.WorkspacesChanged -= StateHasChanged;
        base.Dispose(disposing);
    }

    private async Task ApplyAsync(CommittedEvent committed)
    {
        if (committed.Position <= _list.Version)
        {
            return;
        }

        // A conversation older than the list reaches comes into it, with a title that only the reader knows; or one leaves it, and makes room
        // for the next.
        var isUnknown = BringsToTheMenu(committed.Data) && committed.Data.Topic is { } topic && !_list.Knows(topic);
        _list = _list.Apply(committed);

        // An import brings hundreds, and the list is no longer than it was asked for.
        var isOverfull = _list.Items.Count > 2 * Arrival.ListLength;
        if (isUnknown || isOverfull || committed.Data is ISharingEvent || (_isCut && _list.Items.Count < Arrival.ListLength))
        {
            await ReloadAsync();
        }

        if (committed.Position > _labels.Version && (committed.Data is ISharingEvent || ChangesLabels(committed.Data)))
        {
            _labels = await Arrival.ReloadLabelsAsync(Disposed);
        }

        if (committed.Data is WorkspaceRenamed)
        {
            await Arrival.ReloadWorkspacesAsync(Disposed);
        }
    }

    private Task ApplyAsync(ReadingMark mark)
    {
        _marks = _marks?.Apply(mark);
        return Task.CompletedTask;
    }

    private async Task ShowMoreAsync()
    {
        Arrival.ListLength += Arrival.ListLength;
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        await Arrival.ReloadAsync(Disposed);
        Take();
    }

    private void Take()
    {
        _list = Arrival.Conversations;
        _marks = _marks is null ? Arrival.Marks : Arrival.Marks.And(_marks);
        _isCut = _list.Items.Count >= Arrival.ListLength;
    }

    private IReadOnlyList<ListedConversation> Chosen =>
        [.. _list.Items.Where(item => _selection.Ids.Contains(item.Id)).Select(item => new ListedConversation(item.Id, item.Place))];

    private void Toggle(ConversationSummary item, bool isRange) =>
        _selection = _selection.Toggle(item.Id, [.. _list.Items.Select(each => each.Id)], isRange);

    private void EndChoosing() => (_isChoosing, _selection) = (false, Selection.None);

    private void OnKey(KeyboardEventArgs key)
    {
        if (key.Key == "Escape" && _isChoosing)
        {
            EndChoosing();
        }
    }

    // What is in view is read the moment it is there: no dot that comes and goes.
    private bool IsUnread(ConversationSummary item) =>
        _marks?.IsUnread(item.Id, item.LastWords) is true && !(item.Id == _current && Tab.IsVisible);

    private Task RenameAsync((Guid Id, string Title) renamed) => Snackbar.TryAsync(L, () => Commands.RenameAsync(
        Viewer.StoreId, renamed.Id, renamed.Title, Guid.CreateVersion7(Time.GetUtcNow()), Viewer.Actor, Disposed));

    private void StartNew() => Navigation.NavigateTo("new");

    private void OnLocationChanged(object? sender, LocationChangedEventArgs location)
    {
        (_current, _currentLabel) = (CurrentConversation(), LabelAddress.In(Navigation));
        StateHasChanged();
    }

    private Guid? CurrentConversation() => Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0] switch
    {
        "" => _list.Newest?.Id,
        var path when path.StartsWith("c/", StringComparison.Ordinal) && Guid.TryParse(path.AsSpan(2), out var id) => id,
        _ => null,
    };

    private bool ChangesLabels(WorkEvent data) => data is LabelAdded or LabelRemoved
        || (data is ConversationDeleted or ConversationRestored && !_labels.Items.IsEmpty);

    private static bool BringsToTheMenu(WorkEvent data) => data is ChatMessageSent or LLMResponseReceived or LLMResponseFailed
        or LLMResponseCancelled or QuestionImported or AnswerImported or ConversationPinned or ConversationUnarchived or ConversationRestored;
}
