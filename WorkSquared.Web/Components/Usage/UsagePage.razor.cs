using System.Globalization;
using Microsoft.AspNetCore.Components;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Core.Usage;

namespace WorkSquared.Web.Components.Usage;

/// <summary>What the store has used, and what is left of its budget. It follows the log like every other page.</summary>
public sealed partial class UsagePage
{
    private const int Days = 30;

    private StoreUsage _usage = new(0, default, [], new DailyBudget(null, null));
    private IDisposable? _following;

    [Inject]
    public required IUsageReader Reader { get; init; }

    [Inject]
    public required IEventBus Bus { get; init; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [CascadingParameter]
    private Membership? Membership { get; set; }

    private UsageSum Today => UsageSum.Of(_usage.Shares.Where(share => share.Day == _usage.Today).Select(share => share.Sum));

    private IReadOnlyList<Limit> Limits => [.. LimitsOf(_usage.Budget, Today)];

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        // Read before rendering, or the page would blink between its prerendered self and its circuit.
        parameters.SetParameterProperties(this);
        await ReadAsync();
        if (!Disposed.IsCancellationRequested)
        {
            _following ??= Follow(token => Bus.SubscribeAsync(Viewer.Reader, _usage.Version, topic: null, token), ApplyAsync);
            await base.SetParametersAsync(ParameterView.Empty);
        }
    }

    // Of a batch of events the first one reads what all of them have brought about.
    private Task ApplyAsync(CommittedEvent committed) => committed.Position > _usage.Version && ChangesUsage(committed.Data) ? ReadAsync() : Task.CompletedTask;

    private async Task ReadAsync() => _usage = await Reader.OfStoreAsync(Viewer.Reader, Days, Disposed);

    private IReadOnlyList<UsageTable.Row> RowsBy(Func<UsageShare, string> name) =>
    [
        .. _usage.Shares.GroupBy(name).Select(same => new UsageTable.Row(
            same.Key,
            UsageSum.Of(same.Where(share => share.Day == _usage.Today).Select(share => share.Sum)),
            UsageSum.Of(same.Select(share => share.Sum))))
            .OrderByDescending(row => row.Whole.Tokens)
            .ThenBy(row => row.Name, StringComparer.Ordinal),
    ];

    private IEnumerable<Limit> LimitsOf(DailyBudget budget, UsageSum today)
    {
        if (budget.Tokens is { } tokens)
        {
            yield return new Limit(
                L["Tokens used of today’s budget"],
                Share(today.Tokens, tokens),
                L["{0} of {1} left", Amounts.Count(Math.Max(0, tokens - today.Tokens)), Amounts.Tokens(tokens, L)]);
        }

        if (budget.Cost is { } cost)
        {
            var spent = today.Costs.Where(part => part.Currency == cost.Currency).Sum(part => part.Amount);
            yield return new Limit(
                L["Money used of today’s budget"],
                Share(spent, cost.Amount),
                L["{0} of {1} left", Amounts.Money(cost with { Amount = Math.Max(0, cost.Amount - spent) }), Amounts.Money(cost)]);
        }
    }

    private static string Share(decimal used, decimal whole) => Math.Min(1, used / whole).ToString("0.###", CultureInfo.InvariantCulture);

    private static bool ChangesUsage(WorkEvent data) =>
        data is LLMResponseStarted or LLMResponseDelayed or LLMResponseReceived or LLMResponseFailed or LLMResponseCancelled;

    private sealed record Limit(string Label, string Share, string Text);
}
