using Microsoft.AspNetCore.Components;
using MudBlazor;
using WorkSquared.Core;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sharing;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Sharing;

/// <summary>Who sees a conversation. Each choice holds at once, and follows what others choose meanwhile.</summary>
public sealed partial class SharingDialog
{
    private ConversationSharing _sharing = null!;
    private string _problem = "";
    private int _round;

    [Inject]
    public required ISharingCommands Commands { get; init; }

    [Inject]
    public required ISharingReader Reader { get; init; }

    [Inject]
    public required IEventBus Bus { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Parameter, EditorRequired]
    public required Guid ConversationId { get; set; }

    /// <summary>As it was when the dialog was opened.</summary>
    [Parameter, EditorRequired]
    public required ConversationSharing Sharing { get; set; }

    /// <summary>Nobody shuts out others from where they are nobody themselves.</summary>
    private bool IsOneOfThem => Member.IdOf(Viewer.Actor) is { } id && _sharing.People.Contains(id);

    private IEnumerable<(Guid Id, string Name, bool IsGuest)> Members
    {
        get
        {
            var members = Viewer.Directory.Of(Viewer.StoreId);
            return members.Roles
                .Where(member => members.Names.ContainsKey(member.Key))
                .Select(member => (member.Key, members.Names[member.Key], member.Value is Role.Guest))
                .OrderBy(member => member.Item2, StringComparer.CurrentCultureIgnoreCase);
        }
    }

    protected override void OnInitialized()
    {
        _sharing = Sharing;
        Follow(token => Bus.SubscribeAsync(Viewer.Reader, _sharing.Version, ConversationId, token), ApplyAsync);
    }

    private async Task ApplyAsync(CommittedEvent committed)
    {
        if (committed.Data is ISharingEvent && committed.Position > _sharing.Version)
        {
            await ReadAsync();
        }
    }

    private async Task ReadAsync()
    {
        if (await Reader.ReadAsync(Viewer.Reader, ConversationId, Disposed) is { } sharing)
        {
            _sharing = sharing;
        }
        else
        {
            Dialog.Close();
        }
    }

    private Task RestrictAsync(bool isRestricted) =>
        ChooseAsync(id => Commands.RestrictAsync(new Restrict(Viewer.StoreId, id, ConversationId, isRestricted, Viewer.Actor), CancellationToken.None));

    private Task ShareAsync(Guid userId, bool isShared) =>
        ChooseAsync(id => Commands.ShareAsync(new Share(Viewer.StoreId, id, ConversationId, userId, isShared, Viewer.Actor), CancellationToken.None));

    private async Task ChooseAsync(Func<Guid, Task> command)
    {
        try
        {
            await command(Guid.CreateVersion7(Time.GetUtcNow()));
            _problem = "";
            await ReadAsync();
        }
        catch (CommandRefusedException refusal)
        {
            // The box shows what was clicked, and not what holds: it is drawn anew.
            (_problem, _round) = (L.Sentences(refusal.Message), _round + 1);
        }
    }
}
