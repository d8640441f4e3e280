using Microsoft.Extensions.Localization;
using WorkSquared.Core.Invites;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Accounts.Oidc;

/// <summary>Why somebody who went to the provider was not let in. In addresses it is one word: nobody can put a sentence of theirs on our page.</summary>
internal enum OidcProblem
{
    /// <summary>What came back was not good, whatever it was.</summary>
    Failed,

    Away,

    HeldUp,

    /// <summary>Nobody here is known by it.</summary>
    Unknown,

    Suspended,

    /// <summary>The link of an invite is not good any more.</summary>
    Uninvited,

    /// <summary>The invite is for another e-mail address, or the provider does not vouch for theirs.</summary>
    OtherEmail,

    NoEmail,

    /// <summary>There is an account with their e-mail address, which they have not linked.</summary>
    TakenEmail,

    OtherAccount,
}

internal static class OidcProblems
{
    public static string ToCode(this OidcProblem problem) => problem.ToString().ToLowerInvariant();

    public static OidcProblem? Parse(string? code) =>
        Enum.TryParse<OidcProblem>(code, ignoreCase: true, out var problem) && string.Equals(problem.ToString(), code, StringComparison.OrdinalIgnoreCase) ? problem : null;

    public static int ToStatus(this OidcProblem problem) => problem switch
    {
        OidcProblem.Failed => StatusCodes.Status401Unauthorized,
        OidcProblem.Away => StatusCodes.Status503ServiceUnavailable,
        OidcProblem.HeldUp => StatusCodes.Status429TooManyRequests,
        OidcProblem.TakenEmail or OidcProblem.OtherAccount => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status403Forbidden,
    };

    /// <param name="provider">What people call it.</param>
    public static string SentenceOf(this IStringLocalizer<Wording> L, OidcProblem problem, string provider) => problem switch
    {
        OidcProblem.Away => L["{0} can’t be reached just now. Try again in a minute, or sign in another way.", provider],
        OidcProblem.HeldUp => L["Too many attempts came from your address. Try again a little later."],
        OidcProblem.Unknown =>
            L["Nobody here is known by this sign-in of {0}. Sign in another way and link it in your account, or ask an administrator for an invitation.", provider],
        OidcProblem.Suspended => L["This account is suspended. Ask an administrator of this server."],
        OidcProblem.Uninvited => L.Sentences(Invite.NotGood),
        OidcProblem.OtherEmail => L["The invitation is for another e-mail address than the one that {0} has verified as yours.", provider],
        OidcProblem.NoEmail => L["{0} does not say what your e-mail address is. Join with a password instead.", provider],
        OidcProblem.TakenEmail =>
            L["No account can be made with the e-mail address that {0} says. If there is one of yours, sign in to it another way and link this there.", provider],
        OidcProblem.OtherAccount => L["This sign-in belongs to another account here."],
        _ => L["Signing in with {0} did not work. Try again, or sign in another way.", provider],
    };
}
