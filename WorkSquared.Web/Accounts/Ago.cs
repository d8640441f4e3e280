using Microsoft.Extensions.Localization;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Accounts;

/// <summary>How long ago something was, for pages without a script that knows the reader's time zone.</summary>
internal static class Ago
{
    public static string Of(DateTimeOffset at, DateTimeOffset now, IStringLocalizer<Wording> L) => (now - at) switch
    {
        { TotalMinutes: < 1 } => L["just now"],
        { TotalHours: < 1 } past => L["{0} min ago", (int)past.TotalMinutes],
        { TotalDays: < 1 } past => L["{0} h ago", (int)past.TotalHours],
        { TotalDays: < 2 } => L["a day ago"],
        var past => L["{0} days ago", (int)past.TotalDays],
    };
}
