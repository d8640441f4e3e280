using System.Text.RegularExpressions;

namespace WorkSquared.Llm.Offline.Reading;

internal enum StatusSort
{
    Other,
    Done,
    Doing,
    Next,
    Trouble,
    Decision,
    Figure,
}

/// <summary>Sorts what was reported of a project: done, going on, next, in trouble, to be decided.</summary>
internal static partial class StatusReader
{
    public static IReadOnlyList<(StatusSort Sort, string Text)> Read(IEnumerable<Line> lines)
    {
        var points = new List<(StatusSort, string)>();
        var section = StatusSort.Other;
        foreach (var line in lines)
        {
            if (Section().Match(line.Text) is { Success: true } head)
            {
                section = SortOf(head.Groups["label"].Value);
                points.AddRange(Split(head.Groups["rest"].Value, section));

                // "Done: a, b" on one line is a section by itself; a heading rules until the next one.
                section = head.Groups["rest"].Length > 0 ? StatusSort.Other : section;
                continue;
            }

            section = line.IsHeading ? StatusSort.Other : section;
            points.AddRange(line.Sentences().SelectMany(sentence => Sentence(sentence, section)));
        }

        return points;
    }

    private static IEnumerable<(StatusSort, string)> Sentence(string sentence, StatusSort section) =>
        Section().Match(sentence) is { Success: true } head && head.Groups["rest"].Length > 0
            ? Split(head.Groups["rest"].Value, SortOf(head.Groups["label"].Value))
            : [(section is StatusSort.Other ? Guess(sentence) : section, NoteReader.Upper(sentence.TrimEnd('.')))];

    private static IEnumerable<(StatusSort, string)> Split(string points, StatusSort sort) =>
        Separator().Split(points).Select(point => point.Trim().TrimEnd('.')).Where(point => point.Length > 0)
            .Select(point => (sort, NoteReader.Upper(point)));

    private static StatusSort Guess(string sentence) =>
        FigureWords().IsMatch(sentence) ? StatusSort.Figure
        : DecisionWords().IsMatch(sentence) ? StatusSort.Decision
        : TroubleWords().IsMatch(sentence) ? StatusSort.Trouble
        : NextWords().IsMatch(sentence) ? StatusSort.Next
        : DoingWords().IsMatch(sentence) ? StatusSort.Doing
        : DoneWords().IsMatch(sentence) ? StatusSort.Done
        : StatusSort.Other;

    private static StatusSort SortOf(string label) =>
        DoneLabel().IsMatch(label) ? StatusSort.Done
        : DoingLabel().IsMatch(label) ? StatusSort.Doing
        : NextLabel().IsMatch(label) ? StatusSort.Next
        : DecisionLabel().IsMatch(label) ? StatusSort.Decision
        : StatusSort.Trouble;

    [GeneratedRegex(
        @"\A(?<label>done|completed|finished|achieved|achievements|accomplished|accomplishments|last\sweek|this\sweek|highlights"
        + @"|results|in\sprogress|ongoing|doing|next(?:\s(?:steps?|week|up|month))?|planned|upcoming|to\sdo"
        + @"|stuck|blocked|blockers?|risks?(?:\s(?:and|&|/)\sissues)?|issues?(?:\s(?:and|&|/)\srisks)?|problems?|delays?|concerns?"
        + @"|decisions?(?:\sneeded|\srequired)?|needed(?:\sfrom\s(?:you|the\sclient|steering))?"
        + @"|we\sneed)\s?(?::\s{0,3}(?<rest>[^\n]{0,999})|(?<rest>))\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Section();

    [GeneratedRegex(@"\A(?:in\sp|doing|ongoing)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DoingLabel();

    [GeneratedRegex(@"\A(?:deci|we\sneed|needed)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DecisionLabel();

    [GeneratedRegex(
        @"\A(?:done|compl|finish|achiev|accompl|last|this|highl|result)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DoneLabel();

    [GeneratedRegex(@"\A(?:next|plan|upcom|to\sdo)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NextLabel();

    [GeneratedRegex(
        @"\A(?:the\s)?(?:budget|spent|costs?|burn(?:\srate)?|hours|person-?\s?days|effort)\b[^\n]{0,40}\d",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FigureWords();

    [GeneratedRegex(@"[,;]\s(?:and\s)?", RegexOptions.CultureInvariant)]
    private static partial Regex Separator();

    [GeneratedRegex(
        @"\b(?:needs?\s(?:a\s|your\s|the\s|to\s)?(?:decision|approval|decide|approve|sign-?off)|decision\s(?:needed|required|on|about"
        + @"|pending)|must\s(?:decide|approve)|to\sbe\s(?:decided|approved)|please\s(?:decide|approve|confirm))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DecisionWords();

    [GeneratedRegex(
        @"\b(?:block(?:ed|er|ing)|delay(?:ed|s)?|late|behind|risks?|issues?|problem(?:s|atic)?|waiting|missing|overrun|over\sbudget"
        + @"|slip(?:s|ped|ping)?|stuck|fail(?:s|ed|ing)?|sick|ill|unclear|critical|not\s(?:yet\s)?(?:available|delivered|started|ready"
        + @"|done|received)|still\sno|cannot|can['’]t|concern(?:s|ed)?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TroubleWords();

    [GeneratedRegex(
        @"\b(?:next|will|plan(?:ned)?\s(?:to|for|is)|upcoming|going\sto|scheduled|tomorrow|starts?\s(?:on|in|next))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NextWords();

    [GeneratedRegex(
        @"\b(?:in\sprogress|ongoing|working\son|under\sway|started|half|continu\w{1,4}|currently|is\sbeing|are\sbeing)\b|\d{1,2}\s?%",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DoingWords();

    [GeneratedRegex(
        @"\b(?:done|complet(?:e|ed)|finish(?:ed)?|deliver(?:ed)?|live|signed|closed|approved|accepted|achieved|migrated|released"
        + @"|shipped|held|agreed|delivered|tested|built|trained|moved|installed|100\s?%)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DoneWords();
}
