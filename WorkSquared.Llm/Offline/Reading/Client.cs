using System.Text.RegularExpressions;

namespace WorkSquared.Llm.Offline.Reading;

/// <summary>Finds whom the work is for.</summary>
internal static partial class Client
{
    public static string? Find(string text)
    {
        if (Labelled().Match(text) is { Success: true } labelled)
        {
            return labelled.Groups["name"].Value.Trim();
        }

        foreach (Match match in For().Matches(text))
        {
            var name = match.Groups["name"].Value;
            if (Person.CanBeName(name) && !NoClient().IsMatch(name))
            {
                return name;
            }
        }

        return null;
    }

    private const string Company =
        @"(?:\p{Lu}|\p{Nd}(?=\p{Lu}))[\p{L}\p{M}\p{N}&+-]{1,29}(?:\s(?:(?:&|and|of)\s(?=\p{Lu}))?\p{Lu}[\p{L}\p{M}\p{N}&+-]{0,29}){0,3}";

    [GeneratedRegex(
        @"(?:^|[\n.]\s{0,3})(?i:client|customer|account)(?:\s(?i:name))?\s?(?::|="
        + @"|\s(?i:is))\s{0,2}(?<name>[^\s,;.!?\n][^,;!?\n]{0,59}?)(?=\s?(?:[,;!?\n]|\.(?:\s|$)|$))",
        RegexOptions.CultureInvariant)]
    private static partial Regex Labelled();

    // What follows must end the name: "for SAP migration" names no client.
    [GeneratedRegex(
        @"\b(?i:for|at|client|customer|(?:contract|deal|engagement|project|order|meeting|workshop|call|session|talk|signed|won"
        + @"|working)\s(?:with|from|of)|with\s(?:our\s|the\s|a\s)?(?:new\s)?(?:client|customer))\s(?i:our\s|the\s"
        + @"|a\s)?(?i:new\s)?(?i:client\s|customer\s)?(?<name>" + Company + @")"
        + @"(?=\s{0,2}(?:[.,;:!?)(\n–]|-\s|$)|['’]s?\s|\s(?i:in|on|to|by|with|from|who|that|which|and|starting|over|within|at|until"
        + @"|before|next|this|is|are|has|have|had|wants?|needs?|after|whose|about|so|into|as|yesterday|today|last|through|using|based"
        + @"|during)\b)",
        RegexOptions.CultureInvariant)]
    private static partial Regex For();

    [GeneratedRegex(
        @"^(?:Q[1-4]|Azure|AWS|SAP|S/4HANA|Salesforce|Kubernetes|Power|Excel|Python|Java|Docker|Linux|Windows|Microsoft 365|SharePoint"
        + @"|Teams|Jira|English|German|French|AI|IT|HR|GDPR|MVP|ERP|CRM"
        + "|Iteration|Sprint|Version|Release|Week|Day|Step|Part|Europe|Germany|France|Switzerland|Austria|UK|US|USA|EU)$",
        RegexOptions.CultureInvariant)]
    private static partial Regex NoClient();
}
