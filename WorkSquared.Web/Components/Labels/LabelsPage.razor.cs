using Microsoft.AspNetCore.Components;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Web.Components.Labels;

/// <summary>What has a label, wherever it is kept; without one in the address, the labels there are. It follows the log like every other page.</summary>
public sealed partial class LabelsPage
{
    private const int Page = 50;

    private LabelList _labels = LabelList.Empty;
    private Shelf _shelf = new(0, []);
    private string? _shown;
    private int _count = Page;
    private IDisposable? _following;

    [Inject]
    public required ILabelReader Reader { get; init; }

    [Inject]
    public required IEventBus Bus { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [SupplyParameterFromQuery(Name = LabelAddress.NameParameter)]
    private string? Label { get; set; }

    private string Heading => Label ?? L["Labels"];

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        // Read before rendering, or the page would blink between its prerendered self and its circuit.
        parameters.SetParameterProperties(this);
        _count = Label == _shown ? _count : Page;
        _shown = Label;
        await ReadAsync();
        if (!Disposed.IsCancellationRequested)
        {
            _following ??= Follow(token => Bus.SubscribeAsync(Viewer.Reader, _shelf.Version, topic: null, token), ApplyAsync);
            await base.SetParametersAsync(ParameterView.Empty);
        }
    }

    private async Task ReadAsync()
    {
        var asked = Label;
        var labels = asked is null ? await Reader.AllAsync(Viewer.Reader, Disposed) : LabelList.Empty;
        var shelf = asked is null
            ? new Shelf(labels.Version, [])
            : await Reader.ConversationsAsync(Viewer.Reader, asked, _count, Disposed);

        // The reader may have gone to another label meanwhile.
        if (asked == Label)
        {
            (_labels, _shelf) = (labels, shelf);
        }
    }

    private async Task ApplyAsync(CommittedEvent committed)
    {
        // Of a batch of events the first one reads what all of them have brought about.
        if (committed.Position > _shelf.Version && (committed.Data is ISharingEvent || ChangesThis(committed.Data)))
        {
            await ReadAsync();
        }
    }

    private Task ShowMoreAsync()
    {
        _count += Page;
        return ReadAsync();
    }

    private bool ChangesThis(WorkEvent data) => data switch
    {
        LabelAdded or LabelRemoved or ConversationDeleted or ConversationRestored => true,
        ConversationRenamed or ConversationArchived or ConversationUnarchived or ConversationPinned or ConversationUnpinned
            or ChatMessageSent or LLMResponseReceived or LLMResponseFailed or LLMResponseCancelled =>
            _shelf.Items.Any(item => item.Id == data.Topic),
        _ => false,
    };
}
