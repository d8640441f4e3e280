using System.Text.RegularExpressions;
using WorkSquared.Llm.Offline.Engagements;

namespace WorkSquared.Llm.Offline.Reading;

/// <summary>What a play knows of the work: all of it is the person's own words, null or empty where nothing was said.</summary>
/// <param name="Lines">The newest message that brought a subject, line by line.</param>
/// <param name="Added">What came after it: answers and corrections.</param>
internal sealed partial record Brief(
    string? Subject,
    string? Client,
    string? Start,
    string? Deadline,
    Duration? Duration,
    Money? Budget,
    Money? DayRate,
    int? TeamSize,
    IReadOnlyList<Person> People,
    IReadOnlyList<string> Items,
    IReadOnlyList<Line> Lines,
    IReadOnlyList<string> Added,
    EngagementKind Kind,
    bool Shortened)
{
    // The conditions stand near the beginning; what follows is pasted material.
    private const int MostOfAPart = 6000;

    private const int LargestTeam = 60;

    public string? Sponsor => WhoIs("sponsor", "decision", "CEO", "CFO", "CIO", "CTO", "COO", "head of");

    public string? Lead =>
        WhoIs("project manager", "project lead", "programme manager", "program manager", "PM", "team lead", "tech lead", "lead");

    /// <summary>Whether the person sent more than is read.</summary>
    public bool IsCut { get; private init; }

    /// <summary>The subject, or a word for it in the middle of a sentence.</summary>
    public string Work => Subject ?? "the engagement";

    /// <summary>For the head of a document.</summary>
    public string Name => (Subject, Client) switch
    {
        ({ } subject, { } client) => $"{subject} ({client})",
        ({ } subject, null) => subject,
        (null, { } client) => client,
        _ => "",
    };

    /// <param name="parts">The message the work was first named in, then what was added; a later part corrects an earlier one.</param>
    public static Brief Read(IReadOnlyList<string> parts, IReadOnlyList<string> added, bool shortened)
    {
        var lines = Line.ReadAll(parts[0]);
        var newestFirst = parts.Select(part => part[..Math.Min(part.Length, MostOfAPart)]).Reverse().ToList();
        var conditions = newestFirst.Select(ScopeItems.Without).ToList();
        var client = Latest(conditions, Reading.Client.Find);
        var subject = Reading.Subject.Find(lines, client) ?? Latest(newestFirst, part => Reading.Subject.Find(Line.ReadAll(part), client));
        var items = newestFirst.Select(part => ScopeItems.Find(Line.ReadAll(part))).FirstOrDefault(found => found.Count > 0) ?? [];
        var whole = string.Join('\n', conditions);
        subject = subject is not null && items.Contains(subject) ? null : subject;

        return new Brief(
            subject,
            client,
            Latest(conditions, Appointment.FindStart),
            Latest(conditions, Appointment.FindDeadline),
            Latest(conditions, Reading.Duration.Find),
            Latest(conditions, Money.FindBudget),
            Latest(conditions, Money.FindDayRate),
            ReadTeamSize(whole),
            Person.FindAll(whole),
            items,
            lines,
            added,
            EngagementKind.Of(subject, parts[0][..Math.Min(parts[0].Length, MostOfAPart)]),
            shortened)
        {
            IsCut = lines.Count >= Line.Most || parts.Any(part => part.Length >= CleanText.MostLetters - 1),
        };
    }

    private string? WhoIs(params ReadOnlySpan<string> roles)
    {
        foreach (var role in roles)
        {
            if (People.FirstOrDefault(person => person.Role.Contains(role, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                return found.Name;
            }
        }

        return null;
    }

    private static T? Latest<T>(List<string> newestFirst, Func<string, T?> find)
        where T : class => newestFirst.Select(find).FirstOrDefault(found => found is not null);

    private static int? ReadTeamSize(string text)
    {
        var match = TeamOf().Match(text);
        var inDays = match.Success ? Reading.Duration.Find($"{match.Groups["count"].Value} days") : null;
        return inDays is { WorkingDays: var count and <= LargestTeam } ? count : null;
    }

    [GeneratedRegex(
        @"\b(?:(?<!\b(?:for|train|of|all)\s)(?<!\steam\sof\s)(?<count>" + Words.Number + @")\s(?:\w{3,12}\s)?(?:people|persons"
        + @"|consultants|developers|engineers|analysts|FTEs?|colleagues)\b|team\sof\s(?<count>" + Words.Number + @")\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TeamOf();
}
