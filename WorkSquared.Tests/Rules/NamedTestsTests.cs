using System.Reflection;
using System.Text.RegularExpressions;

namespace WorkSquared.Tests.Rules;

/// <summary>What the documents say is shown by a test is shown by one.</summary>
public sealed partial class NamedTestsTests
{
    public static TheoryData<string> Documents => [.. Directory.EnumerateFiles(Folder(), "*.md").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void EveryTest_ThatADocumentNames_IsThere(string document)
    {
        var tests = Assembly.GetExecutingAssembly().GetTypes()
            .SelectMany(type => type.GetMethods().Where(method => method.GetCustomAttributes<FactAttribute>().Any()).Select(method => $"{type.Name}.{method.Name}"))
            .ToHashSet();
        var named = Named().Matches(File.ReadAllText(Path.Combine(Folder(), document))).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Empty(named.Except(tests));
    }

    [Fact]
    public void Security_HasEveryRequirementOnce_WithATestOrAWordOnWhatIsMissing()
    {
        var rows = Requirement().Matches(File.ReadAllText(Path.Combine(Folder(), "security.md")));

        Assert.Equal(Enumerable.Range(1, 62), rows.Select(row => int.Parse(row.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(rows, row => Assert.Matches(@"\w", row.Groups[2].Value));
    }

    private static string Folder()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "WorkSquared.sln")))
        {
            directory = directory.Parent!;
        }

        return Path.Combine(directory.FullName, "docs");
    }

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"^\| S(\d+) \|[^|]+\|([^|]+)\|$", RegexOptions.Multiline)]
    private static partial Regex Requirement();
}
