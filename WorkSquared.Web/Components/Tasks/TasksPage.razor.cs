using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Tasks;
using WorkSquared.Web.Components.Shared;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Components.Tasks;

/// <summary>The tasks of the store: what is open, and what is done. It follows the log like every other page.</summary>
public sealed partial class TasksPage
{
    private const int Page = 100;

    private TaskList _list = TaskList.Empty;
    private int _count = Page;
    private bool _isMissing;
    private bool _showsDone;
    private int _visit;
    private IDisposable? _following;

    // The box is never written to while somebody types in it: emptied, it is another box.
    private ElementReference _input;
    private int _round;
    private string _text = "";
    private string _given = "";
    private bool _takesFocus;

    [Inject]
    internal TaskDesk Desk { get; init; } = null!;

    [Inject]
    public required ITaskReader Reader { get; init; }

    [Inject]
    public required IEventBus Bus { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required IJSRuntime Script { get; init; }

    [CascadingParameter]
    private HttpContext? Request { get; set; }

    /// <summary>The id of the task that the address means; null for the list alone.</summary>
    [Parameter]
    public string? TaskText { get; set; }

    private Guid? ShownId => Guid.TryParse(TaskText, out var id) ? id : null;

    /// <summary>Whether the task at the address is further down than the lists reach.</summary>
    private bool IsElsewhere => _list.Shown is { } shown && !_list.Open.Concat(_list.Done).Any(item => item.Task.Id == shown.Task.Id);

    private bool IsShown(ListedTask item) => item.Task.Id == _list.Shown?.Task.Id;

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        // Read before rendering, or the page would blink between its prerendered self and its circuit.
        parameters.SetParameterProperties(this);
        var visit = ++_visit;
        var list = await ReadAsync();
        if (visit == _visit && !Disposed.IsCancellationRequested)
        {
            Show(list);
            await base.SetParametersAsync(ParameterView.Empty);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_takesFocus)
        {
            _takesFocus = false;
            await _input.FocusAsync();
        }
    }

    private void Show(TaskList list)
    {
        _list = list;
        _isMissing = TaskText is not null && list.Shown is null;
        _showsDone |= list.Shown?.Task.IsDone is true;
        if (_isMissing)
        {
            Request.RespondWith(StatusCodes.Status404NotFound);
        }

        _following ??= Follow(token => Bus.SubscribeAsync(Viewer.Reader, _list.Version, topic: null, token), ApplyAsync);
    }

    private async Task ApplyAsync(CommittedEvent committed)
    {
        // Of a batch of events the first one reads what all of them have brought about. A conversation's title is where its tasks come from.
        if (committed.Position > _list.Version && committed.Data is ITaskEvent or ConversationRenamed or ISharingEvent)
        {
            await ReadAnewAsync();
        }
    }

    private Task ShowMoreAsync()
    {
        _count += Page;
        return ReadAnewAsync();
    }

    private async Task ReadAnewAsync()
    {
        var visit = _visit;
        var list = await ReadAsync();
        if (visit == _visit && list.Version >= _list.Version)
        {
            _list = list;
        }
    }

    private Task<TaskList> ReadAsync() => Reader.ReadAsync(Viewer.Reader, _count, ShownId, Disposed);

    private void HandleText(ChangeEventArgs change) => _text = change.Value as string ?? "";

    private async Task AddAsync()
    {
        var title = _text.Trim();
        if (title.Length == 0)
        {
            return;
        }

        // Emptied at once, and not when it is added: the next one may be typed by then, and pressed twice, Enter finds nothing.
        Give("");
        if (!await Desk.AddAsync(title) && _text.Length == 0)
        {
            Give(title);
        }
    }

    private void Give(string text)
    {
        (_text, _given, _takesFocus) = (text, text, true);
        _round++;
    }

    private async Task CheckAsync(ListedTask item, bool isDone, ImmutableArray<ListedTask> among)
    {
        await Desk.CheckAsync(item.Task, isDone);
        await FocusBesideAsync(item, among);
    }

    private async Task DeleteAsync(ListedTask item, ImmutableArray<ListedTask> among)
    {
        await Desk.DeleteAsync(item.Task);
        await FocusBesideAsync(item, among);
    }

    /// <summary>A task leaves its list, and the focus would go with it.</summary>
    private Task FocusBesideAsync(ListedTask item, ImmutableArray<ListedTask> among)
    {
        var index = among.IndexOf(item);
        var beside = among.ElementAtOrDefault(index + 1) ?? among.ElementAtOrDefault(index - 1);
        return Script.InvokeIfThereAsync("workSquared.focusOn", beside is null ? "#new-task" : $"#task-{beside.Task.Id} input");
    }
}
