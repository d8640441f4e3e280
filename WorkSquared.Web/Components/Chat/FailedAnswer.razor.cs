using Microsoft.AspNetCore.Components;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Usage;
using WorkSquared.Web.Components.Shared.Markdown;
using WorkSquared.Web.Components.Usage;

namespace WorkSquared.Web.Components.Chat;

/// <summary>Why there is no answer, whether that cost anything, and what can be done.</summary>
public sealed partial class FailedAnswer
{
    private FailureUsage? _usage;

    [Inject]
    internal RenderedText Rendered { get; init; } = null!;

    [Inject]
    public required IUsageReader Usage { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Parameter, EditorRequired]
    public required Guid ConversationId { get; set; }

    [Parameter, EditorRequired]
    public required Message Failure { get; set; }

    [Parameter]
    public bool CanRetry { get; set; }

    [Parameter]
    public EventCallback OnRetry { get; set; }

    /// <summary>What has no answer; null when it can't be asked in other words from here.</summary>
    [Parameter]
    public Message? Question { get; set; }

    /// <summary>Fewer words would help, and one edits one's own questions.</summary>
    private bool CanShorten => Question?.Author == Viewer.Actor
        && (_usage?.ErrorClass is TurnFailure.TooLong || (_usage?.ErrorClass is TurnFailure.BudgetReached && !Failure.Retryable));

    // A failure is an end: what it was charged does not change any more.
    protected override async Task OnInitializedAsync() =>
        _usage = await Usage.OfFailureAsync(Viewer.Reader, ConversationId, Failure.TurnId, CancellationToken.None);

    private string HowLong(FailureUsage usage) => usage.PromptTokens is { } tokens
        ? L["The whole prompt had {0} by our count. The model takes fewer.", Amounts.Tokens(tokens, L)]
        : L["The whole prompt is more than the model takes."];

    private string Charged(FailureUsage usage)
    {
        var counted = usage.Counted.Requests > 0 ? L["The provider has charged {0}.", Amount(usage.Counted)].Value : null;
        var unknown = usage.Unknown.Requests switch
        {
            0 => null,
            1 => L["The provider may have charged for 1 request: {0} at most.", Amount(usage.Unknown)].Value,
            var requests => L["The provider may have charged for {0} requests: {1} at most.", requests, Amount(usage.Unknown)].Value,
        };
        return (counted, unknown) is (null, null) ? L["Nothing was charged."] : $"{counted} {unknown}".Trim();
    }

    private string Amount(UsageSum sum) =>
        sum.Costs.Count > 0 ? $"{Amounts.Tokens(sum.Tokens, L)}, {Amounts.Money(sum.Costs)}" : Amounts.Tokens(sum.Tokens, L);
}
