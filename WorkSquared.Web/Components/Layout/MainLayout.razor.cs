using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using WorkSquared.Web.Components.Presence;

namespace WorkSquared.Web.Components.Layout;

public sealed partial class MainLayout : IDisposable
{
    private ErrorBoundary? _boundary;
    private DotNetObjectReference<TabVisibility>? _tab;
    private DotNetObjectReference<Attending>? _attending;

    [Inject]
    public required IJSRuntime Script { get; init; }

    [Inject]
    public required TabVisibility Tab { get; init; }

    [Inject]
    public required Attending Attending { get; init; }

    public void Dispose()
    {
        _tab?.Dispose();
        _attending?.Dispose();
    }

    // Another page is another chance.
    protected override void OnParametersSet() => _boundary?.Recover();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _tab = DotNetObjectReference.Create(Tab);
            _attending = DotNetObjectReference.Create(Attending);
            await Script.InvokeVoidAsync("workSquared.ready", _tab, _attending);
        }
    }
}
