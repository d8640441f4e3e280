using System.Text.RegularExpressions;
using WorkSquared.Llm.Offline.Reading;
using WorkSquared.Llm.Offline.Writing;

namespace WorkSquared.Llm.Offline.Plays;

/// <summary>Turns pasted meeting notes into actions, decisions and open questions, and drops nothing.</summary>
internal sealed partial class MeetingActions : IPlay
{
    /// <summary>Notes pasted without a word of request count as much as a document that is named first of all.</summary>
    public const int StrengthOfNotes = 3000;

    private const int FewestNotes = 3;
    private const int FewestSorted = 2;
    private const int LettersLookedAt = 4000;
    private const int LongestTitle = 90;

    public Recognition Recognition { get; } = new(Named(), Implied());

    /// <summary>Whether somebody pasted notes and left it to us to see what they need.</summary>
    public static bool LooksLikeNotes(string message, string ask)
    {
        if (Ask.IsRequest(ask))
        {
            return false;
        }

        var notes = NoteReader.Read(Line.ReadAll(message[..Math.Min(message.Length, LettersLookedAt)]));
        var sorted = notes.Count(note => note.Sort is NoteSort.Action or NoteSort.Decision);
        return notes.Count >= FewestNotes && sorted >= FewestSorted && sorted * 4 >= notes.Count;
    }

    public Draft Write(Brief brief)
    {
        var (title, lines) = WithoutRequest([.. brief.Lines, .. brief.Added.SelectMany(Line.ReadAll)]);
        var notes = NoteReader.Read(lines);
        var actions = Of(notes, NoteSort.Action);
        var draft = new Draft(brief.Shortened)
            .Title(title is null ? Given.Heading("Meeting actions", brief with { Subject = null }) : $"Meeting actions: {title}");
        if (notes.Count == 0)
        {
            return draft.Paragraph("Paste the notes as they are, below the request or in the next message: one line or sentence per "
                + "point. I sort them into actions with owner and date, decisions and open questions.");
        }

        AddSummary(draft, notes, actions);
        AddActions(draft, actions);
        AddList(draft, "Decisions", Of(notes, NoteSort.Decision));
        AddList(draft, "Open questions", Of(notes, NoteSort.Question));
        AddList(draft, "Risks and problems", Of(notes, NoteSort.Risk));
        AddList(draft, "Already done", Of(notes, NoteSort.Done));
        AddOthers(draft, Of(notes, NoteSort.Other));
        AddBeforeSending(draft, actions, Of(notes, NoteSort.Question));
        return draft;
    }

    private static void AddSummary(Draft draft, IReadOnlyList<Note> notes, List<Note> actions)
    {
        draft.Paragraph($"{Count(actions.Count, "action")}, {Count(Of(notes, NoteSort.Decision).Count, "decision")}, "
            + $"{Count(Of(notes, NoteSort.Question).Count, "open question")}.");
        var attendees = Of(notes, NoteSort.Attendees);
        if (attendees.Count > 0)
        {
            draft.Paragraph($"Present: {string.Join(", ", attendees.Select(note => note.Text))}");
        }
    }

    private static void AddActions(Draft draft, List<Note> actions)
    {
        if (actions.Count == 0)
        {
            draft.Paragraph("I found no action: no line says who does something. A line such as \"Anna will send the contract by "
                + "Friday\" or \"TODO: book the room\" would be one.");
            return;
        }

        draft.Section("Actions").Table("No.", "Action", "Owner", "Due");
        for (var index = 0; index < actions.Count; index++)
        {
            var action = actions[index];
            draft.Row($"{index + 1}", action.Text, MarkdownText.OrToFill(action.Owner), MarkdownText.OrToFill(action.Due));
        }
    }

    private static void AddList(Draft draft, string heading, List<Note> notes)
    {
        if (notes.Count > 0)
        {
            draft.Section(heading).Bullets(notes.Select(note => note.Text));
        }
    }

    private static void AddOthers(Draft draft, List<Note> notes)
    {
        if (notes.Count > 0)
        {
            draft.Detail("Also in the notes").Bullets(notes.Select(note => note.Text));
        }
    }

