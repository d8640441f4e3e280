using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace WorkSquared.Llm.Answering;

/// <summary>Whether and how much this process answers: section <c>WorkSquared:Responder</c>.</summary>
internal sealed class ResponderOptions
{
    public const string SectionName = "WorkSquared:Responder";

    /// <summary>False leaves the answers to another process.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How many conversations are answered side by side.</summary>
    [Range(1, 64, ErrorMessage = "WorkSquared:Responder:MaxConcurrency must be a number from 1 to 64.")]
    public int MaxConcurrency { get; set; } = 8;
}

[OptionsValidator]
internal sealed partial class ResponderOptionsValidator : IValidateOptions<ResponderOptions>;
