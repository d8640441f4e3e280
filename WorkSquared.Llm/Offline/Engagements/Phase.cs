namespace WorkSquared.Llm.Offline.Engagements;

/// <param name="Share">Percent of the whole time; the phases of a kind add up to 100.</param>
/// <param name="DoneWhen">What both sides can check before the next phase begins.</param>
internal sealed record Phase(string Name, int Share, string DoneWhen, IReadOnlyList<Step> Steps);

/// <param name="Proof">What exists when it is done.</param>
/// <param name="Days">A usual effort in person-days, to start an estimate from.</param>
internal sealed record Step(string Do, string Proof, int Days);
