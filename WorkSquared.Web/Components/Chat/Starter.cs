namespace WorkSquared.Web.Components.Chat;

/// <summary>Something to begin with: it fills the message box and leaves the rest to the person.</summary>
internal sealed record Starter(string Icon, string Name, string About, string Prompt)
{
    public static IReadOnlyList<Starter> All { get; } =
    [
        new(
            "compass",
            "Plan an engagement",
            "Phases, deliverables, people",
            "Plan an engagement for a client in {{industry}} who wants to {{goal}} within {{weeks}} weeks. "
            + "Propose phases with deliverables, who is needed, and what has to be agreed first."),
        new(
            "tasks",
            "Break a goal into tasks",
            "Owners, order, done when",
            "Break this goal into tasks: {{goal}}. "
            + "For each task give an owner role, what it depends on, a rough size, and how we know that it is done."),
        new(
            "flag",
            "Prepare the kick-off",
            "Agenda and iteration zero",
            "Prepare the kick-off and iteration zero for {{project}}: an agenda for two hours, "
            + "what to set up in the first two weeks, and the working agreements to propose."),
        new(
            "shield",
            "Find the risks",
            "Likelihood, impact, answer",
            "List the main risks of {{project}} in a table: what may happen, early signs, "
            + "likelihood, impact, what we do about it, and who watches it."),
        new(
            "report",
            "Write a status report",
            "One page for the client",
            "Write this week's status report for {{client}}, one page: progress against plan, "
            + "what comes next, risks, decisions needed. My notes:\n"),
        new(
            "notes",
            "Turn notes into actions",
            "Decisions, actions, open points",
            "Turn these meeting notes into decisions, actions with owner and date, and open questions:\n"),
    ];
}
