using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Accounts;

/// <summary>What can be wrong with an account, in our own sentences: the framework's quote what was typed.</summary>
internal sealed class AccountErrors(IStringLocalizer<Wording> L) : IdentityErrorDescriber
{
    private string NoAddress => L["This is not an e-mail address."];

    private string Taken => L["There is an account with this e-mail address already."];

    public override IdentityError ConcurrencyFailure() =>
        new() { Code = nameof(ConcurrencyFailure), Description = L["This account has just been changed from somewhere else. Try again."] };

    public override IdentityError InvalidEmail(string? email) => new() { Code = nameof(InvalidEmail), Description = NoAddress };

    public override IdentityError InvalidUserName(string? userName) => new() { Code = nameof(InvalidUserName), Description = NoAddress };

    public override IdentityError DuplicateEmail(string email) => new() { Code = nameof(DuplicateEmail), Description = Taken };

    public override IdentityError DuplicateUserName(string userName) => new() { Code = nameof(DuplicateUserName), Description = Taken };
}
