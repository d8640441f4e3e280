using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Turns;

namespace WorkSquared.Llm.Cases;

/// <summary>All about one turn, for somebody who has neither its workspace nor its model: docs/cases.md.</summary>
/// <param name="Program">The version that wrote the file.</param>
/// <param name="Events">Of the turn, first to last.</param>
/// <param name="PromptMatches">Whether the prompt that was built anew for this file is the recorded one; null when none is recorded.</param>
/// <param name="PromptDifferences">What differs, in sentences.</param>
/// <param name="PromptBudget">The tokens that it could take up at most.</param>
/// <param name="Prompt">The manifest of the prompt in <paramref name="Request"/>.</param>
/// <param name="History">What that prompt was built from, in full.</param>
/// <param name="Answer">Null for a turn that has none.</param>
internal sealed record CaseFile(
    string Format,
    string Program,
    DateTimeOffset ExportedAt,
    string StoreId,
    Guid ConversationId,
    Guid TurnId,
    IReadOnlyList<EventEnvelope> Events,
    CaseRequest Request,
    bool? PromptMatches,
    IReadOnlyList<string> PromptDifferences,
    int PromptBudget,
    PromptManifest Prompt,
    TurnHistory History,
    CaseAnswer? Answer)
{
    public const string CurrentFormat = "worksquared.case.v1";
}

/// <summary>As the model gets it. Never a key, an address or a header: those are the installation's and not the turn's.</summary>
/// <param name="Source">The provider, as answers carry it: <c>openai</c>, <c>offline</c> and so on.</param>
/// <param name="Temperature">Null when that is left to the model.</param>
internal sealed record CaseRequest(string Source, string Model, double? Temperature, int MaxOutputTokens, IReadOnlyList<CaseMessage> Messages);

/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
internal sealed record CaseMessage(string Role, string Text);

/// <param name="ModelId">The model as the provider named it.</param>
internal sealed record CaseAnswer(string Text, string ModelId, string FinishReason, long? InputTokens, long? OutputTokens);

[JsonSerializable(typeof(CaseFile))]
internal sealed partial class CaseJson : JsonSerializerContext
{
    /// <summary>For people to read and compare: a field a line, and text as it was written.</summary>
    public static CaseJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
