using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WorkSquared.Core.Members;
using WorkSquared.Core.Tasks;
using WorkSquared.Web.Components.Chat;
using WorkSquared.Web.Components.Shared;

namespace WorkSquared.Web.Components.Tasks;

/// <summary>One line of the list of tasks.</summary>
public sealed partial class TaskItem
{
    private bool _isRenaming;
    private bool _takesFocus;

    [Inject]
    internal TaskDesk Desk { get; init; } = null!;

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required IJSRuntime Script { get; init; }

    // It has the names of people in it.
    [CascadingParameter]
    private Membership? Membership { get; set; }

    [Parameter, EditorRequired]
    public required ListedTask Item { get; set; }

    /// <summary>The address means this one.</summary>
    [Parameter]
    public bool IsShown { get; set; }

    /// <summary>With whether it is to be done.</summary>
    [Parameter]
    public EventCallback<bool> OnCheck { get; set; }

    [Parameter]
    public EventCallback OnDelete { get; set; }

    private string? Kind => (IsShown, Item.Task.IsDone) switch
    {
        (true, true) => "shown done",
        (true, false) => "shown",
        (false, true) => "done",
        _ => null,
    };

    private static string AddressOf(TaskOrigin origin) => origin is { MessageId: { } message, TurnId: { } turn }
        ? BranchAddress.Of(origin.ConversationId, turn, message)
        : $"c/{origin.ConversationId}";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_takesFocus)
        {
            _takesFocus = false;
            await Script.InvokeIfThereAsync("workSquared.focusOn", $"#task-{Item.Task.Id} .name");
        }
    }

    private Task RenameAsync(string title)
    {
        End();
        return Desk.RenameAsync(Item.Task, title);
    }

    // The focus would go with the form.
    private void End() => (_isRenaming, _takesFocus) = (false, true);
}
