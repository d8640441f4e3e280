using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;
using WorkSquared.Core.Organising;
using WorkSquared.Web.Components.Labels;

namespace WorkSquared.Web.Components.Organising;

/// <summary>What can be done with a conversation. Only the button is there until it is pressed: a long list has many of them.</summary>
public sealed partial class ConversationMenu
{
    private ElementReference _button;
    private Guid _commandId;
    private bool _isMounted;
    private MudMenu? _menu;
    private bool _isOpen;
    private bool _isOpening;
    private bool _givesFocusAway;

    [Inject]
    internal Organiser Organiser { get; init; } = null!;

    [Inject]
    internal LabelsDialogs Dialogs { get; init; } = null!;

    [Inject]
    public required IJSRuntime Script { get; init; }

    [Parameter, EditorRequired]
    public required Guid ConversationId { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required ConversationPlace Place { get; set; }

    /// <summary>The end of the branch in view, which is the one to export; null for the newest.</summary>
    [Parameter]
    public Guid? TurnId { get; set; }

    [Parameter]
    public EventCallback OnRename { get; set; }

    private (string Format, string Name)[] Formats => [("md", "Markdown"), ("html", L["web page"]), ("json", "JSON")];

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isOpening && _menu is not null)
        {
            _isOpening = false;
            await _menu.OpenMenuAsync(EventArgs.Empty);

            // The button that opens the menu is not the menu's own, and so it leaves the focus there.
            await ScriptAsync("workSquared.enterMenu");
        }
    }

    private void Toggle()
    {
        // A menu that is opened in its first render has no item yet that could take the focus.
        _isOpening = !_isOpen;
        (_isMounted, _givesFocusAway) = (true, false);
        _commandId = Organiser.NewCommandId();
    }

    /// <summary>Escape, pressed before the focus has come to the menu.</summary>
    private Task OnKeyAsync(KeyboardEventArgs key) => key.Key == "Escape" && _isOpen && _menu is not null ? _menu.CloseMenuAsync() : Task.CompletedTask;

    private async Task ScriptAsync(string function, params object?[] arguments)
    {
        try
        {
            await Script.InvokeVoidAsync(function, arguments);
        }
        catch (JSDisconnectedException)
        {
        }
    }

    private async Task OnOpenChangedAsync(bool isOpen)
    {
        var isClosing = _isOpen && !isOpen;
        _isOpen = isOpen;

        // Whoever uses the keyboard is back where the menu was opened. The box of a new title, and a dialog, have the focus for themselves.
        if (isClosing && !_givesFocusAway)
        {
            await ScriptAsync("workSquared.leaveMenu", _button);
        }
    }

    private Task RenameAsync()
    {
        _givesFocusAway = true;
        return OnRename.InvokeAsync();
    }

    private async Task LabelAsync()
    {
        _givesFocusAway = true;

        // Not awaited: the menu closes when this is done, and the dialog stays as long as the person likes.
        _ = ComeBackAsync(await Dialogs.OpenAsync([ConversationId]));
    }

    private async Task ComeBackAsync(IDialogReference dialog)
    {
        await dialog.Result;
        await ScriptAsync("workSquared.leaveMenu", _button);
    }

    private Task DoAsync(OrganisingAct act) => Organiser.DoAsync(ConversationId, act, _commandId, Place.IsPinned);
}
