using System.Globalization;
using WorkSquared.Core;
using WorkSquared.Core.Members;

namespace WorkSquared.Web.Accounts;

/// <summary>What somebody is called who has said no more than their e-mail address. They can change it.</summary>
internal static class AccountName
{
    private static readonly char[] _between = ['.', '_', '-', '+'];

    /// <returns>"Ada Lovelace" for ada.lovelace@example.com; the whole address where that can't be anybody's name.</returns>
    public static string From(string email)
    {
        var local = email.Split('@')[0];
        var words = local.Split(_between, StringSplitOptions.RemoveEmptyEntries).Select(CultureInfo.InvariantCulture.TextInfo.ToTitleCase);
        try
        {
            return MemberName.Check(string.Join(' ', words));
        }
        catch (CommandRefusedException)
        {
            return MemberName.Check(email);
        }
    }
}
