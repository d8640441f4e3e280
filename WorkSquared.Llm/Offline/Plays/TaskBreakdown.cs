using System.Text.RegularExpressions;
using WorkSquared.Llm.Offline.Engagements;
using WorkSquared.Llm.Offline.Reading;
using WorkSquared.Llm.Offline.Writing;

namespace WorkSquared.Llm.Offline.Plays;

/// <summary>Breaks a goal into tasks, each with something to show at its end.</summary>
internal sealed partial class TaskBreakdown : IPlay
{
    public Recognition Recognition { get; } = new(Named(), Implied(), Mentioned());

    public Draft Write(Brief brief)
    {
        var draft = new Draft(brief.Shortened).Title(Given.Heading("Tasks", brief)).AddGiven(brief with { Items = [] });
        var times = Schedule.Of(brief.Kind.Phases, brief.Duration);
        draft.Section("In order")
            .Paragraph("Each task ends with something that can be shown; days are person-days to start the discussion from.");

        for (var index = 0; index < brief.Kind.Phases.Count; index++)
        {
            // Listed parts take the place of the usual middle: they are what the person wants done.
            var isUsualMiddle = brief.Items.Count > 0 && index > 0 && index < brief.Kind.Phases.Count - 1;
            if (!isUsualMiddle)
            {
                AddPhase(draft, brief.Kind.Phases[index], brief.Duration is null ? null : times[index]);
            }
            else if (index == 1)
            {
                AddItems(draft, brief.Items);
            }
        }

        AddOrder(draft, brief);
        return draft.Questions(Questions(brief));
    }

    private static void AddPhase(Draft draft, Phase phase, string? when)
    {
        draft.Heading(when is null ? phase.Name : $"{phase.Name} ({when})");
        foreach (var step in phase.Steps)
        {
            draft.Task($"{step.Do} → *{step.Proof}* · {step.Days} d");
        }
    }

    private static void AddItems(Draft draft, IReadOnlyList<string> items)
    {
        foreach (var item in items.Select(WorkItem.Of))
        {
            draft.Heading($"{item.Name} ({Days(item)})");
            foreach (var step in item.Sort.Steps)
            {
                draft.Task(step);
            }

            draft.Bullet($"*Done when: {item.Sort.DoneWhen}*");
        }
    }

    private static string Days(WorkItem item) =>
        item.Best == item.Worst
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{item.Likely:0.#} d")
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{item.Best:0.#}–{item.Worst:0.#} d");

    private static void AddOrder(Draft draft, Brief brief)
    {
        var phases = brief.Kind.Phases;
        var longest = brief.Items.Count > 0
            ? brief.Items.Select(WorkItem.Of).MaxBy(item => item.Worst)?.Name
            : phases.Skip(1).SelectMany(phase => phase.Steps).MaxBy(step => step.Days)?.Do;
        draft.Section("What decides the date")
            .Bullet($"**Start today:** {phases[0].Steps[2].Do}. It depends on others and has the longest wait.")
            .Bullet($"**Longest single piece:** {longest}. Split it until no part is longer than three days.");
        if (brief.Items.Count == 0)
        {
            draft.Bullet($"**First proof for the client:** {phases[2].DoneWhen}. Put a date on it now.");
        }

        if (brief.Deadline is { } deadline)
        {
            draft.Bullet($"**Backwards from {deadline}:** the hand-over needs two weeks; all else must be accepted before.");
        }
    }

    private static IEnumerable<string> Questions(Brief brief)
    {
        if (brief.Subject is null)
        {
            yield return "What is the goal, and how will you know that it is reached?";
        }

        if (brief.Items.Count == 0)
        {
            yield return "Which parts must be there at the end? List them, one per line, and each becomes a task of its own.";
        }

        if (brief.People.Count == 0)
        {
            yield return "Who can take tasks, and for how many days a week?";
        }
    }

    [GeneratedRegex(
        @"\b(?:break(?:ing)?\s(?:\w{1,20}\s){0,6}down\b|break\s(?:[^\n.]{1,120}\s)?(?:up\s)?into\b|(?:in)?to\s(?:small(?:er)?\s"
        + @"|concrete\s|manageable\s|actionable\s)?(?:tasks|steps|work\spackages|stories)\b|task\s(?:list|breakdown|plan)|to-?do\slist"
        + @"|work\sbreakdown|WBS\b|(?:product\s|project\s)?backlog\b|user\sstories|list\sof\stasks|action\splan)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(
        @"\b(?:(?:what|which)\s(?:are\sthe\s|tasks|steps)[^\n.]{0,30}(?:tasks|steps|to\sdo|needed|necessary)|(?:create|make|write|give"
        + @"|list|define|derive|generate|draft|add|get|show|need|want)\s(?:me\s|us\s)?(?:\w{1,12}\s){0,3}tasks\b|tasks\s(?:for|to)\b"
        + @"|(?:decompose|split)\s|what\s(?:needs|has)\sto\s(?:be\sdone|happen)|(?:steps|next\ssteps)\s(?:to|for)\b)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Implied();

    [GeneratedRegex(@"\A\s{0,4}(?:and\s|now\s|the\s)?(?:tasks|next\ssteps|to-?dos)\b|\b(?:as|into|in)\stasks\b", RegexOptions.IgnoreCase)]
    private static partial Regex Mentioned();
}
