using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;

namespace WorkSquared.Web.Components.Layout;

public sealed partial class ConversationNav
{
    private ConversationList _list = ConversationList.Empty;
    private Guid? _current;
    private (object? Items, Guid? Current) _rendered;

    [Inject]
    internal Arrival Arrival { get; init; } = null!;

    [Inject]
    public required IEventBus Bus { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    protected override void OnInitialized()
    {
        _list = Arrival.Conversations;
        _current = CurrentConversation();
        Navigation.LocationChanged += OnLocationChanged;
        Follow(token => Bus.SubscribeAsync(Viewer.StoreId, _list.Version, topic: null, token), ApplyAsync);
    }

    // Most events of a store change no line of this list.
    protected override bool ShouldRender()
    {
        var next = ((object?)_list.Items, _current);
        var isChanged = next != _rendered;
        _rendered = next;
        return isChanged;
    }

    protected override void Dispose(bool disposing)
    {
        Navigation.LocationChanged -= OnLocationChanged;
        base.Dispose(disposing);
    }

    private async Task ApplyAsync(CommittedEvent committed)
    {
        // Something was said in a conversation older than the list reaches: it belongs to the top now, with a title that only the reader
        // knows.
        var isUnknown = SaysSomething(committed.Data) && _list.Items.All(item => item.Id != committed.Data.Topic);
        _list = isUnknown && committed.Position > _list.Version ? await Arrival.ReloadAsync(Disposed) : _list.Apply(committed);
    }

    private async Task ShowMoreAsync()
    {
        Arrival.ListLength += Arrival.ListLength;
        _list = await Arrival.ReloadAsync(Disposed);
    }

    private void StartNew() => Navigation.NavigateTo("new");

    private void OnLocationChanged(object? sender, LocationChangedEventArgs location)
    {
        _current = CurrentConversation();
        StateHasChanged();
    }

    private Guid? CurrentConversation() => Navigation.ToBaseRelativePath(Navigation.Uri) switch
    {
        "" => _list.Items.FirstOrDefault()?.Id,
        var path when path.StartsWith("c/", StringComparison.Ordinal) && Guid.TryParse(path.AsSpan(2), out var id) => id,
        _ => null,
    };

    private static bool SaysSomething(WorkEvent data) =>
        data is ChatMessageSent or LLMResponseReceived or LLMResponseFailed or LLMResponseCancelled;
}
