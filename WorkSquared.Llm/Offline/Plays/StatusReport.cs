using System.Text.RegularExpressions;
using WorkSquared.Llm.Offline.Reading;
using WorkSquared.Llm.Offline.Writing;

namespace WorkSquared.Llm.Offline.Plays;

/// <summary>A status report of one page from whatever was jotted down; a colour is proposed with its reason, never made up.</summary>
internal sealed partial class StatusReport : IPlay
{
    // A line that begins with "Status" is the request; one that mentions it further on may be a point.
    private const int LeastToBeTheRequest = 1000;

    public Recognition Recognition { get; } = new(Named(), Implied(), Mentioned());

    public Draft Write(Brief brief)
    {
        var points = StatusReader.Read(Body(brief)).Where(point => point.Text.Length > 0).ToList();
        var draft = new Draft(brief.Shortened).Title(Heading(brief));
        if (points.All(point => point.Sort is StatusSort.Other))
        {
            return AddForm(draft, brief).Questions(FormQuestions(brief));
        }

        AddHead(draft, brief, points);
        AddList(draft, "Done", Of(points, StatusSort.Done));
        AddList(draft, "In progress", Of(points, StatusSort.Doing));
        AddTrouble(draft, Of(points, StatusSort.Trouble));
        AddDecisions(draft, Of(points, StatusSort.Decision));
        AddNext(draft, Of(points, StatusSort.Next));
        AddList(draft, "Figures", Of(points, StatusSort.Figure));
        AddOthers(draft, Of(points, StatusSort.Other));
        return draft.Questions(Questions(brief, points));
    }

    private static string Heading(Brief brief)
    {
        var heading = Given.Heading("Status report", brief);
        return brief.Lines is [var first, ..] && Period().Match(first.Text) is { Success: true } period
            ? $"{heading}, {period.Value}"
            : heading;
    }

    private IEnumerable<Line> Body(Brief brief)
    {
        foreach (var line in brief.Lines.Concat(brief.Added.SelectMany(Line.ReadAll)))
        {
            var asks = Recognition.Strength(line.Text) >= LeastToBeTheRequest && !line.IsItem;
            var text = asks ? AfterRequest().Match(line.Text).Groups["points"].Value.Trim() : line.Text;
            if (text.Length > 0 && !Colour().IsMatch(text))
            {
                yield return line with { Text = text, IsHeading = line.IsHeading && !asks };
            }
        }
    }

    private static void AddHead(Draft draft, Brief brief, List<(StatusSort Sort, string Text)> points)
    {
        var (colour, reason) = ColourOf(brief, points);
        draft.Table("Overall", "Why");
        draft.Row($"**{colour}**", reason);
    }

    private static (string Colour, string Reason) ColourOf(Brief brief, List<(StatusSort Sort, string Text)> points)
    {
        foreach (var line in brief.Lines)
        {
            if (Colour().Match(line.Text) is { Success: true } said)
            {
                return (NoteReader.Upper(said.Groups["colour"].Value.ToLowerInvariant()), "as you rated it");
            }
        }

        var troubles = Of(points, StatusSort.Trouble);
        return troubles.Find(trouble => Severe().IsMatch(trouble)) is { } severe ? ("Red (proposed)", $"because of: {severe}")
            : troubles.Count > 0 ? ("Amber (proposed)", $"because of: {troubles[0]}")
            : ("Green (proposed)", "no delay or blocker in your notes; change it if you know of one");
    }

    private static void AddList(Draft draft, string heading, List<string> points)
    {
        if (points.Count > 0)
        {
            draft.Section(heading).Bullets(points);
        }
    }

    private static void AddTrouble(Draft draft, List<string> points)
    {
        if (points.Count == 0)
        {
            return;
        }

        draft.Section("Risks, issues and blockers").Table("Point", "Effect on date, money or scope", "What we do", "Who, by when");
        foreach (var point in points)
        {
            draft.Row(point, MarkdownText.ToFill, MarkdownText.ToFill, MarkdownText.ToFill);
        }
    }

    private static void AddDecisions(Draft draft, List<string> points)
    {
        if (points.Count == 0)
        {
            return;
        }

        draft.Section("Decisions needed");
        foreach (var point in points)
        {
            draft.Task(point);
        }
    }

