namespace WorkSquared.Web.Accounts;

/// <summary>Where the pages of accounts are, and how one comes back from them.</summary>
internal static class AccountAddress
{
    public const string Setup = "/setup";
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string NoWorkspace = "/no-workspace";
    public const string Join = "/join";

    /// <summary>The name of the query's field that says where to go afterwards.</summary>
    public const string Return = "return";

    public static string SignInFor(HttpRequest request)
    {
        var asked = request.PathBase + request.Path + request.QueryString;
        return asked is "/" ? SignIn : $"{SignIn}?{Return}={Uri.EscapeDataString(asked)}";
    }

    /// <summary>Where somebody wanted to go, if that is here: an address of this site and of no other, whatever a link has put there.</summary>
    public static string Local(string? address) =>
        address is ['/', not ('/' or '\\'), ..] && !address.AsSpan().ContainsAnyInRange('\0', ' ') && Uri.TryCreate(address, UriKind.Relative, out _)
            ? address
            : "/";
}
