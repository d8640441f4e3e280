using WorkSquared.Core.Turns;

namespace WorkSquared.Tests.Core;

/// <summary>Who holds which turn, and which have ended: what the database must agree with.</summary>
internal sealed class ClaimModel
{
    private readonly Dictionary<Guid, long> _epochs = [];
    private readonly HashSet<Guid> _ended = [];
    private readonly HashSet<Guid> _stopped = [];

    public IEnumerable<Guid> Ended => _ended;

    public bool Holds(TurnClaim claim) => !_ended.Contains(claim.TurnId) && _epochs.TryGetValue(claim.TurnId, out var epoch) && epoch == claim.Epoch;

    public void Take(TurnClaim claim) => _epochs[claim.TurnId] = claim.Epoch;

    public void GiveBack(TurnClaim claim)
    {
        if (Holds(claim))
        {
            _epochs.Remove(claim.TurnId);
        }
    }

    /// <returns>False when it had ended before.</returns>
    public bool End(Guid turn) => _ended.Add(turn);

    /// <summary>What nobody works on is withdrawn at once; whoever works on it otherwise is asked to end it.</summary>
    public void Stop(Guid turn)
    {
        if (!_ended.Contains(turn) && _stopped.Add(turn) && !_epochs.ContainsKey(turn))
        {
            _ended.Add(turn);
        }
    }

    /// <summary>The process ends, and with it all its claims.</summary>
    public void Restart() => _epochs.Clear();
}
