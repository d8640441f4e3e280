using System.Text.RegularExpressions;
using WorkSquared.Llm.Offline.Engagements;
using WorkSquared.Llm.Offline.Reading;
using WorkSquared.Llm.Offline.Writing;

namespace WorkSquared.Llm.Offline.Plays;

/// <summary>A first risk register: the person's own points, then those that this sort of work brings along.</summary>
internal sealed partial class RiskRegister : IPlay
{
    private const int Most = 8;

    public Recognition Recognition { get; } = new(Named(), Implied(), Mentioned());

    public Draft Write(Brief brief)
    {
        var draft = new Draft(brief.Shortened).Title(Given.Heading("Risk register", brief)).AddGiven(brief with { Items = [] });
        if (brief.Items.Count > 0)
        {
            AddOwn(draft, brief.Items);
        }

        var risks = RiskCatalogue.For(brief).Take(brief.Shortened ? 4 : Most).ToList();
        AddRegister(draft, risks, brief.Items.Count > 0 ? "What such work usually brings along" : "Register");
        AddThisWeek(draft, risks);
        draft.Detail("How to use it")
            .Bullet("Likelihood and impact are first ratings from your words and from how such work usually goes. Rate them with the "
                + "team: everyone writes first, then you compare.")
            .Bullet("Ten minutes a week: look at the signs, not at the ratings. A sign that is seen turns the risk "
                + "into a task with a date.");
        return draft.Questions(Questions(brief));
    }

    private static void AddOwn(Draft draft, IReadOnlyList<string> items)
    {
        draft.Section("Points you named")
            .Paragraph("Nobody outside can rate these. For each: how likely, how bad, who owns it, and what you would see first.");
        foreach (var item in items)
        {
            draft.Task($"**{item}**: likelihood, impact, owner, early sign");
        }
    }

    private static void AddRegister(Draft draft, List<Risk> risks, string heading)
    {
        draft.Section(heading).Table("No.", "Risk", "Likely", "Impact", "Early sign", "Response", "Owner");
        for (var index = 0; index < risks.Count; index++)
        {
            var risk = risks[index];
            draft.Row($"R{index + 1}", risk.What, Say(risk.Likelihood), Say(risk.Impact), risk.Sign, risk.Response, risk.Owner);
        }
    }

    private static void AddThisWeek(Draft draft, List<Risk> risks)
    {
        draft.Section("Do this week");
        foreach (var risk in risks.Take(3))
        {
            draft.Task($"{risk.Response} ({risk.Owner})");
        }
    }

    private static string Say(Level level) => level switch
    {
        Level.High => "High",
        Level.Medium => "Medium",
        _ => "Low",
    };

    private static IEnumerable<string> Questions(Brief brief)
    {
        if (brief.Subject is null)
        {
            yield return "What is the work about? Technology, sector and contract form change the list most.";
        }

        if (brief.Deadline is null)
        {
            yield return "Which date can't move, and why?";
        }

        yield return "What went wrong in the last project of this kind?";
        yield return "Who loses something if this succeeds?";
    }

    [GeneratedRegex(
        @"\b(?:risk\s(?:register|log|list|assessment|analysis|review|workshop|matrix|management)|risks\s(?:of|for|in|with|on|to|when|if"
        + @"|do|does|are|could|should)\b|what\s(?:are|could\sbe|might\sbe)\s(?:\w{1,15}\s){0,4}risks?|(?:list|identify|assess|find|name"
        + @"|show|give|add|collect|which|what|main|top|biggest|key|greatest|analy[sz]e|think\sof|include)\s(?:me\s|us\s|all\s|the\s"
        + @"|some\s|any\s|our\s|my\s|\w{1,12}\s){0,4}risks?\b|how\srisky|pre-?mortem)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(
        @"\b(?:what\s(?:could|can|might|may|will)\s(?:possibly\s)?go\swrong|what\s(?:could|might)\s(?:stop|kill|delay|endanger|derail)"
        + @"|worst\scase)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Implied();

    [GeneratedRegex(
        @"\brisks?(?:\s{0,2}[?:.!]|\z|\s(?:please|too|as\swell)\b)|\A\s{0,3}(?:and\s)?(?:the\s)?risks?\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Mentioned();
}
