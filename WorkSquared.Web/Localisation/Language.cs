using System.Globalization;

namespace WorkSquared.Web.Localisation;

/// <param name="Name">As in <c>lang</c> of HTML.</param>
/// <param name="OwnName">What those who speak it call it.</param>
/// <param name="Group">Between thousands. The program runs without the data of cultures, so a language brings what is needed of them.</param>
/// <param name="Decimal">Before a fraction.</param>
internal sealed record Language(string Name, string OwnName, string Group, string Decimal)
{
    public IFormatProvider Numbers { get; } = new NumberFormatInfo { NumberGroupSeparator = Group, NumberDecimalSeparator = Decimal };
}
