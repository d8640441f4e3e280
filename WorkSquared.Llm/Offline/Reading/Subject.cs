using System.Text.RegularExpressions;

namespace WorkSquared.Llm.Offline.Reading;

/// <summary>Finds what the work is about: the request without its politeness, its document, the client and the conditions.</summary>
internal static partial class Subject
{
    private const int MostSentences = 12;
    private const int Longest = 110;

    private static readonly string[] _beforeClient =
        [" for our client ", " for the client ", " for our customer ", " for client ", " for ", " at ", " with "];

    public static string? Find(IReadOnlyList<Line> lines, string? client)
    {
        var sentences = lines.Where(line => !line.IsItem).SelectMany(line => line.Sentences()).Take(MostSentences).ToList();
        return sentences.Select(sentence => Tidy(After(Label(), sentence), client)).FirstOrDefault(Found)
            ?? sentences.Where((sentence, index) => index == 0 || Ask.IsRequest(sentence))
                .Select(sentence => FromRequest(sentence, client)).FirstOrDefault(Found)
            ?? sentences.Select(sentence => Tidy(After(Goal(), sentence), client)).FirstOrDefault(Found);
    }

    private static bool Found(string? subject) => subject is not null;

    private static string? FromRequest(string sentence, string? client) =>
        Tidy(After(ForDocument(), sentence), client)
        ?? Tidy(After(DirectVerb(), sentence), client)
        ?? Tidy(After(Question(), sentence), client);

    private static string? After(Regex pattern, string sentence) =>
        pattern.Match(sentence) is { Success: true } match ? match.Groups["rest"].Value : null;

    private static string? Tidy(string? rest, string? client) =>
        rest is null ? null : Pieces().Split(rest).Take(4).Select(piece => TidyPiece(piece, client)).FirstOrDefault(Found);

    private static string? TidyPiece(string piece, string? client)
    {
        var subject = Facts.IsFact(piece) ? "" : Facts.CutOff(" " + piece.Trim()).Trim();
        if (client is not null)
        {
            subject = WithoutClient(subject, client);
        }

        subject = Article().Replace(subject.Trim(' ', '.', '!', '?', ':', '-', '–', '"', '“', '”'), "");
        subject = Possessive().Replace(subject, "the ");
        var words = Writing.PersonsWords.Shorten(subject, Longest);
        return words.Length < 3 || Empty().IsMatch(words) ? null : words;
    }

    private static string WithoutClient(string subject, string client)
    {
        foreach (var before in _beforeClient)
        {
            var start = subject.IndexOf(before + client, StringComparison.Ordinal);
            if (start >= 0)
            {
                subject = subject.Remove(start, before.Length + client.Length);
            }
        }

        return Owned(subject, client + "'s ") ?? Owned(subject, client + "’s ") ?? (subject.Trim() == client ? "" : subject);
    }

    private static string? Owned(string subject, string owner) =>
        subject.StartsWith(owner, StringComparison.Ordinal) ? subject[owner.Length..] : null;

    private const string Politeness =
        @"\A\s{0,4}(?:(?:hi|hello|hey|okay|ok|so|now|then|also|and|next|please|pls|kindly|great|thanks|good\s(?:morning"
        + @"|afternoon))\b[\s,!.-]{0,3}){0,4}"
        + @"(?:(?:can|could|would|will)\s(?:you|we)\s(?:please\s)?|(?:please\s)?help\s(?:me|us)\s(?:to\s|with\s)?|(?:i|we)(?:['’]d"
        + @"|\swould)?\s(?:need|want|like|have|must|should)\s(?:you\s)?(?:to\s)?"
        + @"|(?:i['’]?m|i\sam|we['’]?re|we\sare)\slooking\sfor\s|let['’]?s\s|how\s(?:do|should|would|can|could)\s(?:i|we|you)\s)?";

    private const string Adjectives =
        @"(?:(?:an?|the|our|my|your|some|all|main|top|biggest|key|possible|potential|first|new|good|short|brief|detailed|rough"
        + @"|high[\s-]level|quick|weekly|monthly|simple|typical|initial|complete|full|draft|one[\s-]page|\d{1,2}|five|ten|three)\s){0,4}";

    private const string Document =
        @"(?>(?:(?:project|engagement|delivery|work|implementation|migration|roll-?out|transition|programme|program|action|task|client"
        + @"|steering(?:\scommittee)?|team|internal)\s)?"
        + @"(?:plan|roadmap|risk(?:s|\s(?:register|log|assessment|analysis|matrix|list|review|workshop))|status(?:\s(?:report|update))?"
        + @"|(?:progress|highlight)?\s?(?:report|update)|estimat(?:e|es|ion)|quote|ballpark|sizing"
        + @"|tasks?(?:\slist)?|to-?do\slist|work\sbreakdown(?:\sstructure)?|wbs|backlog|kick-?off(?:\s(?:meeting|workshop|agenda"
        + @"|checklist|plan|and\siteration\szero))?|iteration\szero|sprint\szero|cost|effort|duration|budget"
        + @"|engagement|project|meeting|minutes|notes|next\ssteps|steps|pre-?mortem)\b)";

