using Microsoft.AspNetCore.Components;
using WorkSquared.Core;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Members;
using WorkSquared.Web.Accounts;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Team;

public sealed partial class InviteForm
{
    private ElementReference _opener;
    private ElementReference _roleBox;
    private Focus _focus;
    private bool _isOpen;
    private bool _isBusy;
    private Role _role = Role.Member;
    private string _email = "";
    private IssuedInvite? _issued;
    private string? _problem;

    private enum Focus
    {
        Stays,
        Opener,
        Form,
    }

    [Inject]
    public required IInvites Invites { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    /// <summary>Those that the viewer may give.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Role> Roles { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var focus = _focus;
        _focus = Focus.Stays;
        switch (focus)
        {
            case Focus.Opener:
                await _opener.FocusAsync();
                break;
            case Focus.Form:
                await _roleBox.FocusAsync();
                break;
        }
    }

    private void Open() => (_isOpen, _role, _email, _problem, _focus) = (true, Role.Member, "", null, Focus.Form);

    private void Close() => (_isOpen, _issued, _focus) = (false, null, Focus.Opener);

    private void Choose(ChangeEventArgs change) => _role = Enum.TryParse<Role>(change.Value as string, out var role) ? role : _role;

    private void Take(ChangeEventArgs change) => _email = (change.Value as string ?? "").Trim();

    private async Task CreateAsync()
    {
        // A double click makes one.
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            var command = new CreateInvite(Viewer.StoreId, _role, _email.Length > 0 ? _email : null, Viewer.Actor);
            (_issued, _problem) = (await Invites.CreateAsync(command, CancellationToken.None), null);
        }
        catch (CommandRefusedException refused)
        {
            _problem = L.Sentences(refused.Message);
        }
        finally
        {
            _isBusy = false;
        }
    }

    private string LinkTo(IssuedInvite issued) => $"{Navigation.BaseUri}{AccountAddress.Join[1..]}/{issued.Text}";

    private int DaysOf(IssuedInvite issued) => (int)Math.Round((issued.ExpiresAt - Time.GetUtcNow()).TotalDays);
}
