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
    private Question _asking;
    private string? _problem;

    private enum Question
    {
        None,
        Remove,
        Suspend,
        Reset,
    }

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

    /// <summary>The viewer administers the instance, and so the member's account.</summary>
    [Parameter]
    public bool Administers { get; set; }

    private string QuestionId => $"ask-{Member.Id}";

    private string RemovalText => IsOwn
        ? L["Leave this workspace? You see nothing of it from then on, and your tokens for it stop working. What you wrote stays, under your name."]
        : L["Remove {0}? They see nothing of this workspace from then on, and their tokens for it stop working. What they wrote stays, under their name.", Member.Name];

    private Task GiveAsync(Role role) =>
        TryAsync(() => Commands.ChangeRoleAsync(new ChangeRole(Viewer.StoreId, Member.Id, role, Viewer.Actor), CancellationToken.None));

    private Task ReinstateAsync() => TryAsync(() => Commands.ReinstateAsync(Member.Id, Viewer.Actor, CancellationToken.None));

    private void Ask(Question question)
    {
        _menu?.GiveFocusAway();
        (_asking, _problem) = (question, null);
    }

    private Task CancelAsync()
    {
        _asking = Question.None;
        return _menu?.TakeFocusAsync() ?? Task.CompletedTask;
    }

    private async Task SuspendAsync()
    {
        await TryAsync(() => Commands.SuspendAsync(Member.Id, Viewer.Actor, CancellationToken.None));
        await CancelAsync();
    }

    private async Task RemoveAsync()
    {
        _asking = Question.None;
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
