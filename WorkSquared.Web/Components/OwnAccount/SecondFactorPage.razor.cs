using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using WorkSquared.Web.Accounts;
using WorkSquared.Web.Accounts.Factors;

namespace WorkSquared.Web.Components.OwnAccount;

/// <summary>Turns the second factor on and off, each with the password. Its secret and the recovery codes are in the answers to forms alone: going
/// back to the page shows neither.</summary>
public sealed partial class SecondFactorPage
{
    private Account _account = null!;
    private bool _isOn;
    private int _left;
    private byte[]? _secret;
    private IReadOnlyList<string>? _codes;

    [SupplyParameterFromForm]
    private FactorForm? Form { get; set; }

    [Inject]
    internal UserManager<Account> Accounts { get; init; } = null!;

    [Inject]
    internal PasswordSignIn Passwords { get; init; } = null!;

    [Inject]
    internal SecondFactor Factor { get; init; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _account = await Accounts.OfRequestAsync(Http);
        _isOn = await Factor.IsOnAsync(_account.Id, Cancellation);
        _left = await Factor.CodesLeftAsync(_account.Id, Cancellation);

        // The form that is posted must be on the page before it can be answered.
        _secret = Form?.Code is not null ? await Factor.PendingAsync(_account.Id, Cancellation) : null;
    }

    private Task ChangeAsync() => TryAsync(async () =>
    {
        if (!await Passwords.IsRightAsync(Http, _account, Form?.Password))
        {
            Refuse(StatusCodes.Status403Forbidden, L["This is not your password."]);
            return;
        }

        switch (Form?.Wish)
        {
            case "on":
                _secret = await Factor.BeginAsync(_account.Id, Cancellation);
                break;
            case "off":
                await Factor.TurnOffAsync(_account.Id, Cancellation);
                Navigation.NavigateTo(AccountAddress.Own);
                break;
            case "codes" when _isOn:
                _codes = await Factor.NewCodesAsync(_account.Id, Cancellation);
                break;
        }
    });

    private Task ConfirmAsync() => TryAsync(async () =>
    {
        _codes = await Factor.ConfirmAsync(_account.Id, Form?.Code ?? "", Cancellation);
        if (_codes is null)
        {
            Refuse(StatusCodes.Status400BadRequest, L["This is not the code that your authenticator should show now. Check its clock, and that it has read this picture."]);
        }
    });
}
