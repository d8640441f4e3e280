using System.Text.RegularExpressions;

namespace WorkSquared.Llm.Offline.Reading;

/// <summary>Sorts meeting notes, sentence by sentence. What it can't sort it keeps: nothing of the notes is lost.</summary>
internal static partial class NoteReader
{
    public static IReadOnlyList<Note> Read(IEnumerable<Line> lines)
    {
        var notes = new List<Note>();
        var section = NoteSort.Other;
        foreach (var line in lines)
        {
            if (SectionOf(line) is { } opened)
            {
                section = opened;
                continue;
            }

            if (line.IsHeading)
            {
                section = NoteSort.Other;
            }

            ReadLine(line, section, notes);
        }

        return notes;
    }

    private static void ReadLine(Line line, NoteSort section, List<Note> notes)
    {
        string? speaker = null;
        var text = line.Text;
        if (!Label().IsMatch(text) && Speaker().Match(text) is { Success: true } spoken && Person.CanBeName(spoken.Groups["name"].Value))
        {
            speaker = spoken.Groups["name"].Value;
            text = spoken.Groups["said"].Value;
        }

        foreach (var sentence in (line with { Text = text }).Sentences())
        {
            var note = Sort(sentence, speaker, section);
            notes.Add(line.IsTicked && note.Sort is (NoteSort.Action or NoteSort.Other) ? note with { Sort = NoteSort.Done } : note);
        }
    }

    private static Note Sort(string sentence, string? speaker, NoteSort section)
    {
        if (Labelled(sentence) is { } labelled)
        {
            return labelled;
        }

        if (section is NoteSort.Action || (section is NoteSort.Other && ActionReader.IsPromise(sentence, speaker)))
        {
            return ActionReader.Read(sentence, speaker);
        }

        var said = speaker is null ? sentence : $"{speaker}: {sentence}";
        if (section is not NoteSort.Other)
        {
            return new Note(section, Tidy(sentence));
        }

        return DecisionSentence().Match(sentence) is { Success: true } decided
            ? new Note(NoteSort.Decision, Tidy(decided.Groups["what"].Value))
            : Settled().IsMatch(sentence) ? new Note(NoteSort.Decision, Tidy(said))
            : sentence.EndsWith('?') ? new Note(NoteSort.Question, said)
            : RiskSentence().IsMatch(sentence) ? new Note(NoteSort.Risk, Tidy(said))
            : new Note(NoteSort.Other, Tidy(said));
    }

    private static Note? Labelled(string sentence)
    {
        if (Label().Match(sentence) is not { Success: true } label)
        {
            return null;
        }

        var what = label.Groups["what"].Value;
        var sort = SortOf(label.Groups["label"].Value);
        var owner = label.Groups["owner"] is { Success: true, Value: var name } && Person.CanBeName(name) ? name : null;
        return sort is NoteSort.Action ? ActionReader.Read(what, owner) : new Note(sort, Tidy(what));
    }

    private static NoteSort? SectionOf(Line line) =>
        SectionHead().Match(line.Text) is { Success: true } head
            && (line.IsHeading || line.Text.EndsWith(':') || head.Groups["rest"].Length == 0)
            ? SortOf(head.Groups["label"].Value)
            : null;

    private static NoteSort SortOf(string label) =>
        DecisionLabel().IsMatch(label) ? NoteSort.Decision
        : QuestionLabel().IsMatch(label) ? NoteSort.Question
        : RiskLabel().IsMatch(label) ? NoteSort.Risk
        : AttendeesLabel().IsMatch(label) ? NoteSort.Attendees
        : label.Equals("done", StringComparison.OrdinalIgnoreCase) ? NoteSort.Done
        : NoteSort.Action;

    private static string Tidy(string sentence) => Upper(sentence.TrimEnd('.'));

    internal static string Upper(string text) =>
        text.Length > 0 && char.IsLower(text[0]) ? char.ToUpperInvariant(text[0]) + text[1..] : text;

    [GeneratedRegex(@"\A(?:deci|agree|resolv|approv)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DecisionLabel();

    [GeneratedRegex(@"\A(?:open|question)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex QuestionLabel();

    [GeneratedRegex(@"\A(?:risk|issue|concern|blocker|problem)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RiskLabel();

    [GeneratedRegex(@"\A(?:attend|particip|present)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AttendeesLabel();

    private const string Labels =
        @"(?:to-?\s?dos?|actions?(?:\s(?:items?|points?))?|AIs?|APs?|next\ssteps?|tasks?|follow[\s-]?ups?|decisions?(?:\smade)?|decided"
        + @"|agreed|agreements?|resolved|approved"
        + @"|open(?:\s(?:questions?|points?|issues?|items?))?|questions?|risks?|issues?|concerns?|blockers?|problems?|attendees"
        + @"|attending|participants|present|done)";

    [GeneratedRegex(
        @"\A(?<label>" + Labels + @")(?:\s?\((?<owner>[^()\n]{1,40})\)|\s(?:for\s)?@?(?<owner>(?-i:\p{Lu})[\p{L}'’-]{1,30}))?\s?(?::"
        + @"|\s[-–]\s)\s{0,3}(?<what>\S[^\n]{0,999})\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(
        @"\A(?:(?:the|our|key|main)\s)?(?<label>" + Labels + @")(?<rest>(?:\s(?:and|&|/)\s\w{3,15})?)\s?:?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SectionHead();

    [GeneratedRegex(
        @"\A(?<name>[\p{Lu}\p{Lo}][\p{L}\p{M}'’.-]{0,30}(?:\s\p{Lu}[\p{L}\p{M}'’.-]{0,30}){0,2})(?:\s?\([^()\n]{1,30}\))?(?:\s?:\s{1,3}"
        + @"|\s[-–]\s)(?<said>\S[^\n]{1,999})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Speaker();

    [GeneratedRegex(
        @"\A(?:(?:it\swas|we(?:['’]ve|\shave)?|the\steam(?:\shas)?|all|everyone|both\ssides|the\sgroup"
        + @"|steering)\s(?:all\s)?)?(?:decided|agreed|resolved|approved|concluded|confirmed)\s(?:that\s|to\s|on\s"
        + @"|upon\s)?(?<what>[^\n]{3,999})\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DecisionSentence();

    [GeneratedRegex(
        @"\A[^\n?]{3,100}\s(?:(?:is|was|were|has\sbeen)\s)?(?:approved|accepted|rejected|postponed|cancelled|agreed)\.?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Settled();

    [GeneratedRegex(
        @"\b(?:risk(?:s|y)?|blocked|blocker|worried|concern(?:s|ed)?|delay(?:s|ed)?|is\slate|behind\sschedule|unclear|problem(?:s)?"
        + @"|at\sstake)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RiskSentence();
}
