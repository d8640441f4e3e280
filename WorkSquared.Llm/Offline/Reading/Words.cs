namespace WorkSquared.Llm.Offline.Reading;

/// <summary>Pieces of patterns. Every repetition is bounded, and patterns run on short pieces of text only.</summary>
internal static class Words
{
    public const string Number = @"(?:[0-9]{1,3}(?:[.,][0-9])?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)";

    public const string Unit = "(?:working\\s)?(?:days?|weeks?|wks?|months?|sprints?|iterations?|quarters?|years?)";

    /// <summary>A name as Latin scripts write it (case-sensitive): up to three words that begin with a capital.</summary>
    public const string Name = @"\p{Lu}[\p{L}\p{M}'’-]{1,30}(?:\s\p{Lu}[\p{L}\p{M}'’-]{1,30}){0,2}";

    private const string Day = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";

    private const string ShortMonth =
        "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
        + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

    // "may" and "march" are verbs too, so they need their capital when they stand alone.
    private const string LoneMonth = "(?:january|february|april|june|july|august|september|october|november|december|(?-i:March|May))";

    private const string Span = "(?:week|month|quarter|year|sprint)";

    public const string Date =
        @"(?:\d{4}-\d{2}-\d{2}"
        + @"|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})?"
        + @"|(?:" + Day + @",?\s)?\d{1,2}(?:st|nd|rd|th)?\.?\s(?:of\s)?" + ShortMonth + @"\b(?:,?\s\d{4})?"
        + @"|(?:" + Day + @",?\s)?" + ShortMonth + @"\s\d{1,2}(?:st|nd|rd|th)?\b(?:,?\s\d{4})?"
        + @"|(?:the\s)?(?:end|start|beginning|middle)\sof\s(?:(?:the|this"
        + @"|next)\s)?(?:" + Span + @"|Q[1-4]|" + LoneMonth + @")(?:\s\d{4})?"
        + @"|(?:early|mid|late)[\s-](?:" + LoneMonth + @"|Q[1-4])(?:\s\d{4})?"
        + @"|Q[1-4](?:[\s/]\d{4})?"
        + @"|(?:next|this|coming)\s(?:" + Day + "|" + Span + @")(?:\s" + Day + ")?"
        + @"|(?:calendar\sweek|week|CW|KW)\s?\d{1,2}"
        + @"|" + LoneMonth + @"(?:\s\d{4})?"
        + @"|" + Day + @"(?:\s(?:morning|noon|afternoon|evening))?"
        + @"|tomorrow|today|tonight|(?-i:EOD|EOW|COB|EOM|ASAP)|\d{1,2}:\d{2})";
}
