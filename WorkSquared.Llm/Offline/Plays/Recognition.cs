using System.Text.RegularExpressions;

namespace WorkSquared.Llm.Offline.Plays;

/// <summary>How a play is asked for.</summary>
/// <param name="Named">The document is named: "a risk register for …".</param>
/// <param name="Implied">The need is described: "what could go wrong if …".</param>
/// <param name="Mentioned">A word that means it only where nothing else is meant.</param>
internal sealed record Recognition(Regex Named, Regex Implied, Regex? Mentioned = null)
{
    private const int PerStrength = 1000;

    /// <summary>0 when it is not asked for. The plainer request wins, then the earlier one: "a plan with risks" is a plan.</summary>
    public int Strength(string ask) => Score(Named, ask, 3) ?? Score(Implied, ask, 2) ?? Score(Mentioned, ask, 1) ?? 0;

    private static int? Score(Regex? pattern, string ask, int strength) =>
        pattern?.Match(ask) is { Success: true } match ? (strength * PerStrength) - Math.Min(match.Index, PerStrength - 1) : null;
}
