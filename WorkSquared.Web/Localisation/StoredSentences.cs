using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;

namespace WorkSquared.Web.Localisation;

/// <summary>Sentences of ours that events and refusals hold, in English: the log is the same for everybody, whatever they read.</summary>
internal static partial class StoredSentences
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<Template>> _templates = new();

    /// <summary>Each sentence as the page's language has it; what has no translation stays as it was stored.</summary>
    public static string Sentences(this IStringLocalizer<Wording> L, string text)
    {
        if (Languages.Current.Name == Languages.Default)
        {
            return text;
        }

        // The names of providers and figures stand in the sentence itself: what is stored matches the text with its gaps.
        var templates = _templates.GetOrAdd(Languages.Current.Name, _ => TemplatesOf(L));
        return string.Join(' ', Ends().Split(text).Select(sentence => L[sentence] is { ResourceNotFound: false } same
            ? same.Value
            : templates.Select(template => template.Apply(sentence)).FirstOrDefault(translated => translated is not null) ?? sentence));
    }

    // The longest first: it says most about what may stand in its gaps.
    private static IReadOnlyList<Template> TemplatesOf(IStringLocalizer<Wording> L) =>
    [
        .. L.GetAllStrings(includeParentCultures: false)
            .Where(text => text.Name.Contains("{0}", StringComparison.Ordinal) && text.Name.EndsWith('.'))
            .OrderByDescending(text => text.Name.Length)
            .Select(text => new Template(new Regex(PatternOf(text.Name), RegexOptions.NonBacktracking), text.Value)),
    ];

    private static string PatternOf(string text) => $"^{Gap().Replace(Regex.Escape(text), "(.+)")}$";

    [GeneratedRegex(@"(?<=[.!?]) (?=\p{Lu})")]
    private static partial Regex Ends();

    [GeneratedRegex(@"\\\{\d\}")]
    private static partial Regex Gap();

    private sealed record Template(Regex Pattern, string Translation)
    {
        /// <returns>Null when it is another sentence.</returns>
        public string? Apply(string sentence) => Pattern.Match(sentence) is { Success: true } match
            ? string.Format(CultureInfo.InvariantCulture, Translation, [.. match.Groups.Values.Skip(1).Select(group => group.Value)])
            : null;
    }
}
