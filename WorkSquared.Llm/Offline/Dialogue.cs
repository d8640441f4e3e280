using System.Collections.Immutable;
using Microsoft.Extensions.AI;
using WorkSquared.Llm.Offline.Plays;
using WorkSquared.Llm.Offline.Reading;

namespace WorkSquared.Llm.Offline;

internal enum Reply
{
    Unknown,
    Greeting,
    Thanks,
    Draft,
}

/// <summary>A conversation folded to what its newest message asks for.</summary>
/// <param name="Parts">The message the work was first named in, then those that said more of it.</param>
/// <param name="Added">Those of <paramref name="Parts"/> that answered or corrected, and asked for nothing.</param>
internal sealed record Dialogue(Reply Reply, IPlay? Play, ImmutableList<string> Parts, ImmutableList<string> Added, bool Shortened)
{
    private const int MostMessages = 12;

    private const int LinesOfItsOwn = 3;

    // An addition answers questions or corrects; a long text that no play knows is something else.
    private const int LongestAddition = 2000;

    private static readonly Dialogue _nothing = new(Reply.Greeting, Play: null, [], [], Shortened: false);

    public static Dialogue Of(IEnumerable<ChatMessage> messages) =>
        messages.Where(message => message.Role == ChatRole.User).TakeLast(MostMessages).Select(message => CleanText.Of(message.Text))
            .Aggregate(_nothing, (dialogue, text) => dialogue.Hear(text));

    private Dialogue Hear(string message)
    {
        if (SmallTalk.IsGreetingOrHelp(message))
        {
            return this with { Reply = Reply.Greeting };
        }

        if (SmallTalk.IsThanks(message))
        {
            return this with { Reply = Play is null ? Reply.Greeting : Reply.Thanks };
        }

        if (Play is not null && SmallTalk.WantsItShorter(message))
        {
            return this with { Reply = Reply.Draft, Shortened = true };
        }

        var ask = Ask.Of(message);
        return Playbook.Choose(message, ask) is { } play ? Request(play, message)
            : Play is not null && IsAddition(message, ask)
                ? this with { Reply = Reply.Draft, Parts = Parts.Add(message), Added = Added.Add(message) }
            : this with { Reply = Reply.Unknown };
    }

    private Dialogue Request(IPlay play, string message)
    {
        var lines = Line.ReadAll(message);
        var bringsItsOwn = Play is null || lines.Count >= LinesOfItsOwn || Client.Find(message) is not null
            || Subject.Find(lines, client: null) is not null;
        return bringsItsOwn
            ? new Dialogue(Reply.Draft, play, [message], [], Shortened: false)
            : this with { Reply = Reply.Draft, Play = play, Parts = Parts.Add(message), Shortened = false };
    }

    private static bool IsAddition(string message, string ask) =>
        message.Length <= LongestAddition && !message.TrimEnd().EndsWith('?') && !Ask.IsRequest(ask) && !Ask.IsForeign(ask)
            && message.Any(char.IsLetterOrDigit);
}
