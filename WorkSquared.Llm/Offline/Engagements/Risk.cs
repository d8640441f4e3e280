using WorkSquared.Llm.Offline.Writing;

namespace WorkSquared.Llm.Offline.Engagements;

internal enum Level
{
    Low = 1,
    Medium = 2,
    High = 3,
}

/// <param name="What">Cause, event and effect in one sentence.</param>
/// <param name="Sign">What can be seen before it happens.</param>
internal sealed record Risk(MarkdownText What, Level Likelihood, Level Impact, string Sign, string Response, string Owner)
{
    public int Weight => (int)Likelihood * (int)Impact;
}
