namespace WorkSquared.Core.Prompts;

/// <summary>What every library begins with. They are no events; a prompt that is saved under the name of one takes its place.</summary>
internal static class BuiltInPrompts
{
    public static IReadOnlyList<Prompt> All { get; } =
    [
        new(
            null,
            "client-email",
            "Draft an e-mail to {{recipient}} at {{client}} about {{subject}}. Friendly and brief: what has happened, what it means for them, "
            + "and the one thing that we need from them by {{date}}."),
        new(
            null,
            "decision-paper",
            "Write a one-page decision paper for {{audience}}: {{decision}}. Give the context in three sentences, two or three options with cost, "
            + "effect and risk in a table, a recommendation, and what happens if nothing is decided."),
        new(
            null,
            "meeting-notes",
            "Turn these notes into minutes: decisions, actions with owner and date in a table, open questions. Add nothing that is not in them.\n\n{{notes}}"),
        new(
            null,
            "proposal",
            "Outline a proposal for {{client}}, who wants to {{goal}}. Cover our understanding of the situation, approach in phases, deliverables, "
            + "team, timeline, assumptions, and what is out of scope."),
        new(
            null,
            "stakeholders",
            "Map the stakeholders of {{project}} in a table: who they are, what they want, their influence, their attitude today, and what we do "
            + "about each of them."),
        new(
            null,
            "weekly-report",
            "Write the weekly status report of {{project}} for {{client}}, one page: overall state in one sentence, progress against plan, next "
            + "week, risks with what we do about them, decisions needed. My notes:\n\n{{notes}}"),
        new(
            null,
            "workshop",
            "Plan a workshop of {{hours}} hours with {{participants}} on {{topic}}: goal, agenda with minutes, method and material for each step, "
            + "what participants prepare, and how the results are kept."),
    ];
}
