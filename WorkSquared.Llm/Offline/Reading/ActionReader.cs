using System.Text.RegularExpressions;

namespace WorkSquared.Llm.Offline.Reading;

/// <summary>Takes a promise apart: who, what, by when.</summary>
internal static partial class ActionReader
{
    public static bool IsPromise(string sentence, string? speaker) =>
        OwnerFirst(sentence) is not null
        || AtOwner().IsMatch(sentence)
        || Passive().IsMatch(sentence)
        || FirstPerson().IsMatch(sentence)
        || (Imperative().IsMatch(sentence) && !sentence.EndsWith('?'))
        || (speaker is not null && ThirdPerson().IsMatch(sentence));

    /// <param name="speaker">Who said it, or whose name stood before it: the owner unless the sentence names another.</param>
    public static Note Read(string sentence, string? speaker)
    {
        var text = sentence.Trim();
        var owner = TakeOut(ref text, OwnerLast(), "owner") ?? TakeOut(ref text, AtOwner(), "owner");
        var due = TakeOut(ref text, Due(), "due");
        owner ??= TakeOut(ref text, OwnerLast(), "owner");
        if (OwnerFirst(text) is { } promise)
        {
            owner ??= promise.Groups["owner"].Value;
            text = BaseForm(promise.Groups["what"].Value);
        }
        else if (FirstPerson().Match(text) is { Success: true } own)
        {
            owner ??= own.Groups["who"].Value.StartsWith("w", StringComparison.OrdinalIgnoreCase) ? speaker ?? "Team" : speaker;
            text = own.Groups["what"].Value;
        }
        else if (speaker is not null && text.StartsWith("to ", StringComparison.OrdinalIgnoreCase))
        {
            text = text[3..];
        }
        else if (Imperative().Match(text) is { Success: true } asked)
        {
            text = text[asked.Groups["lead"].Length..];
        }

        text = text.Trim(' ', '.', ',', ';', '-', '–', ':', '→');
        return new Note(NoteSort.Action, NoteReader.Upper(text.Length > 0 ? text : sentence), (owner ?? speaker) is { } who
            ? NoteReader.Upper(who) : null, due);
    }

    private static Match? OwnerFirst(string sentence)
    {
        foreach (var pattern in (ReadOnlySpan<Regex>)[OwnerWill(), OwnerDoes()])
        {
            var match = pattern.Match(sentence);
            if (match.Success && (match.Groups["group"].Success || Person.CanBeName(match.Groups["owner"].Value)))
            {
                return match;
            }
        }

        return null;
    }

    private static string? TakeOut(ref string text, Regex pattern, string group)
    {
        if (pattern.Match(text) is not { Success: true } match || !Person.CanBeName(match.Groups["owner"].Value))
        {
            return null;
        }

        text = (text[..match.Index].TrimEnd() + " " + text[(match.Index + match.Length)..].TrimStart()).Trim();
        return match.Groups[group].Value.Trim();
    }

    private static string BaseForm(string predicate)
    {
        var end = predicate.IndexOf(' ', StringComparison.Ordinal);
        var verb = end < 0 ? predicate : predicate[..end];
        if (!ThirdPerson().IsMatch(predicate))
        {
            return predicate;
        }

        var stem = verb.EndsWith("ies", StringComparison.Ordinal) ? verb[..^3] + "y"
            : verb.EndsWith("xes", StringComparison.Ordinal) || verb.EndsWith("ches", StringComparison.Ordinal) ? verb[..^2]
            : verb[..^1];
        return stem + predicate[verb.Length..];
    }

    private const string Doing =
        @"(?:send|prepare|check|write|draft|review|organi[sz]e|schedule|book|call|ask|update|share|create|provide|deliver|follow|take"
        + @"|clarify|contact|set|confirm|collect|finali[sz]e|present|invite|talk|speak"
        + @"|arrange|order|complete|fix|test|sign|approve|email|mail|circulate|estimate|publish|upload|add|make|define|document|discuss"
        + @"|get|find|plan|move|align|escalate|request|submit|close|open|remove|chase|ping|investigate|look)";

