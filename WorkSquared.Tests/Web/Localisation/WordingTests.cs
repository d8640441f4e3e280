using System.Text.RegularExpressions;
using System.Xml.Linq;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Tests.Web.Localisation;

/// <summary>Each language's table says all that the page says, and nothing else.</summary>
public sealed partial class WordingTests
{
    public static TheoryData<string> Translations => [.. Languages.Known.Skip(1).Select(language => language.Name)];

    [Theory]
    [MemberData(nameof(Translations))]
    public void EveryText_OfThePage_IsInTheTable(string language) =>
        Assert.Equal("", InLines(SourceTexts.Looked.Union(SourceTexts.Stored).Except(Table(language).Select(entry => entry.Text))));

    [Theory]
    [MemberData(nameof(Translations))]
    public void EveryEntry_OfTheTable_IsATextOfTheProgram(string language) =>
        Assert.Equal("", InLines(Table(language).Select(entry => entry.Text).Except(SourceTexts.Looked.Union(SourceTexts.Stored))));

    [Theory]
    [MemberData(nameof(Translations))]
    public void Translation_HasThePlaceholdersOfItsText_AndTheSpaces(string language) => Assert.All(Table(language), entry =>
    {
        Assert.Equal(PlaceholdersOf(entry.Text), PlaceholdersOf(entry.Translation));
        Assert.Equal(entry.Translation.Trim(), entry.Translation);
        Assert.NotEmpty(entry.Translation);
    });

    [Theory]
    [MemberData(nameof(Translations))]
    public void Table_IsSorted_WithEachTextOnce(string language)
    {
        var texts = Table(language).Select(entry => entry.Text).ToList();

        Assert.Equal(texts.Order(StringComparer.Ordinal), texts);

        // The compiler of resources takes "You" and "you" for the same and drops one.
        Assert.Distinct(texts, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public void Scripts_GetWhatTheySay_AndNothingElse()
    {
        var given = File.ReadAllText(SourceTexts.Files("WorkSquared.Web", "ScriptWording.cs").Single());

        Assert.Equal(SourceTexts.Said.Order(), Given().Matches(given).Select(match => match.Groups[1].Value).Order());
    }

    private static List<(string Text, string Translation)> Table(string language) =>
        [.. XDocument.Load(SourceTexts.Files("WorkSquared.Web", $"Wording.{language}.resx").Single()).Root!
            .Elements("data").Select(entry => ((string)entry.Attribute("name")!, entry.Element("value")!.Value))];

    private static string InLines(IEnumerable<string> texts) => string.Join('\n', texts);

    private static IEnumerable<string> PlaceholdersOf(string text) => Placeholder().Matches(text).Select(match => match.Value[0] == '[' ? "[]" : match.Value).Order();

    [GeneratedRegex("""L\["(.+)"\],""")]
    private static partial Regex Given();

    [GeneratedRegex(@"\{\d\}|`[^`]+`|\[[^\]]+\]")]
    private static partial Regex Placeholder();
}
