using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using WorkSquared.Core;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sessions;
using WorkSquared.Web.Accounts;
using WorkSquared.Web.Accounts.Oidc;
using WorkSquared.Web.Components.Team;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Components.Accounts;

/// <summary>Where the link of an invite leads.</summary>
public sealed partial class JoinPage
{
    private const string Product = "Work Squared";

    private Invite? _invite;
    private Member? _member;
    private bool _isMember;

    [Inject]
    internal Joining Joining { get; init; } = null!;

    [Inject]
    internal IOptions<OidcOptions> Oidc { get; init; } = null!;

    [Inject]
    internal SessionDoor Door { get; init; } = null!;

    [Inject]
    public required ISessions Sessions { get; init; }

    [Inject]
    public required ITeamReader Team { get; init; }

    [Inject]
    public required IMemberDirectory Directory { get; init; }

    [Parameter, EditorRequired]
    public required string Text { get; set; }

    [SupplyParameterFromForm]
    private Credentials? Form { get; set; }

    private bool IsHeldUp => ProblemStatus is StatusCodes.Status429TooManyRequests;

    /// <summary>Null for one that is not good any more, of which the page says the same whenever that is noticed, and for whoever has tried too often.</summary>
    private Invite? Shown => IsHeldUp || ProblemStatus is StatusCodes.Status404NotFound ? null : _invite;

    private string Address => $"{AccountAddress.Join}/{Uri.EscapeDataString(Text)}";

    private string SignInFirst => $"{AccountAddress.SignIn[1..]}?{AccountAddress.Return}={Uri.EscapeDataString(Address)}";

    protected override async Task OnInitializedAsync()
    {
        await TryAsync(async () => _invite = await Joining.FindAsync(Http, Text, Cancellation));
        if (_invite is null && HttpMethods.IsPost(Http.Request.Method))
        {
            // There is no form any more that could take what was posted.
            Navigation.NavigateTo(Address);
        }
        else if (_invite is null && !IsHeldUp)
        {
            Http.RespondWith(StatusCodes.Status404NotFound);
        }
        else if (_invite is { } invite && Http.User.AccountIn() is { } accountId)
        {
            _member = await Directory.FindAsync(InstanceStore.Id, accountId, Cancellation);
            _isMember = await Team.RoleOfAsync(invite.StoreId, accountId, Cancellation) >= invite.Role;
        }
    }

    private Task OpenAsync() => TryAsync(async () =>
    {
        var accountId = await Joining.OpenAsync(Http, Text, Form?.Name ?? "", Form?.Email ?? "", Form?.Password ?? "", Cancellation);
        await Door.EnterAsync(Http, accountId, "password", Cancellation);
        Navigation.NavigateTo("/");
    });

    private Task JoinAsync() => TryAsync(async () =>
    {
        if (_member is { } member && Http.User.SessionIn() is { } sessionId)
        {
            var storeId = await Joining.JoinAsync(Text, member, Cancellation);
            await Sessions.EnterAsync(sessionId, storeId, Cancellation);
            Navigation.NavigateTo("/");
        }
    });

    // A link that was made where the server runs is nobody's.
    private string HeadingOf(Invite invite) => invite.InvitedBy == Product
        ? L["You are invited to Work Squared"]
        : L["{0} invites you to Work Squared", invite.InvitedBy];

    private string AboutOf(Invite invite) => _isMember
        ? L["You belong to this workspace already. The link is still good for somebody else."]
        : $"{L["Your role: {0}.", L.NameOf(invite.Role)]} {L.AboutOf(invite.Role)}";
}
