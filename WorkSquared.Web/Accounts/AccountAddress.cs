namespace WorkSquared.Web.Accounts;

/// <summary>Where the pages of accounts are, and how one comes back from them.</summary>
internal static class AccountAddress
{
    public const string Setup = "/setup";
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string SignInCode = "/sign-in/code";
    public const string PasskeyQuestion = "/sign-in/passkey";
    public const string SignInOidc = "/sign-in/oidc";
    public const string OidcCallback = "/sign-in/oidc/callback";
    public const string Own = "/account";
    public const string OwnOidc = "/account/oidc";
    public const string LinkOidc = "/account/oidc/link";
    public const string NewPasskeyQuestion = "/account/passkeys/question";
    public const string Reset = "/reset";
    public const string NoWorkspace = "/no-workspace";
    public const string Join = "/join";

    /// <summary>The name of the query's field that says what went wrong elsewhere.</summary>
    public const string Problem = "problem";

    /// <summary>The name of the query's field that says where to go afterwards.</summary>
    public const string Return = "return";

    private static readonly Uri _here = new("http://here");

    public static string SignInFor(HttpRequest request) => WithReturn(SignIn, request.PathBase + request.Path + request.QueryString);

    /// <param name="back">Where to go afterwards.</param>
    public static string WithReturn(string page, string back) => back is "/" ? page : $"{page}?{Return}={Uri.EscapeDataString(back)}";

    /// <summary>Where somebody wanted to go, if that is here: an address of this site and of no other, whatever a link has put there.</summary>
    public static string Local(string? address) =>
        address is ['/', not ('/' or '\\'), ..] && !address.AsSpan().ContainsAnyInRange('\0', ' ') && StaysHere(address) ? address : "/";

    // Also once its dots are resolved, which may leave two slashes at its beginning.
    private static bool StaysHere(string address) =>
        Uri.TryCreate(_here, address, out var there) && there.Host == _here.Host && !there.AbsolutePath.StartsWith("//", StringComparison.Ordinal);
}