    private static void AddBeforeSending(Draft draft, List<Note> actions, List<Note> questions)
    {
        var unowned = Numbers(actions, action => action.Owner is null or "Team");
        var undated = Numbers(actions, action => action.Due is null);
        if (unowned.Length + undated.Length + questions.Count == 0)
        {
            return;
        }

        draft.Section("Before you send it round");
        if (unowned.Length > 0)
        {
            draft.Task($"Name one person for {unowned}");
        }

        if (undated.Length > 0)
        {
            draft.Task($"Set a date for {undated}");
        }

        if (questions.Count > 0)
        {
            draft.Task($"Say who answers the open {(questions.Count == 1 ? "question" : "questions")}, and by when");
        }
    }

    private static string Numbers(List<Note> actions, Func<Note, bool> lacks)
    {
        var numbers = Enumerable.Range(1, actions.Count).Where(number => lacks(actions[number - 1])).ToList();
        return numbers switch
        {
            [] => "",
            [var only] => $"action {only}",
            _ => $"actions {string.Join(", ", numbers.SkipLast(1))} and {numbers[^1]}",
        };
    }

    private static string Count(int count, string what) => count switch
    {
        0 => $"no {what}",
        1 => $"1 {what}",
        _ => $"{count} {what}s",
    };

    private static List<Note> Of(IReadOnlyList<Note> notes, NoteSort sort) => [.. notes.Where(note => note.Sort == sort)];

    /// <summary>The notes alone: without the line that asked for this, and without the name of the meeting.</summary>
    private (string? Title, List<Line> Lines) WithoutRequest(IReadOnlyList<Line> lines)
    {
        var notes = lines.ToList();
        if (notes.Count > 0 && (Ask.IsRequest(notes[0].Text) || Recognition.Strength(notes[0].Text) > 0)
            && AfterRequest().Match(notes[0].Text) is { Success: true } rest)
        {
            notes[0] = notes[0] with { Text = rest.Groups["notes"].Value.Trim(), IsHeading = false };
        }

        notes.RemoveAll(line => line.Text.Length == 0);
        if (notes.Count > 1 && Ask.IsRequest(notes[^1].Text) && Recognition.Strength(notes[^1].Text) > 0)
        {
            notes.RemoveAt(notes.Count - 1);
        }

        if (notes.Count > 1 && notes[0] is { IsItem: false } first && first.Text.Length <= LongestTitle && Meeting().IsMatch(first.Text))
        {
            notes.RemoveAt(0);
            return (first.Text.TrimEnd(':', '.'), notes);
        }

        return (null, notes);
    }

    [GeneratedRegex(
        @"\b(?:(?:meeting|workshop|call|interview|steering|my|these|the\sfollowing|following|our|below)\s(?:meeting\s)?(?:notes|minutes"
        + @"|protocol|transcript)|(?:notes|transcript|(?<![0-9]\s)minutes)\s(?:of|from|into|to)\b|(?<!release\s)notes\s?:"
        + @"|action\s(?:items|points)|(?:actions|to-?dos)\s(?:from|out\sof)|(?:in)?to\s(?:actions|action\sitems)|(?:extract|pull|find"
        + @"|get)\s(?:me\s|us\s|all\s|the\s){0,3}(?:actions|action\sitems|to-?dos|decisions)|(?:who\sdoes\swhat)"
        + @"|actions,?\s(?:and\s)?decisions|decisions\sand\s(?:actions|open))",
        RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(
        @"\b(?:(?:summari[sz]e|sort|clean\sup|structure|tidy)\s(?:the\s|this\s|our\s|my\s)(?:meeting|call|workshop|protocol|notes)"
        + @"|what\sdid\swe\s(?:decide|agree)|follow[\s-]?up\s(?:mail|email)\sfor\sthe\smeeting)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Implied();

    // What stands behind the colon, or behind the end of the sentence, belongs to the notes already.
    [GeneratedRegex(@"\A[^:.?!\n]{1,200}(?:[:.?!]\s?|\z)(?<notes>[^\n]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex AfterRequest();

    [GeneratedRegex(
        @"\b(?:meeting|workshop|call|kick-?off|steering|stand-?up|retro\w{0,10}|session|review|sync|jour\sfixe|weekly|minutes|notes"
        + @"|protocol)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Meeting();
}
