using System.ComponentModel.DataAnnotations;

namespace WorkSquared.Llm.Offline;

/// <summary>How the built-in playbook writes.</summary>
public sealed class OfflineOptions
{
    /// <summary>The pace of a streamed draft; 0 writes it at once.</summary>
    [Range(0, 1000)]
    public int WordsPerSecond { get; set; } = 60;
}
