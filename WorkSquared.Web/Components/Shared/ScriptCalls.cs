using Microsoft.JSInterop;

namespace WorkSquared.Web.Components.Shared;

internal static class ScriptCalls
{
    /// <summary>Calls a script of the page; where the browser has gone meanwhile, there is nobody to do it for.</summary>
    public static async Task InvokeIfThereAsync(this IJSRuntime script, string function, params object?[] arguments)
    {
        try
        {
            await script.InvokeVoidAsync(function, arguments);
        }
        catch (JSDisconnectedException)
        {
        }
    }
}
