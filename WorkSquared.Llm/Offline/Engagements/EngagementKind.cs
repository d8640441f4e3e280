using System.Text.RegularExpressions;

namespace WorkSquared.Llm.Offline.Engagements;

/// <summary>A sort of work that consultancies do again and again, with the way it usually goes.</summary>
/// <param name="Label">How it reads after "planned as".</param>
/// <param name="NotIncluded">What is most often assumed to be part of it and is not.</param>
internal sealed partial record EngagementKind(string Label, Regex Words, IReadOnlyList<Phase> Core, IReadOnlyList<string> NotIncluded)
{
    private static readonly Phase _setUp = new("Set up", 10, "everybody can work, and the first iteration is agreed",
    [
        new("Agree the goal, how success is measured and what is out of scope", "one page, confirmed by the sponsor", 2),
        new("Name one decision-maker and one daily contact on the client's side", "names and deputies in the contact list", 1),
        new("Get accounts, data access and rooms for everyone", "each person has logged in once", 2),
        new("Set the rhythm: weekly status, reviews, decision log", "appointments sent up to the last week", 1),
    ]);

    private static readonly Phase _handOver = new("Hand over", 10, "the client's people run it without us",
    [
        new("Hand documents, access and open points to the people who stay", "list signed by both sides", 3),
        new("Stand by for one week while they do the work themselves", "no question left unanswered", 3),
        new("Close: compare the result with the goal, agree what comes next", "closing note shared with the sponsor", 1),
    ]);

    private static readonly EngagementKind[] _known =
    [
        new("a migration", MigrationWords(), TechnicalWork.Migration,
            [
                "Cleaning up data beyond the agreed checks",
                "New features in the target while the move is running",
                "Running the old system after its switch-off date",
            ]),
        new("the introduction of a standard product", ProductWords(), TechnicalWork.ProductRollout,
            [
                "Licences and their negotiation",
                "Changes to the product where a changed process would do",
                "Training beyond the agreed groups",
            ]),
        new("a data and analytics project", DataWords(), TechnicalWork.Data,
            [
                "Repairing data at its source",
                "Further reports or models beyond the agreed questions",
                "Operating the platform after handover",
            ]),
        new("a review with recommendations", ReviewWords(), AdvisoryWork.Review,
            ["Carrying out the recommendations", "Topics and sites outside the agreed questions", "Legal or tax advice"]),
        new("an organisational change", ChangeWords(), AdvisoryWork.Change,
            ["Staffing decisions and talks with works councils", "Tools beyond what the pilot needs", "Units that are not named"]),
        new("a software build", SoftwareWords(), TechnicalWork.Software,
            ["Operation and support after handover", "Content, translations and data entry", "Interfaces that are not listed"]),
    ];

    private static readonly EngagementKind _general = new("a general engagement", Nothing(), AdvisoryWork.General,
        [
            "Operation after handover",
            "Work for units that are not named",
            "Anything first mentioned after kick-off, until it is agreed as a change",
        ]);

    /// <summary>From agreed contract to handover.</summary>
    public IReadOnlyList<Phase> Phases { get; } = [_setUp, .. Core, _handOver];

    /// <summary>The kind whose words come first in the subject, or else in the rest of what was said.</summary>
    public static EngagementKind Of(string? subject, string text) => FirstIn(subject ?? "") ?? FirstIn(text) ?? _general;

    private static EngagementKind? FirstIn(string text) =>
        _known.Select(kind => (Kind: kind, Match: kind.Words.Match(text)))
            .Where(found => found.Match.Success)
            .OrderBy(found => found.Match.Index)
            .FirstOrDefault().Kind;

    [GeneratedRegex(
        @"\b(?:migrat\w{1,4}|cut-?over|re-?platform\w{0,4}|consolidat\w{1,4}|decommission\w{0,4}|(?:to|into)\sthe\scloud"
        + @"|lift\sand\sshift|upgrad\w{1,4}|(?:move|moving)\s(?:\w{1,20}\s){1,5}(?:to|into)|replac(?:e|es|ing|ement))\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex MigrationWords();

    [GeneratedRegex(
        @"\b(?:ERP|CRM|SAP|S/4HANA|Salesforce|Dynamics|HubSpot|Workday|ServiceNow|Jira|SharePoint|Intune|M365|Microsoft\s365"
        + @"|roll(?:ing)?[\s-]?out|introduc\w{1,5})\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex ProductWords();

    [GeneratedRegex(
        @"\b(?:AI|LLMs?|machine\slearning|dashboards?|analytics|reporting|power\sbi|tableau|BI|data\s(?:platform|lake|mart|model"
        + @"|science|product|pipeline)|forecast\w{0,4}|chat\s?bots?|predict\w{0,5})\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex DataWords();

    [GeneratedRegex(
        @"\b(?:assess\w{0,6}|audit\w{0,3}|due\sdiligence|feasib\w{1,6}|strategy|study|maturity|evaluat\w{1,4}|benchmark\w{0,4}|tender"
        + @"|RFP|vendor\sselection|health\scheck|(?:security|architecture|code|process)\sreview|gap\sanalysis)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex ReviewWords();

    [GeneratedRegex(
        @"\b(?:reorgani\w{1,6}|change\smanagement|transformation|operating\smodel|agile|culture|training|onboarding|process(?:es)?"
        + @"|upskill\w{0,4}|coaching|merger|post-merger|(?:set\sup|build|form)\s(?:an?\s)?(?:\w{1,15}\s){0,3}team)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex ChangeWords();

    [GeneratedRegex(
        @"\b(?:build(?:ing)?|develop(?:ment|ing)?|apps?|portal|web\s?(?:site|shop)|software|feature|MVP|prototype|API|integrat\w{1,4}"
        + @"|interface|programming|implement\w{0,6}|shop|platform|tool)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex SoftwareWords();

    [GeneratedRegex(@"\A\b\z")]
    private static partial Regex Nothing();
}
