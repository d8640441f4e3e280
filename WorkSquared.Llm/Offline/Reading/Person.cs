using System.Text.RegularExpressions;

namespace WorkSquared.Llm.Offline.Reading;

/// <summary>Somebody the text names, and the part it gives them.</summary>
internal sealed partial record Person(string Name, string Role)
{
    private const int Most = 12;

    public static IReadOnlyList<Person> FindAll(string text)
    {
        var people = new List<Person>();
        foreach (Match match in RoleThenName().Matches(text).Concat(NameThenRole().Matches(text)))
        {
            Add(people, match.Groups["name"].Value, match.Groups["role"].Value);
        }

        foreach (Match match in Team().Matches(text))
        {
            foreach (Match name in SingleName().Matches(match.Groups["names"].Value))
            {
                Add(people, name.Value, "");
            }
        }

        return people;
    }

    public static bool CanBeName(string word) => !NoName().IsMatch(word);

    private static void Add(List<Person> people, string name, string role)
    {
        if (people.Count < Most && CanBeName(name) && !people.Exists(known => known.Name == name))
        {
            people.Add(new Person(name, role));
        }
    }

    private const string Roles =
        @"(?i:(?:executive\s)?sponsor|project\s(?:manager|lead)|product\sowner|programme\smanager|program\smanager|(?:lead\s)?architect"
        + @"|(?:tech\s|team\s)?lead"
        + @"|head\sof\s(?:\w{2,20}\s?){1,2}?|business\sanalyst|data\sowner|account\smanager|scrum\smaster|decision[\s-]maker|CEO|CFO"
        + @"|CTO|CIO|COO|PM|PO|key\suser|developer|analyst|consultant|tester)";

    [GeneratedRegex(@"\b(?<role>" + Roles + @")(?:\s(?i:is|will\sbe)|:|,)?\s(?<name>" + Words.Name + ")", RegexOptions.CultureInvariant)]
    private static partial Regex RoleThenName();

    [GeneratedRegex(
        @"\b(?<name>" + Words.Name + @")(?:\s(?i:is|as|will\sbe)(?:\s(?i:the|our|their|an?))?\s|,?\s\(|,\s(?:(?i:the|our"
        + @"|their)\s)?)(?<role>" + Roles + @")\b",
        RegexOptions.CultureInvariant)]
    private static partial Regex NameThenRole();

    [GeneratedRegex(
        @"\b(?i:team(?:\smembers)?(?:\sis|\sare)?|attendees|participants|present"
        + @"|attending)\s?:?\s(?<names>" + Words.Name + @"(?:(?:,\s?(?:and\s)?|\s(?:and|&)\s)" + Words.Name + "){0,11})",
        RegexOptions.CultureInvariant)]
    private static partial Regex Team();

    [GeneratedRegex(Words.Name, RegexOptions.CultureInvariant)]
    private static partial Regex SingleName();

    [GeneratedRegex(
        @"^(?:I|We|He|She|They|It|This|That|These|Those|There|The|You|Who|What|When|Where|Which|How|If|An?|Our|Your|My|Some(?:one|body)"
        + @"|Every(?:one|body)|Nobody|All|Both|Each|Any(?:one|body)?|Then|Next"
        + @"|Also|And|But|So|Now|After|Before|Access|Welcome|Thanks|Need|Plan|Want|Ready|Due|According|Time|Back|Moved|Going|Up|Date"
        + @"|Budget|Scope|Status|Goal|Project|Phase|Start|End|Deadline|Action"
        + @"|Decision|Question|Risk|Issue|Note|Notes|Meeting|Minutes|Yes|No|Not|Please|Hi|Hello|Dear|Team|With|For|From|In|On|To|By|Ask"
        + @"|Send|Go-live|Use|Workshop|Kick-?off"
        + @"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November"
        + @"|December)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoName();
}