    private static void AddNext(Draft draft, List<string> points)
    {
        if (points.Count == 0)
        {
            return;
        }

        draft.Section("Next");
        foreach (var note in points.Select(point => ActionReader.Read(point, speaker: null)))
        {
            draft.Task((note.Owner, note.Due) switch
            {
                ({ } owner, { } due) => $"{note.Text} ({owner}, {due})",
                (null, { } due) => $"{note.Text} ({due})",
                ({ } owner, null) => $"{note.Text} ({owner})",
                _ => note.Text,
            });
        }
    }

    private static void AddOthers(Draft draft, List<string> points)
    {
        if (points.Count > 0)
        {
            draft.Detail("Also reported").Bullets(points);
        }
    }

    private static Draft AddForm(Draft draft, Brief brief) =>
        draft.AddGiven(brief)
            .Paragraph("Nothing to report yet. Send me the bare points, one per line, in any order, and I sort them. For example:")
            .Bullet("Done: interface to the warehouse accepted on Tuesday")
            .Bullet("Stuck: no test data from the client since last week")
            .Bullet("Next: Anna starts the load test on Monday")
            .Bullet("Decision needed: go-live with or without the archive")
            .Section("What a sponsor looks for")
            .Bullet("the colour, and what would change it")
            .Bullet("what was finished and accepted since the last report, not what people were busy with")
            .Bullet("what you need from them, by when, and what it costs if it comes late");

    private static IEnumerable<string> FormQuestions(Brief brief)
    {
        yield return "What was finished and accepted since the last report?";
        yield return "What is stuck, and who could unblock it?";
        yield return brief.Client is { } client ? $"What do you need {client} to decide?" : "What do you need the sponsor to decide?";
    }

    private static IEnumerable<string> Questions(Brief brief, List<(StatusSort Sort, string Text)> points)
    {
        if (Of(points, StatusSort.Trouble) is [var first, ..])
        {
            yield return $"\"{PersonsWords.Shorten(first, 80)}\": what does it cost in days or money, and who acts by when?";
        }

        if (Of(points, StatusSort.Next).Count == 0)
        {
            yield return "What will be finished by the next report?";
        }

        if (Of(points, StatusSort.Decision).Count == 0)
        {
            yield return "Is there anything the sponsor must decide?";
        }
    }

    private static List<string> Of(List<(StatusSort Sort, string Text)> points, StatusSort sort) =>
        [.. points.Where(point => point.Sort == sort).Select(point => point.Text)];

    [GeneratedRegex(
        @"\b(?:(?:project\s)?status\s?(?:report|update|mail|email|summary|meeting|slide)|(?:weekly|monthly|progress|highlight"
        + @"|steering(?:\scommittee)?|RAG)\s(?:status|report|update|pack|paper)|update\s(?:for|to)\s(?:the\s|our\s)?(?:sponsor|client"
        + @"|steering))\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(
        @"\b(?:where\sdo\swe\sstand|report\s(?:on\s)?(?:the\s)?(?:status|progress)|status\s(?:of|for|on)\b|(?:write|draft|make|create"
        + @"|prepare|give)\s(?:me\s|us\s)?(?:an?\s|the\s)?(?:\w{1,12}\s)?status\b)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Implied();

    [GeneratedRegex(@"\A\s{0,3}(?:and\s|the\s|now\s(?:the\s)?)?status\b", RegexOptions.IgnoreCase)]
    private static partial Regex Mentioned();

    [GeneratedRegex(@"\b(?:(?:calendar\s)?week|CW|KW|sprint|iteration|month|Q[1-4])\s?\d{1,4}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Period();

    // The points may follow on the same line, behind a colon or the end of the request.
    [GeneratedRegex(@"\A[^:.?!\n]{0,200}(?:[:.?!]\s?|\z)(?<points>[^\n]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex AfterRequest();

    [GeneratedRegex(
        @"\A(?:(?:overall|status|rag|traffic\slight)(?:\sstatus)?(?:\sis)?\s?:?\s{0,2})(?<colour>green|amber|yellow|red)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Colour();

    [GeneratedRegex(
        @"\b(?:critical|stopped|escalat\w{1,4}|go-?live\s(?:is\s)?(?:at\srisk|in\sdanger|will\sslip)|cannot\s(?:be\s)?(?:deliver|go"
        + @"|meet)\w{0,4}|will\snot\sbe\smet|over\sbudget)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Severe();
}
