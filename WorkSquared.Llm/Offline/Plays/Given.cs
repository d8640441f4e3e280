using WorkSquared.Llm.Offline.Reading;
using WorkSquared.Llm.Offline.Writing;

namespace WorkSquared.Llm.Offline.Plays;

/// <summary>What the person said, put at the head of a draft so that a misreading is seen at once; and what they did not say.</summary>
internal static class Given
{
    public static Draft AddGiven(this Draft draft, Brief brief)
    {
        var facts = Facts(brief).ToList();
        if (facts.Count == 0)
        {
            return draft;
        }

        draft.Table("Taken from your message", "");
        foreach (var (what, words) in facts)
        {
            draft.Row(what, words);
        }

        return draft;
    }

    public static string Heading(string document, Brief brief) => brief.Name.Length > 0 ? $"{document}: {brief.Name}" : document;

    public static IEnumerable<string> Questions(Brief brief)
    {
        if (brief.Subject is null)
        {
            yield return "What is to be different when the work is done? One sentence is enough.";
        }

        if (brief.Deadline is null && brief.Duration is null)
        {
            yield return "By when must it be finished, and what makes that date fixed?";
        }

        if (brief.Sponsor is null)
        {
            yield return brief.Client is { } client
                ? $"Who decides at {client}, and who stands in for them?"
                : "Who is the client, and who decides there?";
        }

        if (brief.Budget is null)
        {
            yield return "Is there a budget, or a number of person-days that has been sold?";
        }
    }

    private static IEnumerable<(string What, string Words)> Facts(Brief brief)
    {
        (string What, string? Words)[] facts =
        [
            ("Client", brief.Client),
            ("Goal", brief.Subject),
            ("Start", brief.Start),
            ("Duration", brief.Duration?.Words),
            ("Finished by", brief.Deadline),
            ("Budget", brief.Budget?.Words),
            ("Day rate", brief.DayRate?.Words),
            ("Team size", brief.TeamSize?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("People", brief.People.Count == 0 ? null : string.Join(", ", brief.People.Select(Say))),
            ("Scope", brief.Items.Count == 0 ? null : string.Join("; ", brief.Items)),
        ];
        return facts.Select(fact => (fact.What, fact.Words ?? ""))
            .Concat(brief.Shortened ? [] : brief.Added.Select(added => ("You added", added)))
            .Where(fact => fact.Item2.Length > 0);
    }

    private static string Say(Person person) => person.Role.Length > 0 ? $"{person.Name} ({person.Role})" : person.Name;
}
