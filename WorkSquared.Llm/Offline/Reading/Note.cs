namespace WorkSquared.Llm.Offline.Reading;

internal enum NoteSort
{
    Other,
    Action,
    Done,
    Decision,
    Question,
    Risk,
    Attendees,
}

/// <summary>One thing that was said in a meeting.</summary>
/// <param name="Owner">Who took it on; null when nobody is named.</param>
/// <param name="Due">By when, in the words of the notes.</param>
internal sealed record Note(NoteSort Sort, string Text, string? Owner = null, string? Due = null);
