using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace WorkSquared.Web.Components.Layout;

public sealed partial class MainLayout : IDisposable
{
    private ErrorBoundary? _boundary;
    private DotNetObjectReference<TabVisibility>? _tab;

    [Inject]
    public required IJSRuntime Script { get; init; }

    [Inject]
    public required TabVisibility Tab { get; init; }

    public void Dispose() => _tab?.Dispose();

    // Another page is another chance.
    protected override void OnParametersSet() => _boundary?.Recover();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _tab = DotNetObjectReference.Create(Tab);
            await Script.InvokeVoidAsync("workSquared.ready", _tab);
        }
    }
}
