using Microsoft.AspNetCore.Components;
using WorkSquared.Core.Ratings;
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

    /// <summary>What people think of it, as it is now.</summary>
    [Parameter]
    public AnswerRatings Ratings { get; set; } = AnswerRatings.None;

    protected override async Task OnInitializedAsync()
    {
        _conversation = await Reader.OfConversationAsync(Viewer.Reader, ConversationId, CancellationToken.None);
        _answer = await Reader.OfAnswerAsync(Viewer.Reader, ConversationId, TurnId, CancellationToken.None);
    }

    private string TokensOf(AnswerUsage answer) => answer switch
    {
        { Usage: { } used } => L["{0} in{1}, {2} out", Amounts.Count(used.InputTokens), CachedOf(used), Amounts.Count(used.OutputTokens)]
            + (used.IsEstimated is true ? $" ({L["estimated"]})" : ""),
        { Turn.ReservedTokens: > 0 and var reserved } => L["not known; {0} are put aside", Amounts.Count(reserved)],
        _ => L["none"],
    };

    private string CachedOf(TokenUsage used) =>
        used.CachedInputTokens is > 0 and var cached ? $" ({L["{0} of them cached", Amounts.Count(cached)]})" : "";
}
