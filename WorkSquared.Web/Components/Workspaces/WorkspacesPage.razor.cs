using Microsoft.AspNetCore.Components;
using MudBlazor;
using WorkSquared.Core.Workspaces;
using WorkSquared.Web.Components.Shared;

namespace WorkSquared.Web.Components.Workspaces;

/// <summary>The workspaces of whoever looks, and a new one for those who administer the instance.</summary>
public sealed partial class WorkspacesPage
{
    private string? _renaming;

    // One id until it is made: pressed twice, it makes one. The box is another one for the next.
    private Guid _command;
    private string _name = "";
    private string _given = "";

    [Inject]
    internal Arrival Arrival { get; init; } = null!;

    [Inject]
    public required IWorkspaces Workspaces { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required ISnackbar Snackbar { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    private bool IsShown(OwnWorkspace workspace) => workspace.StoreId == Viewer.StoreId;

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        // Read before rendering, or the page would blink between its prerendered self and its circuit.
        parameters.SetParameterProperties(this);
        await Arrival.ReloadWorkspacesAsync(Disposed);
        await base.SetParametersAsync(ParameterView.Empty);
    }

    protected override void OnInitialized()
    {
        _command = NewId();
        Arrival.WorkspacesChanged += StateHasChanged;
    }

    protected override void Dispose(bool disposing)
    {
        Arrival.WorkspacesChanged -= StateHasChanged;
        base.Dispose(disposing);
    }

    private void HandleName(ChangeEventArgs change) => _name = change.Value as string ?? "";

    private Task CreateAsync() => _name.Trim().Length == 0 ? Task.CompletedTask : Snackbar.TryAsync(L, async () =>
    {
        var (command, name) = (_command, _name);
        await Workspaces.CreateAsync(new CreateWorkspace(command, name, Viewer.Actor), Disposed);
        if (_command == command)
        {
            (_command, _name, _given) = (NewId(), "", "");
        }

        await Arrival.ReloadWorkspacesAsync(Disposed);
    });

    private Task RenameAsync(OwnWorkspace workspace, string name) => Snackbar.TryAsync(L, async () =>
    {
        await Workspaces.RenameAsync(new RenameWorkspace(workspace.StoreId, NewId(), name, Viewer.Actor), Disposed);
        _renaming = null;
        await Arrival.ReloadWorkspacesAsync(Disposed);
    });

    private Guid NewId() => Guid.CreateVersion7(Time.GetUtcNow());
}
