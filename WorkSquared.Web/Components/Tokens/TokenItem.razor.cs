using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WorkSquared.Core;
using WorkSquared.Core.Tokens;
using WorkSquared.Web.Components.Shared;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Tokens;

public sealed partial class TokenItem
{
    private ElementReference _opener;
    private bool _isAsking;
    private bool _isBack;
    private string? _problem;

    [Inject]
    public required ITokenCommands Commands { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required IJSRuntime Script { get; init; }

    [Parameter, EditorRequired]
    public required TokenDescription Token { get; set; }

    /// <summary>It acts for the viewer.</summary>
    [Parameter]
    public bool IsOwn { get; set; }

    private bool IsGood => Token.RevokedAt is null && Token.ExpiresAt > Time.GetUtcNow();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isBack)
        {
            _isBack = false;
            await _opener.FocusAsync();
        }
    }

    private void Ask() => (_isAsking, _problem) = (true, null);

    private void Cancel() => (_isAsking, _isBack) = (false, true);

    private async Task RevokeAsync()
    {
        try
        {
            // To the end, although the page may go: whoever has clicked does not wait for it.
            await Commands.RevokeAsync(Token.Id, Viewer.Actor, CancellationToken.None);
            _isAsking = false;

            // The buttons are gone, and the focus would go with them.
            await Script.InvokeIfThereAsync("workSquared.focusOn", "#main");
        }
        catch (CommandRefusedException refused)
        {
            _problem = L.Sentences(refused.Message);
            Cancel();
        }
    }
}