    [GeneratedRegex(
        @"\A\s{0,4}(?:project|subject|topic|goal|objective|engagement|assignment|task|aim)(?:\s(?:name|is))?\s?:\s(?<rest>[^\n]{3,400})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(
        Politeness + @"(?:(?:plan|estimate|size|write|create|draft|prepare|make|give|show|produce|build|develop|outline|propose"
            + @"|generate|list|identify|assess|name|find|what\sare|what\sis|what['’]s|which\sare|set\sup|organi[sz]e|run|put\stogether"
            + @"|sketch|do|add|start|turn|convert|summari[sz]e|extract|break\sdown|there\sis|is)\s(?:me\s|us\s|up\s)?)?"
        + Adjectives + Document + @"(?:\s(?:for|of|about|on|to|in|with|regarding|from|behind|around|if\swe"
            + @"|when\swe)\b)?(?:\s?[:,–-])?(?:\s|\z)(?<rest>[^\n]{0,400})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ForDocument();

    [GeneratedRegex(
        Politeness + @"(?:plan|estimate|break\sdown|break|split|decompose|size|organi[sz]e|structure|kick\soff|start)\s(?:up\s|out\s"
            + @"|down\s)?(?:how\sto\s|what\sit\stakes\sto\s)?(?<rest>[^\n]{2,400})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DirectVerb();

    [GeneratedRegex(
        @"(?:how\s(?:long|much|many\s(?:person[\s-]|man[\s-])?\w{2,12})\b(?:\s(?:effort|time|work))?(?:\s(?:will|would|does|do|should"
        + @"|might|is|are|to))?(?:\s(?:it|this|that|we))?(?:\s(?:take|cost|need|require))?(?:\s(?:us|me))?(?:\s(?:for|to))?"
        + @"|what\s(?:could|can|might|may)\sgo\swrong(?:\s(?:with|in|when|if\swe|if|during))?|where\sdo\swe\sstand(?:\s(?:on|with|in))?"
        + @"|what\sdoes\s)\s(?<rest>[^\n]{3,300})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Question();

    [GeneratedRegex(
        @"\b(?:(?:want|wants|need|needs|would\slike|aim|aims|going|asked\sus|hired\sus|plan|plans|wish|wishes|intend|intends|have"
        + @"|has)\sto|(?:goal|objective|aim|task|assignment|project|engagement)\sis(?:\sto)?|(?:contract|deal|order|engagement"
        + @"|project)\s(?:with|for|from|at)\s(?:[^\s,.]{1,30}\s){1,4}?to)\s(?<rest>[^\n]{4,300})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Goal();

    [GeneratedRegex(@"\s?[,;(]\s?|:\s|\s[–-]\s|\.\s|[?!]\s|\s(?=(?:but|because|so\sthat)\s)")]
    private static partial Regex Pieces();

    [GeneratedRegex(
        @"\A(?:(?:to|for|of|about|on|an?|the|our|their|his|her|its|my|your|this|that|these|and|please|(?:we|they|i)\s(?:have|need|want"
        + @"|plan|must|are\sgoing)(?:\sto)?|(?:goal|objective|aim"
        + @"|task)(?:\s(?:is|of|to))?)\s){1,4}[""“„'']?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Article();

    // "Their data warehouse" is right in a message to us, and odd at the head of a document for them.
    [GeneratedRegex(@"\b(?:their|our|my|his|her)\s", RegexOptions.CultureInvariant)]
    private static partial Regex Possessive();

    [GeneratedRegex(
        @"\A(?:it|this|that|them|these|those|me|us|you|now|please|again|too|as\swell|here|there|all|everything|something|same|above"
        + @"|below|one|following|client|customer|team|meeting|notes|minutes|plan|tasks?|steps?|actions?|list|table|report|update|status"
        + @"|for|of|on|about|with|to|in|sponsor|project\smanager|product\sowner"
        + @"|down|(?:existing\s|whole\s|entire\s|current\s|next\s|big\s|small\s|client\s|consulting\s)?(?:project|engagement|work"
        + @"|client|customer|goal|job|week|month|meeting|steering|iteration)(?:\s(?:please|plan|for\sus|for\sme))?)\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Empty();
}
