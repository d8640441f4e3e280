using System.Globalization;
using System.Text.RegularExpressions;
using WorkSquared.Llm.Offline.Engagements;
using WorkSquared.Llm.Offline.Reading;
using WorkSquared.Llm.Offline.Writing;

namespace WorkSquared.Llm.Offline.Plays;

/// <summary>A three-point estimate whose arithmetic can be followed and whose inputs are plainly marked as theirs or ours.</summary>
internal sealed partial class Estimate : IPlay
{
    private const decimal TestingPercent = 20;
    private const decimal LeadingPercent = 12;

    // People deliver about four days a week; the rest is meetings, illness and questions from elsewhere.
    private const decimal DaysPerWeek = 4;

    public Recognition Recognition { get; } = new(Named(), Implied(), Mentioned());

    public Draft Write(Brief brief)
    {
        var items = brief.Items.Count > 0 ? [.. brief.Items.Select(WorkItem.Of)] : Usual(brief.Kind);
        var sum = Sum.Of(items);
        var draft = new Draft(brief.Shortened).Title(Given.Heading("Estimate", brief)).AddGiven(brief with { Items = [] });
        AddHeadline(draft, sum);
        AddItems(draft, brief, items, sum);
        AddMeaning(draft, brief, sum);
        AddLimits(draft, brief, items);
        return draft.Questions(Questions(brief, items));
    }

    private static List<WorkItem> Usual(EngagementKind kind) =>
        [.. kind.Phases.SelectMany(phase => phase.Steps, (phase, step) =>
            new WorkItem(step.Do, WorkSort.Of(step.Do), phase.Name, step.Days * 0.7m, step.Days, step.Days * 1.8m, IsGiven: false))];

    private static void AddHeadline(Draft draft, Sum sum) =>
        draft.Paragraph($"**{Say(sum.Expected)} person-days expected, {Say(sum.Careful)} to promise.**")
            .Paragraph("The first is about as likely to be exceeded as not; the second should hold in five of six cases.");

    private static void AddItems(Draft draft, Brief brief, List<WorkItem> items, Sum sum)
    {
        draft.Section("Person-days").Table("Item", brief.Items.Count > 0 ? "Basis" : "Phase", "Best", "Likely", "Worst", "Expected");
        foreach (var item in items)
        {
            draft.Row(item.Name, item.Basis, Say(item.Best), Say(item.Likely), Say(item.Worst), Say(item.Expected));
        }

        draft.Row("Checking, fixing, rework", $"{(int)TestingPercent} % of the above", "", "", "", Say(sum.Testing))
            .Row("Lead and coordination", $"{(int)LeadingPercent} % of the above", "", "", "", Say(sum.Leading))
            .Row($"**Expected**", "", "", "", "", $"**{Say(sum.Expected)}**")
            .Row("Reserve for uncertainty", "one standard deviation, items taken to go wrong together", "", "", "", Say(sum.Reserve))
            .Row($"**To promise**", "", "", "", "", $"**{Say(sum.Careful)}**");
    }

    private static void AddMeaning(Draft draft, Brief brief, Sum sum)
    {
        draft.Section("What it means");
        var team = brief.TeamSize ?? (brief.People.Count > 0 ? brief.People.Count : 2);
        var weeks = Math.Ceiling(sum.Careful / (team * DaysPerWeek));
        var isNamed = brief.TeamSize is not null || brief.People.Count > 0;
        var people = $"{team} {(team == 1 ? "person" : "people")}{(isNamed ? "" : " (my assumption)")}";
        draft.Bullet($"**Time:** about {Say(weeks)} weeks with {people}, each with {(int)DaysPerWeek} productive days a week.");
        if (brief.Duration is { } duration)
        {
            var needed = Math.Ceiling(sum.Careful / (duration.WorkingDays / 5m * DaysPerWeek));
            draft.Bullet($"**{duration.Words}** would need {Say(needed)} {(needed == 1 ? "person" : "people")} on average.");
        }

        if (brief.DayRate is { } rate)
        {
            draft.Bullet($"**Price at {rate.Words} a day:** {rate.Say(sum.Expected * rate.Value)} expected, "
                + $"{rate.Say(sum.Careful * rate.Value)} to promise.");
            AddBudget(draft, brief.Budget, rate, sum);
        }
        else if (brief.Budget is { } budget)
        {
            draft.Bullet($"**{budget.Words}** would pay {budget.Say(budget.Value / sum.Careful)} per person-day.");
        }
    }

