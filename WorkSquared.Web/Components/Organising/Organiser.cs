using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;
using WorkSquared.Core;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Organising;
using WorkSquared.Web.Components.Shared;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Organising;

/// <summary>Carries out what a person picks for a conversation or for several, and offers to take back what makes them disappear.</summary>
internal sealed class Organiser(
    IOrganisingCommands commands, ILabelCommands labels, IJSRuntime script, ISnackbar snackbar, IStringLocalizer<Wording> L, Viewer viewer,
    TimeProvider time)
{
    /// <summary>For a menu that is about to be shown: a double click does what it says once.</summary>
    public Guid NewCommandId() => Guid.CreateVersion7(time.GetUtcNow());

    /// <param name="wasPinned">An Undo makes it so again.</param>
    public Task DoAsync(Guid conversationId, OrganisingAct act, Guid commandId, bool wasPinned = false) => snackbar.TryAsync(L, async () =>
    {
        // To the end, although the page may go: whoever has clicked does not wait for it.
        if (!await commands.OrganiseAsync(new Organise(viewer.StoreId, commandId, conversationId, act, viewer.Actor), CancellationToken.None))
        {
            return;
        }

        switch (act)
        {
            case OrganisingAct.Delete:
                OfferUndo(L["Deleted"], conversationId, OrganisingAct.Restore);
                break;
            case OrganisingAct.Archive:
                OfferUndo(L["Archived"], conversationId, wasPinned ? OrganisingAct.Pin : OrganisingAct.Unarchive);
                break;
        }
    });

    /// <summary>The same for several, with one Undo for all that it has changed.</summary>
    public Task DoAsync(IReadOnlyCollection<ListedConversation> conversations, OrganisingAct act) => snackbar.TryAsync(L, async () =>
    {
        var (changed, refused) = await EachAsync(conversations, chosen => DoAsync(chosen.Id, act));
        OfferUndo(Said(act, changed.Count), changed, chosen => DoAsync(chosen.Id, InverseOf(act, chosen.Place)));
        await refused;
    });

    /// <exception cref="CommandRefusedException">Of one or several; what was not refused is done.</exception>
    public async Task LabelAsync(IReadOnlyCollection<Guid> conversations, string label, bool isOn)
    {
        var (changed, refused) = await EachAsync(conversations, id => LabelAsync(id, label, isOn));

        // On one conversation it is taken back where it was done.
        if (conversations.Count > 1)
        {
            var done = isOn ? L["Label added. Conversations: {0}", changed.Count] : L["Label removed. Conversations: {0}", changed.Count];
            OfferUndo(done, changed, id => LabelAsync(id, label, !isOn));
        }

        await refused;
    }

    /// <summary>Hands out the link of a conversation, and says who can follow it.</summary>
    public async Task ShareAsync(Guid conversationId, string title)
    {
        try
        {
            if (await script.InvokeAsync<bool>("workSquared.share", $"c/{conversationId}", title))
            {
                snackbar.Add(L["Link copied. Whoever can open this site can read and write there."], Severity.Normal, options =>
                {
                    options.HideIcon = true;
                    options.ShowCloseIcon = false;
                });
            }
        }
        catch (JSDisconnectedException)
        {
        }
    }

    private Task<bool> DoAsync(Guid id, OrganisingAct act) =>
        commands.OrganiseAsync(new Organise(viewer.StoreId, NewCommandId(), id, act, viewer.Actor), CancellationToken.None);

    private Task<bool> LabelAsync(Guid id, string label, bool isOn) =>
        labels.ChangeAsync(new ChangeLabel(viewer.StoreId, NewCommandId(), id, label, isOn, viewer.Actor), CancellationToken.None);

    /// <summary>All at once: the writer commits them together.</summary>
    /// <returns>Those that it has changed, and the first that was refused.</returns>
    private static async Task<(List<T> Changed, Task Refused)> EachAsync<T>(IEnumerable<T> items, Func<T, Task<bool>> change)
    {
        var changes = items.Select(item => (Item: item, IsChanged: change(item))).ToList();
        await ((Task)Task.WhenAll(changes.Select(each => each.IsChanged))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var changed = changes.Where(each => each.IsChanged is { IsCompletedSuccessfully: true, Result: true }).Select(each => each.Item);
        return ([.. changed], changes.Find(each => !each.IsChanged.IsCompletedSuccessfully).IsChanged ?? Task.CompletedTask);
    }

    private void OfferUndo<T>(string done, List<T> changed, Func<T, Task<bool>> inverse)
    {
        if (changed.Count > 0)
        {
            OfferUndo(done, () => snackbar.TryAsync(L, async () => await (await EachAsync(changed, inverse)).Refused));
        }
    }

    private string Said(OrganisingAct act, int count) => act switch
    {
        OrganisingAct.Pin => L["Conversations pinned: {0}", count],
        OrganisingAct.Unpin => L["Conversations unpinned: {0}", count],
        OrganisingAct.Archive => L["Conversations archived: {0}", count],
        OrganisingAct.Unarchive => L["Conversations unarchived: {0}", count],
        OrganisingAct.Delete => L["Conversations deleted: {0}", count],
        _ => L["Conversations restored: {0}", count],
    };

    private static OrganisingAct InverseOf(OrganisingAct act, ConversationPlace before) => act switch
    {
        OrganisingAct.Pin when before.ArchivedAt is not null => OrganisingAct.Archive,
        OrganisingAct.Pin => OrganisingAct.Unpin,
        OrganisingAct.Unpin => OrganisingAct.Pin,

        // Whatever was pinned is pinned again, and a pin takes it out of the archive.
        OrganisingAct.Archive when before.IsPinned => OrganisingAct.Pin,
        OrganisingAct.Archive => OrganisingAct.Unarchive,
        OrganisingAct.Unarchive => OrganisingAct.Archive,
        OrganisingAct.Delete => OrganisingAct.Restore,
        _ => OrganisingAct.Delete,
    };

    private void OfferUndo(string done, Guid conversationId, OrganisingAct inverse)
    {
        var undoId = NewCommandId();
        OfferUndo(done, () => DoAsync(conversationId, inverse, undoId));
    }

    private void OfferUndo(string done, Func<Task> undo) => snackbar.OfferUndo(done, L["Undo"], undo);
}
