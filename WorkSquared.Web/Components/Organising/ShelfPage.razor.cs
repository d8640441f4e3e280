using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Web.Components.Organising;

/// <summary>What is not in the menu: the archive, or the bin. It follows the log like every other page.</summary>
public sealed partial class ShelfPage
{
    private const int Page = 50;

    private readonly Dictionary<Guid, Guid> _commands = [];
    private Shelf _shelf = new(0, []);
    private int _count = Page;
    private bool _isBin;
    private IDisposable? _following;

    [Inject]
    internal Organiser Organiser { get; init; } = null!;

    [Inject]
    public required IOrganisingReader Reader { get; init; }

    [Inject]
    public required IEventBus Bus { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [CascadingParameter]
    private Membership? Membership { get; set; }

    private bool IsBin => _isBin;

    private string Path => Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0];

    private string Heading => IsBin ? L["Bin"] : L["Archive"];

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        // Read before rendering, or the page would blink between its prerendered self and its circuit.
        parameters.SetParameterProperties(this);
        await ShowAsync();
    }

    protected override void OnInitialized() => Navigation.LocationChanged += OnLocationChanged;

    protected override void Dispose(bool disposing)
    {
        Navigation.LocationChanged -= OnLocationChanged;
        base.Dispose(disposing);
    }

    // From the one shelf to the other the page stays, and without parameters nobody sets them anew.
    private void OnLocationChanged(object? sender, LocationChangedEventArgs location)
    {
        if (Path is "archive" or "bin")
        {
            _ = InvokeAsync(ShowAsync);
        }
    }

    private async Task ShowAsync()
    {
        // Somebody may go on to the other shelf while this one is read, and nobody listens before the first is shown.
        bool isBin;
        Shelf shelf;
        do
        {
            isBin = Path == "bin";
            shelf = await ReadAsync(isBin);
        }
        while (isBin != (Path == "bin"));

        if (!Disposed.IsCancellationRequested)
        {
            (_isBin, _shelf) = (isBin, shelf);
            _following ??= Follow(token => Bus.SubscribeAsync(Viewer.Reader, _shelf.Version, topic: null, token), ApplyAsync);
            await base.SetParametersAsync(ParameterView.Empty);
        }
    }

    private Task<Shelf> ReadAsync(bool isBin) => isBin
        ? Reader.BinAsync(Viewer.Reader, _count, Disposed)
        : Reader.ArchiveAsync(Viewer.Reader, _count, Disposed);

    private async Task ApplyAsync(CommittedEvent committed)
    {
        // Of a batch of events the first one reads what all of them have brought about.
        if (committed.Position > _shelf.Version && (committed.Data is ISharingEvent || ChangesAShelf(committed.Data)))
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
        var isBin = _isBin;
        var shelf = await ReadAsync(isBin);
        if (isBin == _isBin)
        {
            _shelf = shelf;
        }
    }

    private Task TakeBackAsync(ShelvedConversation item)
    {
        // One id for as long as the button is there: a double click asks once.
        if (!_commands.TryGetValue(item.Id, out var command))
        {
            _commands.Add(item.Id, command = Organiser.NewCommandId());
        }

        return Organiser.DoAsync(item.Id, _isBin ? OrganisingAct.Restore : OrganisingAct.Unarchive, command);
    }

    private string DaysLeft(Deletion deletion) => Math.Ceiling((deletion.KeptUntil - Time.GetUtcNow()).TotalDays) switch
    {
        <= 1 => L["restorable for one more day"],
        var days => L["restorable for {0} more days", days],
    };

    private static bool ChangesAShelf(WorkEvent data) => data is ConversationArchived or ConversationUnarchived or ConversationPinned
        or ConversationDeleted or ConversationRestored or ConversationRenamed;
}
