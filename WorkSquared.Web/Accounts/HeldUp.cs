using System.Globalization;
using Microsoft.Extensions.Localization;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Accounts;

/// <summary>What is said to whoever has guessed too often.</summary>
internal static class HeldUp
{
    /// <summary>Writes into the answer's header for how long, and says it.</summary>
    public static string HoldUp(this HttpContext context, TooManyAttemptsException tooMany, IStringLocalizer<Wording> L)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(tooMany.Wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return L["Too many attempts came from your address. Try again in {0} minutes.", Math.Ceiling(tooMany.Wait.TotalMinutes)];
    }
}
