namespace WorkSquared.Llm.Offline.Engagements;

/// <summary>How advisory engagements usually go between set-up and handover.</summary>
internal static class AdvisoryWork
{
    public static IReadOnlyList<Phase> Review { get; } =
    [
        new("Frame", 15, "the questions and the criteria are agreed before the first interview",
        [
            new("Turn the request into three to five questions that can be answered", "question list confirmed by the sponsor", 2),
            new("Agree criteria, sources and who is interviewed", "interview plan with dates", 2),
            new("Ask for documents and data early", "request list with owners and dates", 1),
        ]),
        new("Find out", 40, "each finding rests on two independent sources",
        [
            new("Interview, read and look at the work itself", "notes shared with each interviewee", 8),
            new("Test the findings on data or samples", "fact base with sources", 5),
            new("Play findings back to the people concerned", "errors of fact corrected", 2),
        ]),
        new("Conclude", 25, "the sponsor can decide on the basis of the paper alone",
        [
            new("Draw up options with cost, effect and risk", "comparison on one page", 4),
            new("Recommend, with a first step that can start next week", "draft discussed with the sponsor", 3),
            new("Present and record the decisions", "decision log", 2),
        ]),
    ];

    public static IReadOnlyList<Phase> Change { get; } =
    [
        new("Understand", 20, "those concerned recognise their work in our picture of it",
        [
            new("See the work as it is done today, with the people who do it", "current process, with waiting times", 5),
            new("Name who gains, who loses and what each of them needs", "stakeholder map with a contact plan", 2),
            new("Choose two or three measures that people believe in", "baseline figures", 2),
        ]),
        new("Pilot", 30, "the pilot team works the new way and says what must change",
        [
            new("Design the new way with a willing team", "one-page process and roles", 5),
            new("Run it for several weeks and look at it together every week", "log of findings and changes", 8),
            new("Compare with the baseline and decide: spread, change or stop", "decision by the sponsor", 2),
        ]),
        new("Spread", 30, "all named units work the new way with their own coaches",
        [
            new("Train coaches from the pilot team", "each has led one session", 4),
            new("Bring in unit after unit, managers first", "start date and contact per unit", 8),
            new("Anchor it: goals, job descriptions, reports", "old forms and meetings withdrawn", 3),
        ]),
    ];

    public static IReadOnlyList<Phase> General { get; } =
    [
        new("Understand", 20, "sponsor and team describe the problem in the same words",
        [
            new("Talk to the sponsor, the users and those who must live with the result", "notes and a problem statement", 4),
            new("Gather the facts that could change the approach", "fact base with sources", 3),
            new("Choose the approach and what is tried first", "decision with reasons", 1),
        ]),
        new("First result", 30, "one part is in real use",
        [
            new("Produce the smallest part that is of use by itself", "shown to its users", 8),
            new("Use it on a real case and collect what is missing", "list of findings, ranked", 3),
            new("Adjust the plan with the sponsor", "updated plan", 1),
        ]),
        new("Complete", 30, "the agreed scope is accepted",
        [
            new("Produce the remaining parts, most valuable first", "each accepted by name", 12),
            new("Check the whole against the measure of success", "figures compared with the goal", 2),
            new("Prepare those who will use and run it", "they have done it once themselves", 3),
        ]),
    ];
}
