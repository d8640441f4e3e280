using Microsoft.AspNetCore.Components;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Chat;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Usage;

/// <summary>What was sent to the model for an answer, message by message: read when somebody asks for it.</summary>
public sealed partial class PromptSeen
{
    private SentPrompt? _prompt;
    private bool _isOpen;

    [Inject]
    public required ISentPrompts Prompts { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Parameter, EditorRequired]
    public required Guid ConversationId { get; set; }

    [Parameter, EditorRequired]
    public required Guid TurnId { get; set; }

    private async Task ToggleAsync()
    {
        if (!_isOpen)
        {
            _prompt = await Prompts.ReadAsync(Viewer.Reader, ConversationId, TurnId, CancellationToken.None);
        }

        _isOpen = !_isOpen;
    }

    private string AnswerLimit(PromptManifest sent) => sent.MaxOutputTokens is { } most ? Amounts.Count(most) : L["unlimited"];

    private string? Temperature(PromptManifest sent) => sent.Temperature is { } temperature ? L["Temperature {0}.", temperature.ToString("0.##", Languages.Current.Numbers)].Value : null;
}
