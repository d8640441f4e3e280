using System.ComponentModel.DataAnnotations;

namespace WorkSquared.Llm.Providers.Streams;

/// <summary>How much of an answer, and how long, before we give up on it: section <c>WorkSquared:Llm:Limits</c>.</summary>
internal sealed class StreamLimits
{
    public const string SectionName = "WorkSquared:Llm:Limits";

    /// <summary>From sending the request to the first byte of the answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = SectionName + ":FirstByte must be a time from 00:00:01 to 01:00:00.")]
    public TimeSpan FirstByte { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Between two pieces of the answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00", ErrorMessage = SectionName + ":Idle must be a time from 00:00:01 to 01:00:00.")]
    public TimeSpan Idle { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>From sending the request to the end of the answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "24:00:00", ErrorMessage = SectionName + ":Wall must be a time from 00:00:01 to 24:00:00.")]
    public TimeSpan Wall { get; set; } = TimeSpan.FromMinutes(10);

    [Range(1024, int.MaxValue, ErrorMessage = SectionName + ":MaxBytes must be 1024 or more.")]
    public int MaxBytes { get; set; } = 16 * 1024 * 1024;

    [Range(1024, int.MaxValue, ErrorMessage = SectionName + ":MaxLineBytes must be 1024 or more.")]
    public int MaxLineBytes { get; set; } = 1024 * 1024;

    [Range(1, int.MaxValue, ErrorMessage = SectionName + ":MaxTextLength must be 1 or more.")]
    public int MaxTextLength { get; set; } = 400_000;
}
