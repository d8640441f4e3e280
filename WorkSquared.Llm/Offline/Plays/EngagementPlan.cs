using System.Text.RegularExpressions;
using WorkSquared.Llm.Offline.Engagements;
using WorkSquared.Llm.Offline.Reading;
using WorkSquared.Llm.Offline.Writing;

namespace WorkSquared.Llm.Offline.Plays;

/// <summary>Plans an engagement: phases with a check at the end of each, scope, rhythm, money, risks.</summary>
internal sealed partial class EngagementPlan : IPlay
{
    private const int ReservePercent = 10;
    private const int MostDays = 1_000_000;

    public Recognition Recognition { get; } = new(Named(), Implied(), Mentioned());

    public Draft Write(Brief brief)
    {
        var draft = new Draft(brief.Shortened).Title(Given.Heading("Engagement plan", brief)).AddGiven(brief);
        AddPhases(draft, brief);
        AddScope(draft, brief);
        AddRhythm(draft, brief);
        AddMoney(draft, brief);
        AddRisks(draft, brief);
        AddFirstDays(draft, brief);
        AddAssumptions(draft, brief);
        return draft.Questions(Given.Questions(brief));
    }

    private static void AddPhases(Draft draft, Brief brief)
    {
        var phases = brief.Kind.Phases;
        var times = Schedule.Of(phases, brief.Duration);
        draft.Section("Phases")
            .Paragraph($"Planned as {brief.Kind.Label}. No phase begins before the last column of the one above is true.");
        draft.Table("Phase", brief.Duration is null ? "Share of time" : "When", "Work", "Done when");
        for (var index = 0; index < phases.Count; index++)
        {
            var steps = brief.Shortened ? phases[index].Steps.Take(1) : phases[index].Steps;
            var work = string.Join("; ", steps.Select((step, position) => position == 0 ? step.Do : Lower(step.Do)));
            draft.Row($"**{phases[index].Name}**", times[index], work, phases[index].DoneWhen);
        }

        if (brief.Deadline is { } deadline)
        {
            draft.Paragraph($"The end is set: **{deadline}**. Keep the last tenth of the time before it free of new scope.");
        }
    }

    private static void AddScope(Draft draft, Brief brief)
    {
        draft.Detail("Scope");
        if (brief.Items.Count > 0)
        {
            draft.Table("In scope", "Accepted when");
            foreach (var item in brief.Items)
            {
                draft.Row(item, WorkSort.Of(item).DoneWhen);
            }
        }

        draft.Paragraph("Not included unless both sides say so in writing:").Bullets(brief.Kind.NotIncluded);
    }

    private static void AddRhythm(Draft draft, Brief brief)
    {
        var sponsor = brief.Sponsor ?? "the sponsor";
        var lead = brief.Lead ?? "our lead";
        var (reviews, steerings) = brief.Duration?.WorkingDays < 30
            ? ("weekly", "at half-time and at the end")
            : ("every two weeks", "every four weeks");
        draft.Detail("How we work together")
            .Table("What", "How often", "Who", "Result")
            .Row("Review of finished work", reviews, "team and those who will use it", "accepted, or a list of what is missing")
            .Row("Status", "weekly, 20 minutes", $"{lead} and the client's daily contact", "one page: done, next, stuck")
            .Row("Steering", steerings, $"{sponsor}, {lead}", "decisions on scope, date and money")
            .Row("Decision log", "always open", "everyone", "an open decision older than five days goes to steering");
    }

    private static void AddMoney(Draft draft, Brief brief)
    {
        if (brief.Budget is not { } budget)
        {
            return;
        }

        var free = budget.Value * (100 - ReservePercent) / 100;
        draft.Detail("Money")
            .Paragraph($"{budget.Words}, spread by the length of the phases after {ReservePercent} % reserve that only steering releases.");
        draft.Table("Phase", "Amount");
        foreach (var phase in brief.Kind.Phases)
        {
            draft.Row(phase.Name, budget.Say(free * phase.Share / 100));
        }

        draft.Row("Reserve", budget.Say(budget.Value - free));
        if (brief.DayRate is { } rate && rate.Value > 0)
        {
            var days = (int)Math.Min(MostDays, Math.Floor(free / rate.Value));
            draft.Paragraph($"At {rate.Words} a day the budget without the reserve buys {days} person-days.");
        }
    }

    private static void AddRisks(Draft draft, Brief brief)
    {
        draft.Section("Top risks").Table("Risk", "What we do about it", "Owner");
        foreach (var risk in RiskCatalogue.For(brief).Take(3))
        {
            draft.Row(risk.What, risk.Response, risk.Owner);
        }
    }

    private static void AddFirstDays(Draft draft, Brief brief)
    {
        var sponsor = brief.Sponsor ?? "the sponsor";
        draft.Section("First five days")
            .Task($"**Day 1:** ask {sponsor}: \"What would make you call this a success, and who could stop it?\"")
            .Task($"**Day 1:** request accounts, data and documents: one list, a name and a date per line")
            .Task($"**Day 2:** goal, measure and what is not included on one page, to {sponsor} for correction")
            .Task($"**Day 3:** first appointments for: {Lower(brief.Kind.Phases[1].Steps[0].Do)}")
            .Task($"**Day 5:** kick-off with everyone concerned; the first review is put into the calendar");
    }

    private static void AddAssumptions(Draft draft, Brief brief)
    {
        draft.Detail("Assumed");
        if (brief.Duration is null)
        {
            draft.Bullet("No duration was given, so the phases show shares of the time and no weeks.");
        }

        if (brief.TeamSize is null && brief.People.Count == 0)
        {
            draft.Bullet("A small mixed team, with people of the client in it at least two days a week.");
        }

        draft.Bullet("The phases follow how such work usually goes; the split of time is a first guess, to be corrected after phase 2.");
    }

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text[1..];

    [GeneratedRegex(
        @"\b(?:(?:project|engagement|delivery|work|implementation|migration|roll-?out|transition|programme|program|release|phase"
        + @"|execution|consulting)\s?plan\b|road\s?map\b|(?:plan|planning)\s(?:of|for)\s(?:an?|the|our|my)\s(?:new\s|next\s)?(?:project"
        + @"|engagement|programme)|(?:draft|outline|structure|set\sup|scope)\s(?:an?|the|our)\s(?:new\s)?(?:engagement|project"
        + @"|statement\sof\swork)|statement\sof\swork)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(
        @"(?:\A|[.!?\n:,]\s{0,2}|\b(?:please|can\syou|could\syou|would\syou|can\swe|help\s(?:me|us)(?:\sto)?|let['’]?s|(?:need|want"
        + @"|like|have)\s(?:you\s)?to|(?:how|where)\s(?:do|should|would|can)\s(?:i|we)|and|to)\s)plan(?!\s(?:to|is|was|are|b"
        + @"|a\sand)\b)(?:\s|:|\z)"
        + @"|\b(?:make|create|draft|write|prepare|outline|give|need|want|propose|build|develop|produce|sketch|put\stogether"
        + @"|come\sup\swith|show)\s(?:me\s|us\s)?(?:\w{1,12}[\s-]){0,4}plan\b|\bplanning\s(?:an?|the|our|for)\s|\A\s{0,3}(?:a\s)?plan\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Implied();

    [GeneratedRegex(@"\b(?:plan\s(?:for|of)|new\s(?:engagement|project)\s(?:for|with|at))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Mentioned();
}
