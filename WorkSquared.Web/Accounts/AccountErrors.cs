using Microsoft.AspNetCore.Identity;

namespace WorkSquared.Web.Accounts;

/// <summary>What can be wrong with an account, in our own sentences: the framework's quote what was typed.</summary>
internal sealed class AccountErrors : IdentityErrorDescriber
{
    private const string NoAddress = "This is not an e-mail address.";
    private const string Taken = "There is an account with this e-mail address already.";

    public override IdentityError InvalidEmail(string? email) => new() { Code = nameof(InvalidEmail), Description = NoAddress };

    public override IdentityError InvalidUserName(string? userName) => new() { Code = nameof(InvalidUserName), Description = NoAddress };

    public override IdentityError DuplicateEmail(string email) => new() { Code = nameof(DuplicateEmail), Description = Taken };

    public override IdentityError DuplicateUserName(string userName) => new() { Code = nameof(DuplicateUserName), Description = Taken };
}
