using System.Text.RegularExpressions;
using WorkSquared.Llm.Offline.Reading;
using static WorkSquared.Llm.Offline.Engagements.Level;

namespace WorkSquared.Llm.Offline.Engagements;

/// <summary>The risks that projects really die of, each kept only where something in the brief calls for it.</summary>
internal static partial class RiskCatalogue
{
    /// <summary>Heaviest first; the order of the catalogue decides between equals.</summary>
    public static IReadOnlyList<Risk> For(Brief brief)
    {
        var text = string.Join('\n', brief.Lines.Take(60).Select(line => line.Text).Concat(brief.Added));
        return [.. Of(brief, text).OrderByDescending(risk => risk.Weight)];
    }

    private static IEnumerable<Risk> Of(Brief brief, string text)
    {
        var sponsor = brief.Sponsor ?? "Sponsor";
        var lead = brief.Lead ?? "Project lead";
        return FromConditions(brief, sponsor, lead).Concat(FromWords(text, lead)).Concat(Always(sponsor, lead));
    }

    private static IEnumerable<Risk> FromConditions(Brief brief, string sponsor, string lead)
    {
        if (brief.Deadline is { } deadline)
        {
            yield return new($"The end ({deadline}) is fixed while the scope still grows, so quality or the date gives way", High, High,
                "must-haves grow after kick-off", "Rank the scope now, fix a cut line, decide monthly what falls below it", sponsor);
        }

        if (brief.Budget is { } budget)
        {
            yield return new($"The budget ({budget.Words}) was set before the work was understood, so it ends before the scope does",
                Medium, High,
                "spent share runs ahead of accepted share", "Compare both every week; agree a reserve and who releases it", sponsor);
        }

        if (brief.TeamSize is <= 3 or null && brief.People.Count is > 0 and <= 3)
        {
            yield return new($"Much rests on {brief.People[0].Name}; an absence stops the work", Medium, Medium,
                "only one person can answer a question", "Name a deputy, work in pairs on critical parts, keep notes in the open", lead);
        }
    }

    private static IEnumerable<Risk> FromWords(string text, string lead)
    {
        if (MoveWords().IsMatch(text))
        {
            yield return new("The data is worse than its owners believe, so the work takes longer and trust is lost", High, High,
                "first profile shows gaps and duplicates", "Profile real data in the first two weeks; agree checks with each data owner",
                "Data owner");
        }

        if (CutOverWords().IsMatch(text))
        {
            yield return new("The cut-over fails half-way and there is no tested way back, so the business stands still", Medium, High,
                "rehearsal skipped for lack of time", "Two timed rehearsals, point of no return in the run sheet, go/no-go by name", lead);
        }

        if (ConnectWords().IsMatch(text))
        {
            yield return new("A neighbouring system or supplier delivers its interface late, so testing starts late", High, Medium,
                "no test access, no named contact", "Ask for access now, agree a stub, put the supplier's dates into the plan", lead);
        }

        if (BuildWords().IsMatch(text))
        {
            yield return new("Users see the result for the first time shortly before go-live, and it is not what they need", Medium, High,
                "demos without a real user", "Two named users in every review from the second iteration on", "Product owner");
        }

        if (PrivacyWords().IsMatch(text))
        {
            yield return new("Personal or confidential data is used without a legal basis, so the work is stopped", Medium, High,
                "nobody can name the purpose and the retention",
                "Involve data protection in week 1; work on masked data until it is cleared", "Data protection officer");
        }

        if (ModelWords().IsMatch(text))
        {
            yield return new("Results look plausible but are wrong too often, so users stop relying on them", Medium, High,
                "no baseline, no test set", "Fix a yardstick first; a person decides while the error rate is unknown", "Product owner");
        }

        if (PublicWords().IsMatch(text))
        {
            yield return new("Approval by bodies that rarely meet (board, works council, procurement) comes too late", Medium, High,
                "next meeting date unknown", "List the approvals needed, work backwards from their dates, submit drafts early", lead);
        }

        if (FixedPriceWords().IsMatch(text))
        {
            yield return new("At a fixed price, unclear acceptance criteria turn wishes into our cost", High, High,
                "\"surely that is included\"", "Acceptance criteria per deliverable, a change form from day 1, invoice by milestone",
                "Engagement manager");
        }

        if (PeopleWords().IsMatch(text))
        {
            yield return new("Users were not asked and go on working the old way", High, Medium,
                "managers send deputies; low attendance", "Involve respected users in the design; show an advantage for them early",
                "Process owner");
        }
    }

