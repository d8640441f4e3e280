using System.Globalization;
using System.Text.RegularExpressions;

namespace WorkSquared.Tests.Web.Localisation;

/// <summary>The texts in the sources of the program.</summary>
internal static partial class SourceTexts
{
    // What they say goes to whoever runs the program: into the log of the server, or a terminal, or to another service. The playbook speaks English.
    private static readonly string[] _notForThePage =
    [
        "Migrations", "Verification", "Offline", "Cases", "Prompting", "Streams", "Egress", "TokenLife.cs", "Pushing",
        "EndpointChoice.cs", "SecretFile.cs", "BuiltInPrompts.cs", "LlmOptionsValidator.cs", "PriceTable.cs", "LogReader.cs", "MigrateDatabase.cs", "DataDirectory.cs", "SqlitePragmas.cs", "StoreName.cs", "CoreMetrics.cs", "ChatClients.cs",
        "OutsideAnswers.cs", "OutsideText.cs", "CoreServiceCollectionExtensions.cs", "LlmServiceCollectionExtensions.cs",
    ];

    private static readonly string _root = Root();

    /// <summary>Every text that the page looks up: the keys of the table.</summary>
    public static IReadOnlySet<string> Looked { get; } = Files("WorkSquared.Web", "*.razor", "*.cs")
        .SelectMany(file => LookUp().Matches(File.ReadAllText(file)))
        .Select(match => WholeOf(match.Groups[1].Value))
        .ToHashSet();

    /// <summary>Every sentence that a refusal or an event may carry to the page, with gaps where it has figures and names.</summary>
    public static IReadOnlySet<string> Stored { get; } = Files("WorkSquared.Core", "*.cs").Concat(Files("WorkSquared.Llm", "*.cs"))
        .Where(file => !PathOf(file).Split('/', '\\').Intersect(_notForThePage).Any())
        .Concat(Files("WorkSquared.Web", "JsonBody.cs", "Joining.cs"))
        .SelectMany(file => SentencesOf(File.ReadAllText(file)))
        .ToHashSet();

    /// <summary>Every text that a script says.</summary>
    public static IReadOnlySet<string> Said { get; } = Files("WorkSquared.Web", "*.js")
        .SelectMany(file => Say().Matches(File.ReadAllText(file)))
        .Select(match => Unescaped(match.Groups[1].Value))
        .ToHashSet();

    public static IEnumerable<string> Files(string project, params string[] patterns) => patterns
        .SelectMany(pattern => Directory.EnumerateFiles(Path.Combine(_root, project), pattern, SearchOption.AllDirectories))
        .Where(file => !PathOf(file).Split('/', '\\').Contains("vendor"));

    public static string PathOf(string file) => Path.GetRelativePath(_root, file);

    private static IEnumerable<string> SentencesOf(string source)
    {
        var constants = Constant().Matches(source).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        return Literal().Matches(LookUp().Replace(ForTheServer().Replace(source, ""), ""))
            .Select(match => Hole().Replace(WholeOf(match.Value), hole => constants.GetValueOrDefault(hole.Groups[1].Value, "{}")))
            .SelectMany(text => SentenceEnd().Split(text))
            .Where(sentence => Sentence().IsMatch(sentence))
            .Select(Numbered);
    }

    /// <summary>The text of one literal, or of several with a plus between them.</summary>
    private static string WholeOf(string literals) =>
        string.Concat(Piece().Matches(literals).Select(match => Unescaped(match.Groups[1].Value)));

    // What else can be escaped stands in no text for a person.
    private static string Unescaped(string literal) => literal.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\'", "'", StringComparison.Ordinal);

    private static string Numbered(string sentence)
    {
        var number = 0;
        return Unnumbered().Replace(sentence, _ => string.Create(CultureInfo.InvariantCulture, $"{{{number++}}}"));
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "WorkSquared.sln")))
        {
            directory = directory.Parent!;
        }

        return directory.FullName;
    }

    [GeneratedRegex("""\bL\[\s*("(?:[^"\\]|\\.)*"(?:\s*\+\s*"(?:[^"\\]|\\.)*")*)""")]
    private static partial Regex LookUp();

    [GeneratedRegex("""\$?"(?:[^"\\\n]|\\.)*"(?:\s*\+\s*\$?"(?:[^"\\\n]|\\.)*")*""")]
    private static partial Regex Literal();

    [GeneratedRegex("\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex Piece();

    [GeneratedRegex("""const string (\w+)\s*=\s*"((?:[^"\\]|\\.)*)";""")]
    private static partial Regex Constant();

    [GeneratedRegex("""(?:\[LoggerMessage\([^\n]*|^\s*//[^\n]*|new (?:StartupRefused|ArgumentException|InvalidOperation|NotSupported|Unreachable)\w*\([^;]*)""", RegexOptions.Multiline)]
    private static partial Regex ForTheServer();

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\{\}")]
    private static partial Regex Unnumbered();

    [GeneratedRegex(@"(?<=[.!?]) (?=\p{Lu}|\{)")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^(?:\p{Lu}|\{).* .*[.!?]$")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\bsay\(\s*'((?:[^'\\]|\\.)*)'")]
    private static partial Regex Say();
}
