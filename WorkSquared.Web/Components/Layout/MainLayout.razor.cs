using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace WorkSquared.Web.Components.Layout;

public sealed partial class MainLayout
{
    private ErrorBoundary? _boundary;

    [Inject]
    public required IJSRuntime Script { get; init; }

    // Another page is another chance.
    protected override void OnParametersSet() => _boundary?.Recover();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Script.InvokeVoidAsync("workSquared.ready");
        }
    }
}
