using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Benchmarks.Append;
using WorkSquared.Benchmarks.Measuring;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;

namespace WorkSquared.Benchmarks.Answering;

/// <summary>From a question to the first text and to the committed answer at another subscriber, with a model that takes no time.</summary>
/// <remarks>The limit is what has to be durable one after the other: the question, the claim, the attempt and the answer.</remarks>
internal sealed class AnswerBenchmark : IBenchmark
{
    private const int Commits = 4;

    public string Name => "answer";

    public async IAsyncEnumerable<Measurement> RunAsync(bool quick)
    {
        var questions = quick ? 10 : 200;
        await using var workspace = await Workspace.StartAsync(configure: services =>
            services.AddWorkSquaredLlm().AddSingleton<IChatClient, InstantModel>());
        var conversations = await workspace.CreateConversationsAsync(questions);
        await workspace.Get<IEventBus>().SubscribeAsync(Workspace.AsAda, after: 0, topic: null, CancellationToken.None)
            .Where(committed => committed.Data is LLMResponseReceived)
            .Take(questions)
            .CountAsync();

        var directory = Workspace.NewDirectory();
        Guid conversation;
        await using (var schema = await Workspace.StartAsync(directory, keepsFiles: true))
        {
            conversation = (await schema.CreateConversationsAsync(1))[0];
        }

        await using var raw = await RawWriter.StartAsync(Workspace.Closed(directory, keepsFiles: false));

        var next = 0;
        async Task<Asked> OursAsync()
        {
            var texts = new double[questions];
            var ends = await Latency.OfAsync(questions, async () =>
            {
                var (text, end) = await AskAsync(workspace, conversations[next % questions]);
                texts[next++ % questions] = text;
                return end;
            });
            return new Asked(Statistics.Percentile(texts, 0.5), ends.P50, ends.P99);
        }

        async Task<Asked> RawAsync()
        {
            var commits = await Latency.OfAsync(questions, () => CommitAsync(raw, conversation));
            return new Asked(commits.P50, commits.P50, commits.P99);
        }

        await Rounds.RunAsync(2, OursAsync, RawAsync);
        var rounds = await Rounds.RunAsync(quick ? 1 : 7, OursAsync, RawAsync);
        yield return Measurement.Of("answer.first-text.p50", [.. rounds.Select(round => (round.Ours.FirstText, round.Limit.FirstText))], "ms");
        yield return Measurement.Of("answer.end.p50", [.. rounds.Select(round => (round.Ours.P50, round.Limit.P50))], "ms", Goal.AtMost(5));
        yield return Measurement.Of("answer.end.p99", [.. rounds.Select(round => (round.Ours.P99, round.Limit.P99))], "ms");
    }

    private static async Task<(double Text, double End)> AskAsync(Workspace workspace, Guid conversation)
    {
        using var leaving = new CancellationTokenSource();
        var reader = workspace.Get<IChatReader>();
        var opened = await reader.OpenAsync(Workspace.AsAda, conversation, turnId: null, window: 1, leaving.Token);

        // Both listen before the question is asked: the first step of an iterator registers at once.
        await using var drafts = workspace.Get<IDraftBoard>().WatchAsync(Workspace.AsAda, conversation, leaving.Token).GetAsyncEnumerator(leaving.Token);
        var draft = drafts.MoveNextAsync();
        var answer = WaitForAnswerAsync(workspace.Get<IEventBus>(), conversation, opened!.Version, leaving.Token);

        var started = Stopwatch.GetTimestamp();
        await workspace.SayAsync(conversation, SampleText.Value);
        await draft;
        var text = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var end = Stopwatch.GetElapsedTime(started, await answer).TotalMilliseconds;
        await leaving.CancelAsync();
        return (text, end);
    }

    private static async Task<long> WaitForAnswerAsync(IEventBus bus, Guid conversation, long after, CancellationToken cancellationToken)
    {
        await foreach (var committed in bus.SubscribeAsync(Workspace.AsAda, after, conversation, cancellationToken))
        {
            if (committed.Data is LLMResponseReceived)
            {
                break;
            }
        }

        return Stopwatch.GetTimestamp();
    }

    private static async Task<double> CommitAsync(RawWriter raw, Guid conversation)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Commits; i++)
        {
            await raw.WriteAsync(conversation, SampleText.Value, SampleText.Payload);
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private sealed record Asked(double FirstText, double P50, double P99);
}
