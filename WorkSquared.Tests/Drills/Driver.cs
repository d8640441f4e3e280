using System.Net;
using System.Net.Http.Json;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Drills;

/// <summary>Several people who write into several conversations, and repeat what was not acknowledged until it is.</summary>
/// <param name="mostOpen">They wait when so many questions are open: without that they would outrun any model.</param>
internal sealed class Driver(string site, Uptime uptime, AckLog acks, Backlog backlog, int mostOpen, int seed) : IDisposable
{
    private const int Senders = 8;
    private const int Conversations = 8;

    // One message in so many opens a conversation of its own.
    private const int MessagesPerConversation = 25;

    // People type.
    private static readonly TimeSpan _longestPause = TimeSpan.FromMilliseconds(150);

    private readonly HttpClient _client = SignedIn.PageOf(site);

    private readonly Guid[] _conversations = new Guid[Conversations];
    private readonly CancellationTokenSource _enough = new();
    private int _refused;

    /// <summary>Nothing that the driver sends breaks a rule: only a server that stops, or can't write, may refuse it.</summary>
    public int Refused => _refused;

    /// <summary>Ends once <see cref="StopAsync"/> was called and all that was begun is acknowledged or refused.</summary>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        for (var i = 0; i < Conversations; i++)
        {
            _conversations[i] = Question.RandomId(random);
        }

        return Task.WhenAll(Enumerable.Range(1, Senders).Select(sender => SendAllAsync(new Random(seed + sender), cancellationToken)));
    }

    public Task StopAsync() => _enough.CancelAsync();

    public void Dispose()
    {
        _client.Dispose();
        _enough.Dispose();
    }

    private async Task SendAllAsync(Random random, CancellationToken cancellationToken)
    {
        while (!_enough.IsCancellationRequested)
        {
            var question = Question.Ask(random, Choose(random));
            await SendUntilKnownAsync(question, cancellationToken);
            if (random.Next(10) == 0)
            {
                // A double click, or a reply that was lost on its way: the position must be the same one.
                await SendUntilKnownAsync(question, cancellationToken);
            }

            await backlog.WhenAtMostAsync(mostOpen, cancellationToken);
            await PauseAsync(_longestPause * random.NextDouble());
        }
    }

    private Guid Choose(Random random)
    {
        ref var conversation = ref _conversations[random.Next(Conversations)];
        if (random.Next(MessagesPerConversation) == 0)
        {
            conversation = Question.RandomId(random);
        }

        return conversation;
    }

    private async Task SendUntilKnownAsync(Question question, CancellationToken cancellationToken)
    {
        while (true)
        {
            await uptime.WhenUpAsync(cancellationToken);
            var life = uptime.Life;
            var (outcome, position) = await SendAsync(question, cancellationToken);
            acks.Write(outcome, question, position);
            switch (outcome)
            {
                case Outcome.Ok:
                    uptime.Acknowledged(life);
                    return;
                case Outcome.Refused:
                    Interlocked.Increment(ref _refused);
                    return;
            }
        }
    }

    private async Task<(Outcome Outcome, long Position)> SendAsync(Question question, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _client.PostAsJsonAsync(
                $"/c/{question.ConversationId}/messages", new { question.CommandId, question.Text }, cancellationToken);
            return response.StatusCode is HttpStatusCode.OK
                ? (Outcome.Ok, (await response.Content.ReadFromJsonAsync<Receipt>(cancellationToken))!.Position)
                : (Outcome.Refused, 0);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return (Outcome.Unknown, 0);
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, TimeProvider.System, _enough.Token);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private sealed record Receipt(long Position);
}