    private const string DoingNow =
        @"(?:sends|prepares|checks|writes|drafts|reviews|organi[sz]es|schedules|books|calls|asks|updates|shares|creates|provides"
        + @"|delivers|follows|takes|clarifies|contacts|sets|confirms|collects|finali[sz]es|presents|invites|talks"
        + @"|speaks|arranges|orders|completes|fixes|tests|signs|approves|circulates|estimates|publishes|defines|documents|gets|plans"
        + @"|aligns|escalates|requests|submits|chases|investigates|owns)";

    private const string Owners =
        @"(?:(?<group>(?:the\s)?(?:client|customer|team|vendor|supplier|sponsor|steering\s(?:committee|group)|(?-i:IT|HR|PMO?)|legal"
        + @"|finance|procurement|sales|marketing|project\s(?:manager|lead)|product\sowner|architect))"
        + @"|(?-i:[\p{Lu}\p{Lo}][\p{L}\p{M}'’-]{0,30}(?:\s\p{Lu}\.?[\p{L}\p{M}'’-]{0,30}){0,2}(?:(?:,\s|\s(?:and|&"
        + @"|\+)\s)\p{Lu}[\p{L}\p{M}'’-]{0,30}){0,3}))";

    [GeneratedRegex(
        @"\A(?<owner>" + Owners + @")(?:\s(?:will|shall|should|must|needs?\sto|has\sto|have\sto|is\sgoing\sto|are\sgoing\sto|agreed\sto"
        + @"|agrees\sto|promised\sto|offered\sto|volunteered\sto|is\sto|are\sto)|['’]ll|\sto(?=\s" + Doing + @"\b))\s(?:also\s"
        + @"|then\s)?(?!be\s\w{2,15}ed\b|not\b)(?<what>[^\n]{2,999})\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OwnerWill();

    [GeneratedRegex(
        @"\A(?<owner>" + Owners + @")\s(?<what>" + DoingNow + @"\b[^\n]{0,999})\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OwnerDoes();

    [GeneratedRegex(@"\A" + DoingNow + @"\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ThirdPerson();

    [GeneratedRegex(
        @"\A(?<who>I|we)(?:['’]ll|\s(?:will|shall|need\sto|have\sto|must|should|can|are\sgoing\sto)|['’](?:m|re)\sgoing\sto"
        + @"|\sam\sgoing\sto)\s(?!be\b|not\b|see\b)(?<what>[^\n]{3,999})\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FirstPerson();

    [GeneratedRegex(
        @"\A(?<lead>please\s|(?:we\s)?(?:needs?|have|has)\sto\s|must\s)?" + Doing + @"\s\S",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Imperative();

    [GeneratedRegex(
        @"\A[^\n?]{3,120}\s(?:must|should|has\sto|have\sto|needs?\sto|will|to)\sbe\s(?:\w{2,15}(?:ed|en)|sent|done|made|set|put|built"
        + @"|brought|found|paid|held)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Passive();

    [GeneratedRegex(@"(?:^|\s)@(?<owner>[\p{L}\p{M}][\p{L}\p{M}\p{N}._-]{0,40}(?<![._-])):?", RegexOptions.CultureInvariant)]
    private static partial Regex AtOwner();

    [GeneratedRegex(
        @"(?:\s?[\[(](?:owner:\s?)?(?<owner>" + Words.Name + @")(?=[,\])])[,\s]{0,2}|\s(?:->|→|–|-"
        + @"|=>)\s(?<owner>" + Words.Name + @")\s?(?=\z|[,.])|,?\s(?:[Oo]wner|[Rr]esponsible"
        + @"|[Aa]ssignee):\s?(?<owner>" + Words.Name + @"))[\])]?",
        RegexOptions.CultureInvariant)]
    private static partial Regex OwnerLast();

    [GeneratedRegex(
        @"(?:,?\s?[\[(]?\b(?:by|until|till|before|due(?:\sby|\son)?:?|no\slater\sthan|deadline:?"
        + @"|latest(?:\sby)?)\s(?:the\s)?(?<due>" + Words.Date + @"(?:,?\s\d{1,2}:\d{2})?)(?!\w)[\])]?"
        + @"|,?\s[\[(]?(?:on\s)?(?<due>" + Words.Date + @")[\])]?(?=\s?[.!]?\z|[,)]))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Due();
}