    private static IEnumerable<Risk> Always(string sponsor, string lead) =>
    [
        new("Decisions wait because nobody on the client's side has the mandate or the time", High, High,
            "an open decision older than five days",
            "One decision-maker with a deputy; decision log with dates; escalate after five days", sponsor),
        new("Both sides mean different things by \"done\", so acceptance turns into a dispute", Medium, High,
            "no acceptance criteria for the next delivery", "Write criteria before the work starts; show results every two weeks", lead),
        new("The client's experts are needed in their daily business, so answers come late", High, Medium,
            "appointments are moved more than once", "Agree days per week with their line managers; plan around peak periods", sponsor),
        new("Accounts, data or test systems are not there at the start, so paid days are lost", Medium, Medium,
            "access not confirmed one week before the start", "Access list with the contract; daily follow-up by one named person", lead),
        new("Knowledge leaves with us, so the result decays after handover", Medium, Medium,
            "the client's team watches and does not do", "Work in mixed pairs; the client's team does the last iteration, we assist", lead),
    ];

    [GeneratedRegex(
        @"\b(?:portal|apps?|software|platform|website|web\s?shop|build|develop\w{0,5}|MVP|prototype|tool)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex BuildWords();

    [GeneratedRegex(
        @"\b(?:data\s(?:platform|warehouse|lake|quality|model|science|migration)|analytics|reporting|dashboards?|power\sbi|databases?"
        + @"|mov(?:e|ing)\s(?:\w{1,20}\s){1,6}to|migrat\w{1,4}|cut-?over|legacy|upgrade|consolidat\w{1,4}|data\s(?:load|transfer)|ERP"
        + @"|S/4HANA|replac(?:e|ing|ement))\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex MoveWords();

    [GeneratedRegex(
        @"\b(?:mov(?:e|ing)\s(?:\w{1,20}\s){1,6}to|migrat\w{1,4}|cut-?over|upgrade|consolidat\w{1,4}|ERP|S/4HANA|replac(?:e|ing"
        + @"|ement))\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex CutOverWords();

    [GeneratedRegex(
        @"\b(?:integrat\w{1,4}|interfaces?|APIs?|suppliers?|vendors?|third[\s-]part\w{1,3}|SAP|partners?|payments?)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex ConnectWords();

    [GeneratedRegex(
        @"\b(?:personal\sdata|patients?|health\w{0,5}|hospitals?|GDPR|customer\sdata|payroll|HR|bank(?:ing)?|insurance|insurer"
        + @"|confidential|chat\s?bots?|AI|CRM)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex PrivacyWords();

    [GeneratedRegex(
        @"\b(?:AI|LLMs?|machine\slearning|forecast\w{0,4}|predict\w{0,5}|chat\s?bots?|model\straining)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex ModelWords();

    [GeneratedRegex(
        @"\b(?:public\s(?:sector|authority|administration)|ministry|city|municipal\w{0,4}|government|council|university|hospital|tender"
        + @"|works\scouncil|bank|insurer)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex PublicWords();

    [GeneratedRegex(@"\bfixed[\s-](?:price|fee|bid|cost)\b", RegexOptions.IgnoreCase)]
    private static partial Regex FixedPriceWords();

    [GeneratedRegex(
        @"\b(?:roll-?out|introduc\w{1,5}|reorgani\w{1,6}|transformation|new\s(?:process|tool|system|CRM|ERP)|CRM|ERP|training|agile"
        + @"|merger|change\smanagement)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex PeopleWords();
}