    private static void AddBudget(Draft draft, Money? budget, Money rate, Sum sum)
    {
        if (budget is null)
        {
            return;
        }

        var difference = budget.Value - (sum.Careful * rate.Value);
        var verdict = difference >= 0 ? $"holds, with {budget.Say(difference)} to spare."
            : $"short by {budget.Say(-difference)}. Cut scope before you cut days.";
        draft.Bullet($"**Budget {budget.Words}:** {verdict}");
    }

    private static void AddLimits(Draft draft, Brief brief, List<WorkItem> items)
    {
        draft.Detail("How far to trust it");
        var ours = items.Count(item => !item.IsGiven);
        if (ours > 0)
        {
            draft.Bullet(brief.Items.Count > 0
                ? $"{ours} of {items.Count} items carry usual sizes that I set from their wording. Replace them by your team's own "
                    + $"figures (\"Login 3-5 days\") and send the list again."
                : $"No parts were listed, so this is how {brief.Kind.Label} usually goes and not an estimate of yours. Good for a first "
                    + "conversation, not for an offer.");
        }

        draft.Bullet("Expected = (best + 4 × likely + worst) / 6, item by item.")
            .Bullet("Not included: travel, licences, the client's own effort, support after handover.");
    }

    private static IEnumerable<string> Questions(Brief brief, List<WorkItem> items)
    {
        if (brief.Items.Count == 0)
        {
            yield return "Which parts does the work have? One per line, with days where you know them.";
        }
        else if (items.Where(item => !item.IsGiven).MaxBy(item => item.Worst - item.Best) is { } widest)
        {
            yield return $"\"{PersonsWords.Shorten(widest.Name, 60)}\" has the widest range: what would you have to know to narrow it?";
        }

        if (brief.DayRate is null)
        {
            yield return "What is the day rate? Then I can add the price.";
        }

        if (brief.TeamSize is null && brief.People.Count == 0)
        {
            yield return "How many people can work on it, and from when?";
        }
    }

    private static string Say(decimal days) => WorkItem.HalfDays(days).ToString("#,0.#", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\b(?:(?<!\b(?:i|we|they)\s)estimat(?:e|es|ion|ing)\b|(?:effort|cost|time|budget)\s(?:estimat\w{1,4}|calculation|breakdown)"
        + @"|ballpark|t-?shirt\siz\w{1,3}|person-?\s?days\s(?:for|to|does|do|will)|how\smany\s(?:person|man)?[\s-]?(?:days|weeks|hours"
        + @"|months))\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(
        @"\bhow\s(?:long|much)\b[^\n?]{0,60}\b(?:migrat|implement|build|develop|deliver|integrat|roll|design|set\sup|test|train|convert"
        + @"|replac|launch|project|engagement|document|introduc|effort|move|connect|work|cost\sto|take\sus)\w{0,6}|\b(?:calculate|price"
        + @"|quote)\s(?:the\s|an?\s|for\s)|\bwhat\s(?:will|would|does)\s[^\n?]{3,80}\scost\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Implied();

    [GeneratedRegex(
        @"\A\s{0,3}(?:and\s|now\s)?(?:the\s|an?\s)?(?:effort|costs?|price|quote|sizing|duration)\b|\b(?:effort|costs?)\s(?:for|of)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Mentioned();

    private sealed record Sum(decimal Testing, decimal Leading, decimal Expected, decimal Reserve)
    {
        public decimal Careful => Expected + Reserve;

        public static Sum Of(List<WorkItem> items)
        {
            var work = items.Sum(item => item.Expected);
            var testing = WorkItem.HalfDays(work * TestingPercent / 100);
            var leading = WorkItem.HalfDays(work * LeadingPercent / 100);

            // Delays seldom come alone: deviations are added, not averaged out as those of independent items would be.
            return new Sum(testing, leading, work + testing + leading, WorkItem.HalfDays(items.Sum(item => item.Worst - item.Best) / 6));
        }
    }
}
