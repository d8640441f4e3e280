using Microsoft.Extensions.Localization;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Chat;

/// <summary>Something to begin with: it fills the message box and leaves the rest to the person.</summary>
internal sealed record Starter(string Icon, string Name, string About, LocalizedString Prompt)
{
    public static IReadOnlyList<Starter> All(IStringLocalizer<Wording> L) =>
    [
        new(
            "compass",
            L["Plan an engagement"],
            L["Phases, deliverables, people"],
            L["Plan an engagement for a client in {{industry}} who wants to {{goal}} within {{weeks}} weeks. "
            + "Propose phases with deliverables, who is needed, and what has to be agreed first."]),
        new(
            "tasks",
            L["Break a goal into tasks"],
            L["Owners, order, done when"],
            L["Break this goal into tasks: {{goal}}. "
            + "For each task give an owner role, what it depends on, a rough size, and how we know that it is done."]),
        new(
            "flag",
            L["Prepare the kick-off"],
            L["Agenda and iteration zero"],
            L["Prepare the kick-off and iteration zero for {{project}}: an agenda for two hours, "
            + "what to set up in the first two weeks, and the working agreements to propose."]),
        new(
            "shield",
            L["Find the risks"],
            L["Likelihood, impact, answer"],
            L["List the main risks of {{project}} in a table: what may happen, early signs, "
            + "likelihood, impact, what we do about it, and who watches it."]),
        new(
            "report",
            L["Write a status report"],
            L["One page for the client"],
            L["Write this week's status report for {{client}}, one page: progress against plan, "
            + "what comes next, risks, decisions needed. My notes:"]),
        new(
            "notes",
            L["Turn notes into actions"],
            L["Decisions, actions, open points"],
            L["Turn these meeting notes into decisions, actions with owner and date, and open questions:"]),
    ];
}
