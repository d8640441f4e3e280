using MudBlazor;
using WorkSquared.Core.Organising;
using WorkSquared.Web.Components.Shared;

namespace WorkSquared.Web.Components.Organising;

/// <summary>Carries out what a person picks from a conversation's menu, and offers to take back what makes it disappear.</summary>
internal sealed class Organiser(IOrganisingCommands commands, ISnackbar snackbar, Viewer viewer, TimeProvider time)
{
    private const int UndoMilliseconds = 10_000;
    private const int TransitionMilliseconds = 200;

    /// <summary>For a menu that is about to be shown: a double click does what it says once.</summary>
    public Guid NewCommandId() => Guid.CreateVersion7(time.GetUtcNow());

    public Task DoAsync(Guid conversationId, OrganisingAct act, Guid commandId) => snackbar.TryAsync(async () =>
    {
        // To the end, although the page may go: whoever has clicked does not wait for it.
        if (!await commands.OrganiseAsync(new Organise(viewer.StoreId, commandId, conversationId, act, viewer.Actor), CancellationToken.None))
        {
            return;
        }

        switch (act)
        {
            case OrganisingAct.Delete:
                OfferUndo("Deleted", conversationId, OrganisingAct.Restore);
                break;
            case OrganisingAct.Archive:
                OfferUndo("Archived", conversationId, OrganisingAct.Unarchive);
                break;
        }
    });

    private void OfferUndo(string done, Guid conversationId, OrganisingAct inverse)
    {
        var undoId = NewCommandId();
        snackbar.Add(done, Severity.Normal, options =>
        {
            options.Action = "Undo";
            options.OnClick = _ => DoAsync(conversationId, inverse, undoId);
            options.RequireInteraction = false;
            options.VisibleStateDuration = UndoMilliseconds;
            options.ShowTransitionDuration = options.HideTransitionDuration = TransitionMilliseconds;
            options.ShowCloseIcon = false;
            options.HideIcon = true;
            options.ActionVariant = Variant.Text;
            options.DuplicatesBehavior = SnackbarDuplicatesBehavior.Allow;
        });
    }
}
