using System.Text.RegularExpressions;
using WorkSquared.Llm.Offline.Reading;
using WorkSquared.Llm.Offline.Writing;

namespace WorkSquared.Llm.Offline.Plays;

/// <summary>From the signed contract to the end of iteration zero.</summary>
internal sealed partial class KickOff : IPlay
{
    public Recognition Recognition { get; } = new(Named(), Implied(), Mentioned());

    public Draft Write(Brief brief)
    {
        var draft = new Draft(brief.Shortened).Title(Given.Heading("From contract to iteration zero", brief)).AddGiven(brief);
        AddTimeline(draft, brief);
        AddBefore(draft, brief);
        AddAgenda(draft, brief);
        AddIterationZero(draft, brief);
        AddExit(draft, brief);
        return draft.Questions(Questions(brief));
    }

    private static void AddTimeline(Draft draft, Brief brief)
    {
        var client = brief.Client ?? "the client";
        MarkdownText counting = $"Counted in working days from the signature.";
        if (brief.Start is { } start)
        {
            counting = $"Counted in working days; the kick-off (**{start}**) is day 6.";
        }

        draft.Section("Timeline").Paragraph(counting)
            .Table("Day", "What", "Who", "Result")
            .Row("1–2", "Handover from sales to delivery", "those who sold, those who deliver",
                "promises, people and sore points written down")
            .Row("3", "Internal kick-off", "our team", "roles, rates and the first-week plan are clear")
            .Row("3–5", $"Preparation with {client}", "our lead and the daily contact", "access requested, invitations sent, goals drafted")
            .Row("6", "Kick-off with the client", "sponsor, team, those concerned", "goal, roles and rules agreed")
            .Row("7–15", "Iteration zero", "the whole team", "everything needed to deliver from iteration 1 on")
            .Row("16", "Review of iteration zero", "sponsor and team", "go for iteration 1");
    }

    private static void AddBefore(Draft draft, Brief brief) =>
        draft.Section("Before the kick-off")
            .Task("Contract read by those who deliver: scope, acceptance, payment dates, liability, termination")
            .Task("List of everything sales has promised that is not in the contract, with a decision for each")
            .Task("Project opened in time recording and invoicing; purchase order number on file")
            .Task($"Sponsor ({brief.Sponsor ?? "name"}), daily contact and deputies named on both sides")
            .Task("Accounts, data, premises and hardware requested, each with a date and a name")
            .Task("Data processing agreement and non-disclosure signed where they are needed")
            .Task("One-to-one call with the sponsor: \"What would make you call this a success in six months?\"");

    private static void AddAgenda(Draft draft, Brief brief)
    {
        var sponsor = brief.Sponsor ?? "Sponsor";
        var lead = brief.Lead ?? "Our lead";
        var goal = brief.Subject is { } subject ? $"Goal: {subject}. How is success measured?" : "Goal, and how success is measured";
        draft.Section("Kick-off agenda (90 minutes)")
            .Table("Minutes", "Topic", "Who speaks", "Result")
            .Row("10", "Why we do this, and why now", sponsor, "the reason in one sentence")
            .Row("15", goal, sponsor, "one to three measures with figures")
            .Row("15", "In scope, out of scope, not yet decided", lead, "three lists on the wall")
            .Row("15", "Who does what, who decides what", lead, "names with deputies")
            .Row("15", "What could stop us", "all, in writing first", "five risks with owners")
            .Row("10", "How we work: rhythm, tools, decisions, bad news", lead, "working agreement")
            .Row("10", "The next three weeks", lead, "dates and tasks, each with a name");
    }

    private static void AddIterationZero(Draft draft, Brief brief)
    {
        draft.Section("Iteration zero: tasks");
        foreach (var step in brief.Kind.Phases[1].Steps)
        {
            draft.Task($"{step.Do} → *{step.Proof}*");
        }

        draft.Task("Backlog for the first two iterations, ranked, each item with acceptance criteria")
            .Task("Everybody has done one small piece of real work from end to end, with the tools of the project")
            .Task("Definition of done agreed and put where everyone sees it")
            .Task("Status page, risk list and decision log opened, first entries made");
        foreach (var item in brief.Items)
        {
            draft.Task($"**{item}**: goal, owner on the client's side and first step are known");
        }
    }

    private static void AddExit(Draft draft, Brief brief)
    {
        draft.Section("Iteration zero is over when")
            .Bullet("goal and measures are confirmed by the sponsor in writing")
            .Bullet("each person has the access they need, tried and not just promised")
            .Bullet("work for two iterations is ranked and understood by those who do it")
            .Bullet("the first review with the client is in everyone's calendar");
        if (brief.Deadline is { } deadline)
        {
            draft.Bullet($"the team believes in {deadline}, or has said in writing what would have to change");
        }
    }

    private static IEnumerable<string> Questions(Brief brief)
    {
        if (brief.Start is null)
        {
            yield return "When was the contract signed, and on which day is the kick-off?";
        }

        if (brief.Sponsor is null)
        {
            yield return brief.Client is { } client
                ? $"Who is the sponsor at {client}, and who the daily contact?"
                : "Who is the client's sponsor, and who the daily contact?";
        }

        if (brief.Subject is null)
        {
            yield return "What was sold? Paste the scope of the contract and the agenda will name it.";
        }
    }

    [GeneratedRegex(
        @"\b(?:(?<!\b(?:from|after|since|until|before|starting|starts|project|date)\s)kick[\s-]?off(?!\s(?:on|is|in|was|at|date|by)\b)"
        + @"|(?:iteration|sprint)\s(?:zero|0)\b|contract\s(?:closure|signature|to|until)|onboard(?:ing)?\s(?:\w{1,12}\s){0,2}(?:client"
        + @"|customer)|(?:client|customer)\sonboarding|(?:project|engagement)\s(?:set-?up|initiation|start-?up))",
        RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(
        @"\b(?:contract\s(?:\w{1,12}\s){0,3}(?:is|was|has\sbeen|got|just)\s(?:signed|closed|won)|(?:won|signed|closed)\s(?:the\s|a\s"
        + @"|our\s)?(?:\w{1,20}\s){0,3}(?:contract|deal|engagement|order)|(?:deal|contract)\s(?:is\s)?(?:closed|won|signed)|(?:start"
        + @"|starting)\s(?:an?|the|our)\s(?:new\s)?(?:engagement|project)\b|signed\b[^\n]{0,40}\bwhat\s(?:now|next))",
        RegexOptions.IgnoreCase)]
    private static partial Regex Implied();

    [GeneratedRegex(@"\bkick[\s-]?off\b", RegexOptions.IgnoreCase)]
    private static partial Regex Mentioned();
}
