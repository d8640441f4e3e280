using System.Text.RegularExpressions;

namespace WorkSquared.Llm.Offline.Engagements;

/// <summary>A sort of work item: its usual size in person-days, the steps it takes, and how to tell that it is done.</summary>
internal sealed partial record WorkSort(
    Regex Words, string Label, int Best, int Likely, int Worst, string DoneWhen, IReadOnlyList<string> Steps)
{
    private static readonly WorkSort[] _known =
    [
        new(SwitchOffWords(), "switch-off", 1, 3, 6, "nobody has missed it for two weeks, and the archive can be read",
            [
                "Find out who still uses it, from its logs and not by asking",
                "Archive what the law or a user needs, and read it back",
                "Switch it off for two weeks before it is removed",
            ]),
        new(ReportWords(), "report", 2, 4, 8, "its reader has checked it against known figures",
            [
                "Ask its reader which decision it serves; drop what serves none",
                "Agree the definition of each figure, and where it comes from",
                "Build it, and compare it with a month whose figures are known",
            ]),
        new(MoveWords(), "data or migration", 5, 9, 18, "counts and sums match the source, checked by the data owner",
            [
                "Profile the real data and list its defects with their owner",
                "Load it into the test system by script and reconcile it",
                "Load it for good; the data owner signs the checks",
            ]),
        new(ConnectWords(), "interface", 4, 8, 16, "a real message goes through end to end, errors included",
            [
                "Get a named contact and test access on the other side",
                "Send one real message end to end",
                "Handle errors, repeats and outages; agree who is alarmed",
            ]),
        new(SecurityWords(), "access and security", 3, 5, 10, "tried with one person who may and one who may not",
            [
                "List who may do what, and who decides on it",
                "Set it up for one group and try what is forbidden, too",
                "Cover joiners, leavers and lost passwords",
            ]),
        new(TeachWords(), "training or workshop", 2, 3, 5, "participants have done the exercise themselves",
            [
                "Name the participants and what each must be able to do afterwards",
                "Prepare exercises from their own cases",
                "Hold it, let everyone do the exercise, and follow up after two weeks",
            ]),
        new(PaperWords(), "document", 2, 3, 6, "read and accepted by a named person",
            [
                "Agree reader, purpose and length on half a page",
                "Show the outline with the main statements early",
                "Write it, have it read by one person who disagrees, finish it",
            ]),
        new(TestWords(), "test", 3, 5, 10, "all agreed cases run; open faults ranked with the client",
            [
                "Collect the cases with those who do the work",
                "Prepare data and accounts",
                "Run them, rank the faults with the client, run them again",
            ]),
        new(ScreenWords(), "screen or form", 3, 5, 9, "a user completes a real case with it",
            [
                "Watch a user do it today; sketch it with them",
                "Build the usual case, then errors and empty states",
                "Let two users complete a real case without help",
            ]),
    ];

    private static readonly WorkSort _other = new(Nothing(), "not classified", 3, 5, 10, "shown to whoever asked for it, and accepted",
        [
            "Agree with whoever asked for it how it will be accepted",
            "Do the part with the most unknowns first",
            "Show it, mend it, have it accepted",
        ]);

    public static WorkSort Of(string words) => Array.Find(_known, sort => sort.Words.IsMatch(words)) ?? _other;

    [GeneratedRegex(@"\b(?:switch(?:ing)?\soff|retire|decommission\w{0,4}|shut(?:ting)?\sdown|turn\soff)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SwitchOffWords();

    [GeneratedRegex(@"\b(?:reports?|reporting|dashboards?|exports?|kpis?|statistics|analytics|pdfs?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ReportWords();

    [GeneratedRegex(@"\b(?:migrat\w{1,4}|data|imports?|load|legacy|etl|conversion|archive)\b", RegexOptions.IgnoreCase)]
    private static partial Regex MoveWords();

    [GeneratedRegex(
        @"\b(?:interfaces?|integrat\w{1,4}|apis?|sync\w{0,15}|connect\w{0,5}|SAP|payments?|edi|webhooks?)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex ConnectWords();

    [GeneratedRegex(
        @"\b(?:log-?in|sign-?in|sso|auth\w{0,12}|security|roles?|permissions?|rights|gdpr|encrypt\w{0,4})\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex SecurityWords();

    [GeneratedRegex(@"\b(?:train(?:ing|ings|er|ers)?|workshops?|coaching|onboarding|kick-?off|interviews?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex TeachWords();

    [GeneratedRegex(
        @"\b(?:documents?|documentation|concepts?|manual|guide|policy|analysis|specification|presentation|slides|handbook|strategy"
        + @"|charter)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex PaperWords();

    [GeneratedRegex(@"\b(?:tests?|testing|uat|acceptance|qa)\b", RegexOptions.IgnoreCase)]
    private static partial Regex TestWords();

    [GeneratedRegex(
        @"\b(?:page|screen|form|search|ui|frontend|view|list|editor|app|website|portal|shop|basket|checkout|history|overview|catalogue?"
        + @"|profile|menu)s?\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex ScreenWords();

    [GeneratedRegex(@"\A\b\z")]
    private static partial Regex Nothing();
}
