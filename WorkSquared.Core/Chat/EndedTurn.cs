using System.Data.Common;
using WorkSquared.Core.Log;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Chat;

/// <summary>A turn that somebody wants to have answered again.</summary>
/// <param name="IsAnswered">Whether its place has an answer, its own or a later one.</param>
internal sealed record EndedTurn(Guid NodeId, Guid QuestionId, TurnState State, string FinishReason, bool IsAnswered)
{
    public static EndedTurn Read(DbDataReader reader) => new(
        reader.GetId(0),
        reader.GetId(1),
        (TurnState)reader.GetInt32(2),
        reader.GetString(3),
        reader.GetBoolean(4));

    /// <exception cref="CommandRefusedException">What is asked for does not fit the way the turn ended.</exception>
    public void Check(RequestReason reason)
    {
        var (fits, rule) = reason switch
        {
            RequestReason.Retry => (State is TurnState.Failed or TurnState.Cancelled, "There is an answer already. Regenerate adds another one."),
            RequestReason.Ask => ((State is TurnState.Unasked or TurnState.Unanswered) && !IsAnswered, "There is an answer already. Regenerate adds another one."),
            RequestReason.Continue => (State is TurnState.Answered && FinishReason == "length", "Only an answer that was cut at the length limit can be continued."),
            RequestReason.Edit => (false, "An edited answer brings its text along."),
            _ when State is TurnState.Unasked or TurnState.Unanswered => (false, "The assistant has not been asked yet."),
            _ => (State is not TurnState.Open, "This question is being answered."),
        };
        if (!fits)
        {
            throw new CommandRefusedException(Refusal.Conflict, rule);
        }
    }
}
