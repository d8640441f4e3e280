using Microsoft.Extensions.Localization;
using MudBlazor;
using WorkSquared.Core.Tasks;
using WorkSquared.Web.Components.Shared;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Tasks;

/// <summary>Carries out what a person does with tasks, and offers to take back what made one come or go at a click.</summary>
/// <remarks>To the end, although the page may go: whoever has clicked does not wait for it.</remarks>
internal sealed class TaskDesk(ITaskCommands commands, ISnackbar snackbar, IStringLocalizer<Wording> L, Viewer viewer, TimeProvider time)
{
    /// <summary>For a task that is about to be made: sent twice with it, it is one.</summary>
    public Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());

    /// <returns>False when it was refused, and the person knows why.</returns>
    public async Task<bool> AddAsync(string title)
    {
        var isAdded = false;
        await snackbar.TryAsync(L, async () =>
            isAdded = await commands.CreateAsync(new CreateTask(viewer.StoreId, NewId(), title, viewer.Actor), CancellationToken.None));
        return isAdded;
    }

    /// <summary>Makes a task of a message.</summary>
    /// <returns>False when it was refused, and the person knows why.</returns>
    public async Task<bool> MakeAsync(Guid id, string title, Guid conversationId, Guid messageId)
    {
        var isMade = false;
        await snackbar.TryAsync(L, async () =>
        {
            var command = new CreateTask(viewer.StoreId, id, title, viewer.Actor, conversationId, messageId);
            if (await commands.CreateAsync(command, CancellationToken.None))
            {
                OfferUndo(L["Task made"], id, conversationId, TaskAct.Delete);
            }

            isMade = true;
        });
        return isMade;
    }

    public Task RenameAsync(WorkTask task, string title) => snackbar.TryAsync(L, () => commands.RenameAsync(
        new RenameTask(viewer.StoreId, NewId(), task.Id, task.ConversationId, title, viewer.Actor), CancellationToken.None));

    public Task CheckAsync(WorkTask task, bool isDone) => snackbar.TryAsync(
        L, () => ChangeAsync(NewId(), task.Id, task.ConversationId, isDone ? TaskAct.Complete : TaskAct.Reopen));

    public Task DeleteAsync(WorkTask task) => snackbar.TryAsync(L, async () =>
    {
        if (await ChangeAsync(NewId(), task.Id, task.ConversationId, TaskAct.Delete))
        {
            OfferUndo(L["Task deleted"], task.Id, task.ConversationId, TaskAct.Restore);
        }
    });

    private Task<bool> ChangeAsync(Guid commandId, Guid id, Guid? conversationId, TaskAct act) =>
        commands.ChangeAsync(new ChangeTask(viewer.StoreId, commandId, id, conversationId, act, viewer.Actor), CancellationToken.None);

    private void OfferUndo(string done, Guid id, Guid? conversationId, TaskAct inverse)
    {
        var undoId = NewId();
        snackbar.OfferUndo(done, L["Undo"], () => snackbar.TryAsync(L, () => ChangeAsync(undoId, id, conversationId, inverse)));
    }
}
