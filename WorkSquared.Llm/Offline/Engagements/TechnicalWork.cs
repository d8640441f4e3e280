namespace WorkSquared.Llm.Offline.Engagements;

/// <summary>How technical engagements usually go between set-up and handover.</summary>
internal static class TechnicalWork
{
    public static IReadOnlyList<Phase> Migration { get; } =
    [
        new("Take stock", 20, "every item has an owner and a fate, and the checks are accepted",
        [
            new("List systems, data and interfaces with their owners", "inventory; each item marked move, merge or retire", 4),
            new("Trace what depends on what, and when nobody may be disturbed", "order of the moves, blocked dates", 3),
            new("Agree with data owners how \"the same as before\" is checked", "counts, sums and samples written down", 3),
        ]),
        new("Rehearse", 35, "one slice moved twice by script, and the way back timed",
        [
            new("Build the target and move one slice by script", "the second run needs no manual fix", 8),
            new("Reconcile the slice with its owner", "differences explained or mended", 4),
            new("Rehearse the cut-over and the way back against the clock", "run sheet with times and names", 4),
        ]),
        new("Move", 25, "all waves reconciled and the old system read-only",
        [
            new("Freeze changes and tell the users what happens when", "freeze dates confirmed by each unit", 2),
            new("Move in waves, smallest risk first", "each wave reconciled the same day", 8),
            new("Stay close to the users for two weeks, then switch off the old", "no critical fault open; archive can be read", 6),
        ]),
    ];

    public static IReadOnlyList<Phase> ProductRollout { get; } =
    [
        new("Fit to standard", 25, "processes follow the standard; every exception is decided and priced",
        [
            new("Walk through the standard process with those who do the work", "list of fits and gaps", 6),
            new("Decide each gap: change the process, configure or build", "decision log, exceptions signed by the sponsor", 3),
            new("Settle roles, authorisations and data owners", "role matrix agreed", 3),
        ]),
        new("Configure and load", 35, "users run their own day's work in the test system",
        [
            new("Configure in short cycles, shown every two weeks", "process owner accepts each part", 12),
            new("Load real data, twice, and reconcile it", "counts and sums match the source", 6),
            new("Connect the neighbouring systems, errors included", "a day's messages go through end to end", 6),
        ]),
        new("Train and go live", 20, "the first month of daily work is done in it",
        [
            new("Train key users on their own cases", "each has done the exercise alone", 4),
            new("Go live with one unit, then the others", "go/no-go list signed per unit", 5),
            new("Staff a help desk for the first weeks", "calls per day fall to the agreed level", 5),
        ]),
    ];

    public static IReadOnlyList<Phase> Data { get; } =
    [
        new("Question and data", 20, "the decisions to be supported are named, and the data is known to be fit",
        [
            new("Name the decisions that should get better, and who takes them", "three to five questions, ranked", 3),
            new("Look at the real data: gaps, meaning, access, personal data", "data profile and list of defects", 5),
            new("Fix the yardstick: today's way of deciding and its quality", "a baseline figure", 2),
        ]),
        new("First useful result", 30, "one decision-maker uses it in a real case",
        [
            new("Build the pipeline for the first question only", "runs by itself every day", 8),
            new("Show a first report or model and compare it with the baseline", "accepted or rejected by its user", 6),
            new("Agree definitions of the key figures", "glossary with an owner per figure", 2),
        ]),
        new("Into daily work", 30, "it is used every week, and someone owns its quality",
        [
            new("Add the next questions one by one", "each accepted by its user", 10),
            new("Put checks on data quality and drift", "an alarm reaches a named person", 4),
            new("Train the users, and the team that will run it", "they have mended one fault themselves", 4),
        ]),
    ];

    public static IReadOnlyList<Phase> Software { get; } =
    [
        new("Shape", 15, "the first release is cut, and its three hardest points are decided",
        [
            new("Watch the main users at work and map their cases", "story map with the first release marked", 4),
            new("Decide the architecture on the hardest requirements", "short decision records", 3),
            new("Agree what \"done\" means, including security and speed", "one list, used for every story", 1),
        ]),
        new("Thin end-to-end version", 20, "a real user completes one case in the test system",
        [
            new("Build one narrow path through all layers", "runs in the test system", 8),
            new("Automate build, test and deployment", "a change is in test within an hour", 4),
            new("Connect the riskiest interface first", "a real message goes through, errors included", 5),
        ]),
        new("Iterations and release", 45, "the must-have stories are in use by the pilot group",
        [
            new("Deliver the must-have stories in two-week iterations", "each demo accepted", 20),
            new("Test with real users in every iteration", "findings ranked in the backlog", 4),
            new("Close security, load and data-protection findings", "no serious one open", 5),
            new("Release to a pilot group, then to all", "go/no-go list signed", 5),
        ]),
    ];
}
