using Microsoft.Extensions.AI;
using WorkSquared.Llm.Offline.Plays;
using WorkSquared.Llm.Offline.Reading;

namespace WorkSquared.Llm.Offline;

/// <summary>From a conversation to the text of its answer. Pure.</summary>
internal static class Playbook
{
    // The first wins between equals: a pasted report or protocol mentions all the others.
    private static readonly IPlay[] _plays =
    [
        new StatusReport(),
        new MeetingActions(),
        new KickOff(),
        new RiskRegister(),
        new Estimate(),
        new TaskBreakdown(),
        new EngagementPlan(),
    ];

    public static string Answer(IEnumerable<ChatMessage> messages)
    {
        var dialogue = Dialogue.Of(messages);
        return dialogue.Reply switch
        {
            Reply.Greeting => Introduction.Greeting,
            Reply.Thanks => SmallTalk.Polite,
            Reply.Draft when dialogue.Play is { } play => Write(play, dialogue),
            _ => Introduction.NotInThePlaybook,
        };
    }

    private static string Write(IPlay play, Dialogue dialogue)
    {
        var brief = Brief.Read(dialogue.Parts, dialogue.Added, dialogue.Shortened);
        var draft = play.Write(brief);
        if (brief.IsCut)
        {
            draft.Section("Not read")
                .Paragraph($"Your text was too long for me: I read its first {CleanText.MostLetters} letters or {Line.Most} lines.");
        }

        return draft.ToString();
    }

    public static IPlay? Choose(string message, string ask)
    {
        if (Ask.IsForeign(ask))
        {
            return null;
        }

        var best = _plays.Select(play => (Play: play, Strength: play.Recognition.Strength(ask))).MaxBy(found => found.Strength);
        return MeetingActions.LooksLikeNotes(message, ask) && best.Strength < MeetingActions.StrengthOfNotes
            ? Array.Find(_plays, play => play is MeetingActions)
            : best.Strength > 0 ? best.Play : null;
    }
}
