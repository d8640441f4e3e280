using System.Text.RegularExpressions;

namespace WorkSquared.Llm.Offline;

/// <summary>Short messages that ask for no document.</summary>
internal static partial class SmallTalk
{
    public static bool IsThanks(string message) => Thanks().IsMatch(message);

    public static bool IsGreetingOrHelp(string message) => Greeting().IsMatch(message);

    public static bool WantsItShorter(string message) => Shorter().IsMatch(message);

    public const string Polite =
        "You're welcome. Tell me what has changed and I will draft it again, or ask for the next thing: tasks, risks, an estimate.";

    [GeneratedRegex(
        @"\A\s{0,4}(?:(?:ok|okay|great|perfect|super|cool|nice|good|wonderful|excellent|awesome|fine|all\sgood|yes|many|much"
        + @"|very)\b[\s,!.]{0,3}){0,3}(?:thanks|thank\syou|thx|cheers|merci|danke|great|perfect|cool|nice|good|awesome|ok|okay|fine"
        + @"|got\sit|well\sdone|looks\sgood|good\sjob|bye|goodbye)"
        + @"(?:[\s,]{1,2}(?:a\slot|so\smuch|very\smuch|again|you|all|that['’]?s?|is|helpful|great|perfect|good|all|job|work"
        + @"|for\sthe\shelp|for\syour\shelp)){0,5}[\s.!👍🙏😊]{0,6}\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Thanks();

    [GeneratedRegex(
        @"\A\s{0,4}(?:(?:hi|hello|hey|hallo|moin|good\s(?:morning|afternoon|evening)|greetings)\b(?:\s(?:there|all|team|everyone"
        + @"|assistant))?[\s,.!👋]{0,4})?(?:(?:who|what)\sare\syou|what\s(?:can|do)\syou\sdo(?:\sfor\s(?:me|us))?|how\s(?:can"
        + @"|could)\syou\shelp(?:\s(?:me|us))?|how\sare\syou(?:\stoday)?|help(?:\sme)?|how\sdoes\sthis\swork|are\syou\san?\s(?:ai|llm"
        + @"|bot|robot|human|model)|which\smodel(?:\sare\syou|\sis\sthis)?|test(?:ing)?|menu)?[\s.?!]{0,4}\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Greeting();

    [GeneratedRegex(
        @"\A\s{0,4}(?:(?:please|pls|can\syou|could\syou|now|ok|and)\b[\s,]{0,2}){0,3}(?:make\s|keep\s|give\sme\s|write\s|cut\s)?(?:it\s"
        + @"|this\s|that\s|the\splan\s)?(?:down\s)?(?:(?:a\s)?(?:much\s|bit\s|lot\s|little\s|even\s)?){0,3}(?:more\s)?(?:short(?:er)?"
        + @"|brief(?:er)?|concise|compact|crisp|too\slong|tl;?dr|condense|shorten|trim)(?:\s(?:it|this|that|the\splan|version|please"
        + @"|down|summary)){0,3}[\s.!?]{0,4}\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shorter();
}
