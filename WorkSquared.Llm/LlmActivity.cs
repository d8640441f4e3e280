using System.Diagnostics;

namespace WorkSquared.Llm;

internal static class LlmActivity
{
    /// <summary>The name of our spans here, and of those and the meters of the wrapper around the model.</summary>
    public const string SourceName = "WorkSquared.Llm";

    public static readonly ActivitySource Source = new(SourceName);
}
