using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using WorkSquared.Core;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Events;
using WorkSquared.Core.Labels;
using WorkSquared.Web.Components.Organising;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Labels;

/// <summary>The labels of one conversation or several. What is chosen is so at once, here and in every tab.</summary>
public sealed partial class LabelsDialog
{
    /// <summary>Of the labels there are; what is typed narrows them.</summary>
    private const int MaxOffered = 12;

    private ElementReference _input;

    // The box is never written to while somebody types in it: what comes from here is older than what stands there by then. Emptied, it is
    // another box.
    private int _round;
    private string _text = "";
    private bool _takesFocus;
    private string _problem = "";
    private LabelList _all = LabelList.Empty;
    private ImmutableDictionary<Guid, ConversationLabels> _labels = ImmutableDictionary<Guid, ConversationLabels>.Empty;

    [Inject]
    internal Organiser Organiser { get; init; } = null!;

    [Inject]
    public required ILabelReader Reader { get; init; }

    [Inject]
    public required IEventBus Bus { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Parameter, EditorRequired]
    public required IReadOnlyCollection<Guid> Conversations { get; set; }

    private ImmutableArray<(string Label, int Count)> On =>
    [
        .. _labels.Values.SelectMany(labels => labels.Names)
            .GroupBy(LabelName.KeyOf)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.First(), group.Count())),
    ];

    private ImmutableArray<string> Offered =>
    [
        .. _all.Items.Select(label => label.Name)
            .Where(label => label.Contains(_text.Trim(), StringComparison.OrdinalIgnoreCase) && !_labels.Values.All(labels => labels.Has(label)))
            .Take(MaxOffered),
    ];

    protected override async Task OnInitializedAsync()
    {
        _all = await Reader.AllAsync(Viewer.Reader, Disposed);

        // Read after the position from which the log is followed: an event seen twice changes nothing, one that is missed would.
        _labels = await Reader.OfAsync(Viewer.Reader, Conversations, Disposed);
        Follow(token => Bus.SubscribeAsync(Viewer.Reader, _all.Version, topic: null, token), ApplyAsync);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_takesFocus)
        {
            _takesFocus = false;
            await _input.FocusAsync();
        }
    }

    private async Task ApplyAsync(CommittedEvent committed)
    {
        if (committed.Data is not (LabelAdded or LabelRemoved))
        {
            return;
        }

        if (committed.Data.Topic is { } id && _labels.TryGetValue(id, out var labels))
        {
            _labels = _labels.SetItem(id, labels.Apply(committed));
        }

        if (committed.Position > _all.Version)
        {
            _all = await Reader.AllAsync(Viewer.Reader, Disposed);
        }
    }

    private void HandleText(ChangeEventArgs change) => (_text, _problem) = (change.Value as string ?? "", "");

    private Task AddTypedAsync()
    {
        // As it is spelled already, if it is a label by another letter case.
        var key = LabelName.KeyOf(_text.Trim());
        return key.Length == 0
            ? Task.CompletedTask
            : ChangeAsync(_all.Items.FirstOrDefault(label => LabelName.KeyOf(label.Name) == key)?.Name ?? _text, isOn: true);
    }

    private async Task ChangeAsync(string label, bool isOn)
    {
        // The button that was pressed may go, and the focus with it.
        _takesFocus = true;
        try
        {
            LabelName.Check(label);
            if (isOn)
            {
                // Emptied at once, and not when it is done: the next label may be typed by then.
                _round++;
                _text = "";
            }

            await Organiser.LabelAsync(Conversations, label, isOn);
            _problem = "";
        }
        catch (CommandRefusedException refusal)
        {
            _problem = L.Sentences(refusal.Message);
        }
    }
}
