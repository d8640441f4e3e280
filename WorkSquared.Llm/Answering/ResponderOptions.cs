namespace WorkSquared.Llm.Answering;

/// <summary>Whether and how much this process answers: section <c>WorkSquared:Responder</c>.</summary>
internal sealed class ResponderOptions
{
    public const string SectionName = "WorkSquared:Responder";

    /// <summary>False leaves the answers to another process.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How many conversations are answered side by side: 1 to 64.</summary>
    public int MaxConcurrency { get; set; } = 8;
}
