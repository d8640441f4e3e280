using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using WorkSquared.Core;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Events;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Members;
using WorkSquared.Web.Components.Shared;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Team;

/// <summary>Who belongs to the workspace, and who has been invited. It follows the log like every other page.</summary>
public sealed partial class TeamPage
{
    private IReadOnlyList<TeamMember> _members = [];
    private IReadOnlyList<Invite> _invites = [];
    private string? _problem;
    private bool _isAdministrator;
    private IDisposable? _following;
    private IDisposable? _followingAccounts;

    [Inject]
    public required ITeamReader Reader { get; init; }

    [Inject]
    public required IInvites Invites { get; init; }

    [Inject]
    public required IEventBus Bus { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required IJSRuntime Script { get; init; }

    private Guid? OwnId => Member.IdOf(Viewer.Actor);

    private Role? OwnRole => _members.FirstOrDefault(member => member.Id == OwnId)?.Role;

    // What the page offers; whether it may be done is asked again where it is committed.
    private bool Manages => OwnRole >= Role.Admin;

    private IReadOnlyList<Role> Givable => [.. Enum.GetValues<Role>().Where(role => role <= OwnRole)];

    /// <summary>Those that the viewer may give a member; none to whoever has a greater one than the viewer.</summary>
    private IReadOnlyList<Role> RolesFor(TeamMember member) => Manages && member.Role <= OwnRole ? Givable : [];

    /// <summary>Services have no account, and nobody shuts themselves out.</summary>
    private bool AdministersAccountOf(TeamMember member) =>
        _isAdministrator && member.Id != OwnId && Viewer.Directory.Of(InstanceStore.Id).Names.ContainsKey(member.Id);

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        // Read before rendering, or the page would blink between its prerendered self and its circuit. The position first: what is committed
        // between the two is read twice rather than never.
        parameters.SetParameterProperties(this);
        var position = Viewer.Directory.Of(Viewer.StoreId).Version;
        var accounts = Viewer.Directory.Of(InstanceStore.Id).Version;
        await ReadAsync();
        if (!Disposed.IsCancellationRequested)
        {
            _following ??= Follow(token => Bus.SubscribeAsync(Viewer.Reader, position, topic: null, token), ApplyAsync);
            _followingAccounts ??= Follow(
                token => Bus.SubscribeAsync(Viewer.Reader with { StoreId = InstanceStore.Id }, accounts, topic: null, token), ApplyAsync);
            await base.SetParametersAsync(ParameterView.Empty);
        }
    }

    private Task ApplyAsync(CommittedEvent committed) => ChangesTeam(committed.Data) ? ReadAsync() : Task.CompletedTask;

    private async Task ReadAsync()
    {
        _members = await Reader.ListAsync(Viewer.StoreId, Disposed);
        _isAdministrator = await Reader.AdministersAsync(Viewer.Actor, Disposed);
        _invites = Manages ? await Invites.ListAsync(Viewer.StoreId, Disposed) : [];
    }

    private async Task RevokeAsync(Invite invite)
    {
        try
        {
            // To the end, although the page may go: whoever has clicked does not wait for it.
            await Invites.RevokeAsync(Viewer.StoreId, invite.Id, Viewer.Actor, CancellationToken.None);
            _problem = null;
        }
        catch (CommandRefusedException refused)
        {
            _problem = L.Sentences(refused.Message);
        }

        // The invite leaves the list, and the focus would go with it.
        await Script.InvokeIfThereAsync("workSquared.focusOn", "#invite");
    }

    private static bool ChangesTeam(WorkEvent data) => data
        is UserCreated or UserRenamed or RoleGranted or MemberRemoved or MemberSuspended or MemberReinstated or InviteCreated or InviteRevoked or InviteAccepted;
}
