using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;

namespace WorkSquared.Web.Components.Shared;

/// <summary>A button with a menu. Only the button is there until it is pressed: a long list has many of them.</summary>
public sealed partial class ButtonMenu
{
    private ElementReference _button;
    private bool _isMounted;
    private MudMenu? _menu;
    private bool _isOpen;
    private bool _isOpening;
    private bool _givesFocusAway;

    [Inject]
    public required IJSRuntime Script { get; init; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>What a pointer that rests on the button is told; null where the icon is known well enough.</summary>
    [Parameter]
    public string? Hint { get; set; }

    [Parameter]
    public string? Class { get; set; }

    [Parameter, EditorRequired]
    public required string IconName { get; set; }

    [Parameter]
    public int IconSize { get; set; } = 18;

    /// <summary>Where a list has the buttons: the id of the one that was pressed. The menu opens at its side as it comes, and again by
    /// <see cref="OpenAsync"/>.</summary>
    [Parameter]
    public string? ButtonId { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment Entries { get; set; }

    /// <summary>The button was pressed: the menu is about to be shown.</summary>
    [Parameter]
    public EventCallback OnOpening { get; set; }

    [Parameter]
    public EventCallback<bool> OpenChanged { get; set; }

    public Task OpenAsync()
    {
        // A menu that is opened in its first render has no item yet that could take the focus.
        _isOpening = !_isOpen;
        (_isMounted, _givesFocusAway) = (true, false);
        return OnOpening.InvokeAsync();
    }

    public Task CloseAsync() => _isOpen && _menu is not null ? _menu.CloseMenuAsync() : Task.CompletedTask;

    /// <summary>What was chosen takes the focus for itself: it does not come back when the menu closes.</summary>
    public void GiveFocusAway() => _givesFocusAway = true;

    public Task TakeFocusAsync() => Script.InvokeIfThereAsync("workSquared.leaveMenu", ButtonId is null ? _button : ButtonId);

    protected override Task OnInitializedAsync() => ButtonId is null ? Task.CompletedTask : OpenAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isOpening && _menu is not null)
        {
            _isOpening = false;
            await _menu.OpenMenuAsync(EventArgs.Empty);

            // The button that opens the menu is not the menu's own, and so it leaves the focus there.
            await Script.InvokeIfThereAsync("workSquared.enterMenu");
        }
    }

    /// <summary>Escape, pressed before the focus has come to the menu.</summary>
    private Task OnKeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? CloseAsync() : Task.CompletedTask;

    private async Task OnOpenChangedAsync(bool isOpen)
    {
        var isClosing = _isOpen && !isOpen;
        _isOpen = isOpen;
        await OpenChanged.InvokeAsync(isOpen);

        // Whoever uses the keyboard is back where the menu was opened. The box of a new title, and a dialog, have the focus for themselves.
        if (isClosing && !_givesFocusAway)
        {
            await TakeFocusAsync();
        }
    }
}
