using Microsoft.AspNetCore.Components;
using WorkSquared.Core.Usage;

namespace WorkSquared.Web.Components.Usage;

/// <summary>How an answer came about and what it took: read when somebody asks for it, and anew each time.</summary>
public sealed partial class AnswerDetails
{
    private AnswerUsage? _answer;
    private UsageSum? _conversation;

    [Inject]
    public required IUsageReader Reader { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Parameter, EditorRequired]
    public required Guid ConversationId { get; set; }

    [Parameter, EditorRequired]
    public required Guid TurnId { get; set; }

    private async Task ToggleAsync()
    {
        if (_answer is not null)
        {
            _answer = null;
            return;
        }

        _conversation = await Reader.OfConversationAsync(Viewer.StoreId, ConversationId, CancellationToken.None);
        _answer = await Reader.OfAnswerAsync(Viewer.StoreId, ConversationId, TurnId, CancellationToken.None);
    }

    private static string TokensOf(AnswerUsage answer) => answer switch
    {
        { Usage: { } used } => $"{Amounts.Count(used.InputTokens)} in{CachedOf(used)}, {Amounts.Count(used.OutputTokens)} out"
            + (used.IsEstimated is true ? " (estimated)" : ""),
        { Turn.ReservedTokens: > 0 and var reserved } => $"not known; {Amounts.Count(reserved)} are put aside",
        _ => "none",
    };

    private static string CachedOf(TokenUsage used) => used.CachedInputTokens is > 0 and var cached ? $" ({Amounts.Count(cached)} of them cached)" : "";
}
