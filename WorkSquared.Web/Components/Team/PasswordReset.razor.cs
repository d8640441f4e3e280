using Microsoft.AspNetCore.Components;
using WorkSquared.Core;
using WorkSquared.Web.Accounts.Resets;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Team;

public sealed partial class PasswordReset
{
    private IssuedResetLink? _issued;
    private bool _isWithout;
    private bool _isBusy;
    private string? _problem;

    [Inject]
    internal IPasswordResets Resets { get; init; } = null!;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Parameter, EditorRequired]
    public required Guid MemberId { get; set; }

    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>Done with it, or never begun.</summary>
    [Parameter]
    public EventCallback OnEnd { get; set; }

    private string AboutId => $"reset-good-{MemberId}";

    private void Choose(ChangeEventArgs change) => _isWithout = change.Value is true;

    private async Task MakeAsync()
    {
        // A double click makes one.
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            (_issued, _problem) = (await Resets.MakeLinkAsync(MemberId, _isWithout, Viewer.Actor, CancellationToken.None), null);
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

    private string LinkTo(IssuedResetLink issued) => $"{Navigation.BaseUri}{issued.Address[1..]}";
}
