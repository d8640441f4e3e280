using Microsoft.Extensions.AI;
using WorkSquared.Core;
using WorkSquared.Core.Connecting;
using WorkSquared.Llm.Answering;

namespace WorkSquared.Llm.Connecting;

/// <summary>Asks a model a short question, the way that real answers are asked for.</summary>
internal sealed class ConnectionTest(TimeProvider time)
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Whoever asks: each costs tokens, and calls out.</summary>
    public const int MostPerMinute = 6;

    private const string Question = "Answer with the word OK and nothing else";

    private readonly Lock _gate = new();
    private readonly Queue<long> _begun = new();

    /// <exception cref="CommandRefusedException">Too many have been made within a minute.</exception>
    public async Task<ConnectionReport> RunAsync(ConnectedModel model, CancellationToken cancellationToken)
    {
        Count();
        using var limit = new CancellationTokenSource(Limit, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await AskAsync(model, ending.Token);
        }
        catch (Exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new ConnectionReport($"{model.Failures.Provider} did not answer within {Limit.TotalSeconds:0} seconds.");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new ConnectionReport(model.Failures.Classify(exception, model.InUse.ModelId).Failure.Reason);
        }
    }

    private async Task<ConnectionReport> AskAsync(ConnectedModel model, CancellationToken cancellationToken)
    {
        StreamedAnswer answer = new("", time);
        TimeSpan? first = null;
        var sent = time.GetTimestamp();

        // With the settings of real answers, so that one that such a model does not take shows here.
        var request = new ChatOptions { ModelId = model.InUse.ModelId };
        await foreach (var update in model.Client.GetStreamingResponseAsync(Question, request, cancellationToken))
        {
            answer.Add(update);
            first ??= answer.Length is (0, 0) ? null : time.GetElapsedTime(sent);
        }

        var whole = time.GetElapsedTime(sent);
        return new ConnectionReport(Failure: null, answer.ModelId, first ?? whole, whole);
    }

    private void Count()
    {
        lock (_gate)
        {
            while (_begun.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= TimeSpan.FromMinutes(1))
            {
                _begun.Dequeue();
            }

            if (_begun.Count == MostPerMinute)
            {
                throw new CommandRefusedException(Refusal.Unavailable, "The connection was tested several times within a minute. Try again in a little while.");
            }

            _begun.Enqueue(time.GetTimestamp());
        }
    }
}
