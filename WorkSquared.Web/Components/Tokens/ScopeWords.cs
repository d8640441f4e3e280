using Microsoft.Extensions.Localization;
using WorkSquared.Core.Tokens;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Tokens;

/// <summary>What a token may do, in words.</summary>
internal static class ScopeWords
{
    public static string NameOf(this IStringLocalizer<Wording> L, TokenScope scope) => scope is TokenScope.Write ? L["Read and write"] : L["Read"];

    public static string AboutOf(this IStringLocalizer<Wording> L, TokenScope scope) => scope is TokenScope.Write
        ? L["Whoever has it reads what you may see, and writes in your name."]
        : L["Whoever has it reads what you may see, and writes nothing."];
}
