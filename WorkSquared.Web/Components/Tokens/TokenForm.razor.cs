using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkSquared.Core;
using WorkSquared.Core.Members;
using WorkSquared.Core.Tokens;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Tokens;

public sealed partial class TokenForm
{
    private static readonly int[] _lives = [7, 30, 90, 365];

    private ElementReference _opener;
    private ElementReference _nameBox;
    private bool _takesFocus;
    private bool _isOpen;
    private bool _isBusy;
    private string _name = "";
    private TokenScope _scope;
    private int _days;
    private IssuedToken? _issued;
    private string? _problem;

    [Inject]
    public required ITokenCommands Commands { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_takesFocus)
        {
            _takesFocus = false;
            await (_isOpen ? _nameBox : _opener).FocusAsync();
        }
    }

    private void Open() =>
        (_isOpen, _name, _scope, _days, _problem, _takesFocus) = (true, "", TokenScope.Read, (int)TokenLife.Default.TotalDays, null, true);

    private void Close() => (_isOpen, _issued, _takesFocus) = (false, null, true);

    private void Take(ChangeEventArgs change) => _name = (change.Value as string ?? "").Trim();

    private void Choose(ChangeEventArgs change) => _scope = Enum.TryParse<TokenScope>(change.Value as string, out var scope) ? scope : _scope;

    private void ChooseDays(ChangeEventArgs change) =>
        _days = int.TryParse(change.Value as string, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && _lives.Contains(days) ? days : _days;

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
            var command = new CreateToken(
                Viewer.StoreId, Viewer.OwnName ?? L["Someone"], _scope, TimeSpan.FromDays(_days), Viewer.Actor, _name.Length > 0 ? _name : null,
                Member.IdOf(Viewer.Actor));
            (_issued, _problem) = (await Commands.CreateAsync(command, CancellationToken.None), null);
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
}
