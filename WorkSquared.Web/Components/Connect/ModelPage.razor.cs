using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using WorkSquared.Core;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Connecting;
using WorkSquared.Web.Components.Shared;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Components.Connect;

/// <summary>Which model answers, for administrators of the instance. For anybody else there is no such page.</summary>
public sealed partial class ModelPage
{
    private ConnectionOverview? _overview;

    [Inject]
    public required IModelConnection Connection { get; init; }

    [Inject]
    public required ICurrentModel Current { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required ISnackbar Snackbar { get; init; }

    [Inject]
    public required IJSRuntime Script { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [CascadingParameter]
    private HttpContext? Request { get; set; }

    private ModelInUse Model => Current.InUse;

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        // Read before rendering, or the page would blink between its prerendered self and its circuit.
        parameters.SetParameterProperties(this);
        await ReadAsync();
        if (_overview is null)
        {
            Request.RespondWith(StatusCodes.Status404NotFound);
        }

        await base.SetParametersAsync(ParameterView.Empty);
    }

    protected override void OnInitialized() => Current.Changed += FollowModel;

    protected override void Dispose(bool disposing)
    {
        Current.Changed -= FollowModel;
        base.Dispose(disposing);
    }

    private void FollowModel() => _ = InvokeAsync(async () =>
    {
        await ReadAsync();
        StateHasChanged();
    });

    private async Task ReadAsync()
    {
        try
        {
            _overview = await Connection.ReadAsync(Viewer.Actor, Disposed);
        }
        catch (CommandRefusedException)
        {
            _overview = null;
        }
    }

    private Task RemoveKeyAsync() => Snackbar.TryAsync(L, async () =>
    {
        // To the end, although the page may go: whoever has clicked does not wait for it.
        await Connection.ForgetKeyAsync(Guid.CreateVersion7(Time.GetUtcNow()), Viewer.Actor, CancellationToken.None);

        // The button leaves with the key, and the focus would go with it.
        await Script.InvokeIfThereAsync("workSquared.focusOn", "#model-state");
    });
}
