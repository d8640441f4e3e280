using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WorkSquared.Core;
using WorkSquared.Core.Members;
using WorkSquared.Web.Components.Shared;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Team;

public sealed partial class MemberItem
{
    private ButtonMenu? _menu;
    private ElementReference _remove;
    private bool _isAsking;
    private bool _takesFocus;
    private string? _problem;

    [Inject]
    public required ITeamCommands Commands { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required IJSRuntime Script { get; init; }

    [Parameter, EditorRequired]
    public required TeamMember Member { get; set; }

    /// <summary>The viewer themselves.</summary>
    [Parameter]
    public bool IsOwn { get; set; }

    /// <summary>Those that the viewer may give them; empty where they may do nothing.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Role> Roles { get; set; }

    private string QuestionId => $"remove-{Member.Id}";

    private string Question => IsOwn
        ? L["Leave this workspace? You see nothing of it from then on, and your tokens for it stop working. What you wrote stays, under your name."]
        : L["Remove {0}? They see nothing of this workspace from then on, and their tokens for it stop working. What they wrote stays, under their name.", Member.Name];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_takesFocus)
        {
            _takesFocus = false;
            await _remove.FocusAsync();
        }
    }

    private Task GiveAsync(Role role) =>
        TryAsync(() => Commands.ChangeRoleAsync(new ChangeRole(Viewer.StoreId, Member.Id, role, Viewer.Actor), CancellationToken.None));

    private void Ask()
    {
        _menu?.GiveFocusAway();
        (_isAsking, _takesFocus, _problem) = (true, true, null);
    }

    private Task CancelAsync()
    {
        _isAsking = false;
        return _menu?.TakeFocusAsync() ?? Task.CompletedTask;
    }

    private async Task RemoveAsync()
    {
        _isAsking = false;
        await TryAsync(() => Commands.RemoveAsync(Viewer.StoreId, Member.Id, Viewer.Actor, CancellationToken.None));

        // Removed, they leave the list, and the focus would go with them.
        await (_problem is null ? Script.InvokeIfThereAsync("workSquared.focusOn", "#main") : CancelAsync());
    }

    // To the end, although the page may go: whoever has clicked does not wait for it.
    private async Task TryAsync(Func<Task> command)
    {
        try
        {
            _problem = null;
            await command();
        }
        catch (CommandRefusedException refused)
        {
            _problem = L.Sentences(refused.Message);
        }
    }
}
