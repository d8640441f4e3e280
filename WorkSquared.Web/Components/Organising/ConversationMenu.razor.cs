using Microsoft.AspNetCore.Components;
using MudBlazor;
using WorkSquared.Core.Organising;
using WorkSquared.Web.Components.Labels;
using WorkSquared.Web.Components.Settings;
using WorkSquared.Web.Components.Shared;
using WorkSquared.Web.Components.Sharing;

namespace WorkSquared.Web.Components.Organising;

/// <summary>What can be done with a conversation.</summary>
public sealed partial class ConversationMenu
{
    private Guid _commandId;
    private ButtonMenu? _menu;

    [Inject]
    internal Organiser Organiser { get; init; } = null!;

    [Inject]
    internal LabelsDialogs LabelsDialogs { get; init; } = null!;

    [Inject]
    internal SettingsDialogs SettingsDialogs { get; init; } = null!;

    [Inject]
    internal SharingDialogs SharingDialogs { get; init; } = null!;

    [Parameter, EditorRequired]
    public required Guid ConversationId { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required ConversationPlace Place { get; set; }

    /// <summary>The end of the branch in view, which is the one to export; null for the newest.</summary>
    [Parameter]
    public Guid? TurnId { get; set; }

    /// <summary>As <see cref="ButtonMenu.ButtonId"/>; null for a button of its own.</summary>
    [Parameter]
    public string? ButtonId { get; set; }

    [Parameter]
    public EventCallback<bool> OpenChanged { get; set; }

    [Parameter]
    public EventCallback OnRename { get; set; }

    public Task OpenAsync() => _menu?.OpenAsync() ?? Task.CompletedTask;

    public Task CloseAsync() => _menu?.CloseAsync() ?? Task.CompletedTask;

    private (string Format, string Name)[] Formats => [("md", "Markdown"), ("html", L["web page"]), ("json", "JSON")];

    private Task RenameAsync()
    {
        _menu?.GiveFocusAway();
        return OnRename.InvokeAsync();
    }

    private async Task OpenAsync(Task<IDialogReference> opening)
    {
        _menu?.GiveFocusAway();

        // Not awaited: the menu closes when this is done, and the dialog stays as long as the person likes.
        _ = ComeBackAsync(await opening);
    }

    private async Task ComeBackAsync(IDialogReference dialog)
    {
        await dialog.Result;
        await (_menu?.TakeFocusAsync() ?? Task.CompletedTask);
    }

    private Task DoAsync(OrganisingAct act) => Organiser.DoAsync(ConversationId, act, _commandId, Place.IsPinned);
}
