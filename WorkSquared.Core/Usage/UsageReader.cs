using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Import;
using WorkSquared.Core.Log;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Usage;

internal sealed class UsageReader(SnapshotReader snapshots, IOptions<BudgetOptions> budget, TimeProvider time) : IUsageReader
{
    public Task<AnswerUsage?> OfAnswerAsync(Reader reader, Guid conversationId, Guid turnId, CancellationToken cancellationToken) =>
        snapshots.ReadAsync(
            reader,
            context =>
            {
                if (TurnEnd.Find(context, reader.StoreId, conversationId, turnId) is not { Turn: var turn, Event: var end })
                {
                    return null;
                }

                var requests = context.Usage.AsNoTracking().Where(row => row.StoreId == reader.StoreId && row.TurnId == turnId);
                return Describe(end, turn.Attempts, UsageSum.Of(requests.AsEnumerable().Select(ToSum))) is { } answer
                    ? answer with { EarlierTurns = EarlierTurns(context, turn, end) }
                    : null;
            },
            cancellationToken);

    public Task<FailureUsage?> OfFailureAsync(Reader reader, Guid conversationId, Guid turnId, CancellationToken cancellationToken) =>
        snapshots.ReadAsync(
            reader,
            context => TurnEnd.Find(context, reader.StoreId, conversationId, turnId) is (var turn, LLMResponseFailed { ErrorClass: var errorClass })
                ? Charge(context, turn, errorClass)
                : null,
            cancellationToken);

    public Task<UsageSum> OfConversationAsync(Reader reader, Guid conversationId, CancellationToken cancellationToken) =>
        snapshots.ReadAsync(
            reader,
            context => Sum(context.Usage.Where(row => row.StoreId == reader.StoreId && row.ConversationId == conversationId)), cancellationToken);

    public Task<UsageSum> OfMemberAsync(Reader reader, Actor member, DateOnly from, DateOnly to, CancellationToken cancellationToken) =>
        snapshots.ReadAsync(
            reader,
            context => UsageSum.Of(context.UsageDays.AsNoTracking()
                .Where(row => row.StoreId == reader.StoreId && row.Day >= from && row.Day <= to && row.Member == member.Value)
                .AsEnumerable()
                .Select(ToSum)),
            cancellationToken);

    public Task<StoreUsage> OfStoreAsync(Reader reader, int days, CancellationToken cancellationToken) => snapshots.ReadAsync(
        reader,
        context =>
        {
            var today = UsageProjection.DayOf(time.GetUtcNow());
            var from = today.AddDays(1 - days);
            var shares = context.UsageDays.AsNoTracking()
                .Where(row => row.StoreId == reader.StoreId && row.Day >= from && row.Day <= today)
                .AsEnumerable()
                .Select(row => new UsageShare(row.Day, new Actor(row.Member), row.ModelId, ToSum(row)));
            var options = budget.Value;
            return new StoreUsage(
                LogReader.HeadOf(context, reader.StoreId), today, [.. shares],
                new DailyBudget(options.DailyTokens, options.DailyCost is { } cost ? new Cost(cost, options.Currency) : null));
        },
        cancellationToken);

    private static FailureUsage Charge(WorkSquaredDbContext context, TurnRow turn, string errorClass)
    {
        // A request that was never run has nothing in its row, and neither has one that costs nobody anything.
        var charged = context.Usage.AsNoTracking()
            .Where(row => row.StoreId == turn.StoreId && row.TurnId == turn.Id && row.InputTokens + row.OutputTokens > 0)
            .AsEnumerable()
            .ToLookup(row => row.IsSettled, ToSum);
        return new FailureUsage(errorClass, UsageSum.Of(charged[true]), UsageSum.Of(charged[false]), LastPromptTokens(context, turn));
    }

    /// <summary>Between the turn's first event and its last: no index leads from a turn to its attempts.</summary>
    private static long? LastPromptTokens(WorkSquaredDbContext context, TurnRow turn) => turn.Attempts == 0
        ? null
        : context.Events.AsNoTracking()
            .Where(row => row.StoreId == turn.StoreId && row.Position > turn.Position && row.Position < turn.EndPosition && row.CausationId == turn.Id)
            .OrderByDescending(row => row.Position)
            .AsEnumerable()
            .Select(row => LogReader.ToEvent(row).Data)
            .OfType<LLMResponseStarted>()
            .FirstOrDefault()?.Reservation?.InputTokens;

    /// <summary>The questions that were sent, without the one that was answered.</summary>
    private static int? EarlierTurns(WorkSquaredDbContext context, TurnRow turn, WorkEvent end) =>
        end is LLMResponseReceived { Metadata.Prompt.Positions: { } positions }
            ? context.Messages.Count(row => row.StoreId == turn.StoreId && row.ConversationId == turn.ConversationId
                && row.Kind == MessageKind.Question && positions.Contains(row.Position)) - 1
            : null;

    private static UsageSum Sum(IQueryable<UsageRow> rows) => UsageSum.Of(rows
        .GroupBy(row => row.Currency)
        .Select(same => new
        {
            Currency = same.Key,
            Requests = same.LongCount(),
            Input = same.Sum(row => row.InputTokens),
            Cached = same.Sum(row => row.CachedInputTokens),
            Output = same.Sum(row => row.OutputTokens),
            Reserved = same.Sum(row => row.IsSettled ? 0 : row.InputTokens + row.OutputTokens),
            Micros = same.Sum(row => row.CostMicros),
        })
        .AsEnumerable()
        .Select(same => new UsageSum(same.Requests, same.Input, same.Cached, same.Output, same.Reserved, CostsOf(same.Micros, same.Currency))));

    private static UsageSum ToSum(UsageRow row) => new(
        1, row.InputTokens, row.CachedInputTokens, row.OutputTokens, row.IsSettled ? 0 : row.InputTokens + row.OutputTokens,
        CostsOf(row.CostMicros, row.Currency));

    private static UsageSum ToSum(UsageDayRow row) => new(
        row.Requests, row.InputTokens, row.CachedInputTokens, row.OutputTokens, row.ReservedTokens, CostsOf(row.CostMicros, row.Currency));

    private static IReadOnlyList<Cost> CostsOf(long micros, string currency) =>
        currency.Length == 0 ? [] : [new Cost(Micros.ToAmount(micros), currency)];

    private static AnswerUsage? Describe(WorkEvent end, int attempts, UsageSum turn) => end switch
    {
        LLMResponseReceived { Metadata: var how } received => new AnswerUsage(
            received.ModelId, how.Source, how.Usage, attempts, turn, how.FirstTextMs, how.DurationMs, EarlierTurns: null, how.Prompt?.OmittedTurns,
            how.Prompt?.CutQuestion),
        LLMResponseFailed failed => new AnswerUsage(failed.ModelId, "", failed.Usage, attempts, turn, null, null, null, null),
        LLMResponseCancelled cancelled => new AnswerUsage(cancelled.ModelId, "", cancelled.Usage, attempts, turn, null, null, null, null),
        AnswerImported imported => new AnswerUsage(imported.ModelId, "", null, attempts, turn, null, null, null, null),
        _ => null,
    };
}
