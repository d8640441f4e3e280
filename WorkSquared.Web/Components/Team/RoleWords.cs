using Microsoft.Extensions.Localization;
using WorkSquared.Core.Members;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Team;

/// <summary>What roles are called, and what they are good for.</summary>
internal static class RoleWords
{
    public static string NameOf(this IStringLocalizer<Wording> L, Role role) => role switch
    {
        Role.Guest => L["Guest"],
        Role.Member => L["Member"],
        Role.Admin => L["Admin"],
        _ => L["Owner"],
    };

    /// <summary>A sentence for whoever has it or gives it.</summary>
    public static string AboutOf(this IStringLocalizer<Wording> L, Role role) => role switch
    {
        Role.Guest => L["Guests see what is shared with them, and write there."],
        Role.Member => L["Members work with everything that is open to the workspace."],
        Role.Admin => L["Admins also invite and remove people, and give roles up to their own."],
        _ => L["Owners may do everything, to other owners too."],
    };

    /// <summary>The command that gives it.</summary>
    public static string MakeOf(this IStringLocalizer<Wording> L, Role role) => role switch
    {
        Role.Guest => L["Make a guest"],
        Role.Member => L["Make a member"],
        Role.Admin => L["Make an admin"],
        _ => L["Make an owner"],
    };
}
