using WorkSquared.Core;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Turns;

namespace WorkSquared.Llm.Answering;

/// <summary>Shows an answer while it grows: to watchers several times a second, to the disk about once a second, never a token at a time.</summary>
internal sealed class DraftWriter : IAsyncDisposable
{
    private static readonly TimeSpan _publishing = TimeSpan.FromMilliseconds(75);
    private static readonly TimeSpan _saving = TimeSpan.FromSeconds(1);

    private readonly IDraftBoard _board;
    private readonly ITurnQueue _turns;
    private readonly TurnClaim _claim;
    private readonly StreamedAnswer _answer;
    private readonly TimeProvider _time;
    private readonly PeriodicTimer _timer;
    private readonly Task _pumping;
    private volatile int _publishedText;
    private volatile int _publishedThoughts;
    private int _saved;

    public DraftWriter(IDraftBoard board, ITurnQueue turns, TurnClaim claim, StreamedAnswer answer, TimeProvider time)
    {
        (_board, _turns, _claim, _answer, _time) = (board, turns, claim, answer, time);
        _timer = new PeriodicTimer(_publishing, time);
        _pumping = PumpAsync();
    }

    /// <summary>Which request of the turn writes.</summary>
    public int Attempt { get; set; }

    /// <summary>The first thought and the first text do not wait for the clock; all that follows does.</summary>
    public void Changed()
    {
        var (text, thoughts) = _answer.Length;
        if ((text > 0 && _publishedText == 0) || (thoughts > 0 && _publishedThoughts == 0))
        {
            Publish();
        }
    }

    /// <summary>Forgets the text: by now it is in the log, or it is nobody's.</summary>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _pumping;
        _board.Clear(ToDraft(""));
    }

    private async Task PumpAsync()
    {
        var lastSaved = _time.GetTimestamp();
        while (await _timer.WaitForNextTickAsync())
        {
            Publish();
            if (_time.GetElapsedTime(lastSaved) >= _saving)
            {
                lastSaved = _time.GetTimestamp();
                await SaveAsync();
            }
        }
    }

    private void Publish()
    {
        var (text, thoughts) = _answer.Length;
        if (text > _publishedText || thoughts > _publishedThoughts)
        {
            (_publishedText, _publishedThoughts) = (text, thoughts);
            _board.Publish(ToDraft(_answer.Written));
        }
    }

    private async Task SaveAsync()
    {
        var text = _answer.Text;
        if (text.Length == _saved)
        {
            return;
        }

        try
        {
            await _turns.SaveDraftAsync(_claim, Attempt, text, CancellationToken.None);
            _saved = text.Length;
        }
        catch (CommandRefusedException)
        {
            // Only the convenience of seeing it after a crash is lost; the next second tries again.
        }
    }

    private Draft ToDraft(WrittenText written) => new(
        _claim.StoreId, _claim.ConversationId, _claim.TurnId, _claim.AnswerId, Attempt, written.Text, written.Reasoning);
}
