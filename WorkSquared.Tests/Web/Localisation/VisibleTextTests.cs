using System.Text.RegularExpressions;

namespace WorkSquared.Tests.Web.Localisation;

/// <summary>Nothing that a person reads goes past the table. A heuristic: what looks like words, in markup, in code and in scripts.</summary>
public sealed partial class VisibleTextTests
{
    // Names, keys of a keyboard, two words of Razor's own, and what only another site gets to read.
    private static readonly HashSet<string> _noTexts =
    [
        "Work Squared", "Azure OpenAI", "Segoe UI", "Inter Variable", "Ctrl K", "K", "else", "default:",
        "This request did not come from a page of this site",
    ];

    // What the terminal of whoever runs the program says, and what other services are told.
    private static readonly string[] _notForThePage = ["Hosting", "Api", "AccountsStartup.cs", "SetupCode.cs", "DeviceName.cs", "OidcOptionsValidator.cs"];

    [Fact]
    public void Markup_SaysNothingByItself() => Assert.Equal("", Found(["*.razor"], source =>
    {
        var markup = RazorCode().Replace(Comment().Replace(source, ""), "");
        var attributes = Attribute().Matches(markup).Select(match => match.Groups[1].Value);
        return Node().Matches(markup).SelectMany(match => match.Groups[1].Value.Split('\n')).Where(line => Words().IsMatch(line)).Concat(attributes);
    }));

    [Fact]
    public void Code_SaysNothingByItself() => Assert.Equal("", Found(["*.razor", "*.cs"], source =>
        Literal().Matches(ForTheServer().Replace(Comment().Replace(source, ""), "")).Select(match => match.Groups[1].Value).Where(text => !SourceTexts.Stored.Contains(text))));

    [Fact]
    public void Scripts_SayNothingByThemselves() => Assert.Equal("", Found(["*.js"], source =>
        ScriptLiteral().Matches(Comment().Replace(source, "")).Select(match => match.Groups[1].Value)));

    private static string Found(string[] files, Func<string, IEnumerable<string>> textsIn)
    {
        var found =
            from file in SourceTexts.Files("WorkSquared.Web", files)
            where !SourceTexts.PathOf(file).Split('/', '\\').Intersect(_notForThePage).Any()
            from text in textsIn(File.ReadAllText(file))
            let words = text.Trim(' ', '\r', '·', '–', '⌘', ',', '.')
            where Letter().IsMatch(words) && !_noTexts.Contains(words)
            select $"{SourceTexts.PathOf(file)}: {words}";
        return string.Join('\n', found);
    }

    [GeneratedRegex(@"@\*.*?\*@|^\s*//[^\n]*", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^@code \{.*", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex RazorCode();

    [GeneratedRegex("""\b(?:aria-label|aria-description|title|placeholder|alt)="([^"@][^"]*)["]""")]
    private static partial Regex Attribute();

    [GeneratedRegex(@">([^<]*)<")]
    private static partial Regex Node();

    [GeneratedRegex(@"^[\p{L}\d\s’',.:!?…·–“”-]*$")]
    private static partial Regex Words();

    [GeneratedRegex("""(?<!L\[\s*)(?<!\+\s*)["](\p{Lu}\p{Ll}* [\p{L}“{][^"\n=]*)["]""")]
    private static partial Regex Literal();

    [GeneratedRegex("""(?<!say\(\s*)'(\p{Lu}[^'\n]* [^'\n]*)'""")]
    private static partial Regex ScriptLiteral();

    [GeneratedRegex("""\[LoggerMessage\([^\n]*|new \w*Exception\([^;]*""")]
    private static partial Regex ForTheServer();

    [GeneratedRegex(@"\p{L}")]
    private static partial Regex Letter();
}
