using Microsoft.AspNetCore.Components;
using WorkSquared.Core.Organising;
using WorkSquared.Web.Components.Labels;

namespace WorkSquared.Web.Components.Organising;

/// <summary>Turns a list into one for choosing, and does the same with all that is chosen.</summary>
public sealed partial class SelectionBar
{
    private ElementReference _button;
    private bool? _wasChoosing;
    private bool _takesFocus;

    [Inject]
    internal Organiser Organiser { get; init; } = null!;

    [Inject]
    internal LabelsDialogs Dialogs { get; init; } = null!;

    [Parameter, EditorRequired]
    public required bool IsChoosing { get; set; }

    /// <summary>Those of the list that are chosen.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ListedConversation> Chosen { get; set; }

    /// <summary>Whether the list is the bin, from where there is one way alone.</summary>
    [Parameter]
    public bool IsBin { get; set; }

    [Parameter]
    public EventCallback OnBegin { get; set; }

    /// <summary>After something was done, or when nothing is to be.</summary>
    [Parameter]
    public EventCallback OnEnd { get; set; }

    private IEnumerable<(OrganisingAct Act, string Icon, string Name)> Acts
    {
        get
        {
            if (IsBin)
            {
                return [(OrganisingAct.Restore, "reply", L["Restore"])];
            }

            var arePinned = Chosen.Count > 0 && Chosen.All(chosen => chosen.Place.IsPinned);
            var areArchived = Chosen.Count > 0 && Chosen.All(chosen => chosen.Place.ArchivedAt is not null);
            return
            [
                arePinned ? (OrganisingAct.Unpin, "pin", L["Unpin"]) : (OrganisingAct.Pin, "pin", L["Pin"]),
                areArchived ? (OrganisingAct.Unarchive, "archive", L["Unarchive"]) : (OrganisingAct.Archive, "archive", L["Archive"]),
                (OrganisingAct.Delete, "bin", L["Delete"]),
            ];
        }
    }

    protected override void OnParametersSet()
    {
        // The button that was pressed has made room for another one, which has the focus from now on. The list may change before it is there.
        _takesFocus |= _wasChoosing is { } was && was != IsChoosing;
        _wasChoosing = IsChoosing;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_takesFocus)
        {
            _takesFocus = false;
            await _button.FocusAsync();
        }
    }

    private async Task DoAsync(OrganisingAct act)
    {
        // The choice ends first: a second click finds nothing to do.
        var chosen = Chosen;
        await OnEnd.InvokeAsync();
        await Organiser.DoAsync(chosen, act);
    }

    private Task LabelAsync() => Dialogs.OpenAsync([.. Chosen.Select(chosen => chosen.Id)]);
}
