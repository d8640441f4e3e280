using WorkSquared.Core.Chat;

namespace WorkSquared.Llm.Cases;

/// <summary>Whether a prompt that was built anew is the one on record.</summary>
internal static class PromptDifferences
{
    public static IReadOnlyList<string> Between(PromptManifest recorded, PromptManifest rebuilt)
    {
        List<string> differences = [];
        if (recorded.Version != rebuilt.Version)
        {
            differences.Add($"The system prompt was version {recorded.Version ?? "unknown"}; this one is {rebuilt.Version}.");
        }

        if (!recorded.Positions.SequenceEqual(rebuilt.Positions))
        {
            differences.Add($"{recorded.Positions.Count} texts of the conversation were sent; here it is {rebuilt.Positions.Count}, or others.");
        }

        if (recorded.PromptTokens != rebuilt.PromptTokens)
        {
            differences.Add($"It had {recorded.PromptTokens} tokens; this one has {rebuilt.PromptTokens}.");
        }

        return differences;
    }
}
