using CsCheck;
using WorkSquared.Core.Search;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Core.Search;

public sealed class SearchQueryTests
{
    private static readonly string[] _syntax =
        ["\"", "*", "NEAR", "NEAR(", "AND", "OR", "NOT", "-", "+", "^", "(", ")", "{", "}", "title:", "body :", ":", "'", ";", "--", "\0", "\uD800", "\uDC00", "…", "“", "\u200B", "𠮷", "é", "e\u0301", "word", " ", "\n"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("plan", "\"plan\" *")]
    [InlineData("  two words ", "\"two\" AND \"words\" *")]
    [InlineData("\"two words\"", "\"two words\"")]
    [InlineData("an \"open phrase", "\"an\" AND \"open phrase\"")]
    [InlineData("“typeset” x", "\"typeset\" AND \"x\"")]
    [InlineData("title:x OR -y", "\"title:x\" AND \"OR\" AND \"-y\"")]
    [InlineData("a\0b", "\"a\" AND \"b\"")]
    public void Text_BecomesQuotedWords(string text, string expression) => Assert.Equal(expression, SearchQuery.Parse(text)!.Expression);

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    [InlineData("\"\"")]
    [InlineData("- * ( ) : ^")]
    [InlineData("\uD800")]
    public void TextWithoutAWord_AsksForNothing(string text) => Assert.Null(SearchQuery.Parse(text));

    [Fact]
    public async Task AnyText_CanBeLookedFor()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.SayAsync(workspace.NewId(), "word near title 東京");
        var reader = workspace.Get<ISearchReader>();
        var anyUnits = Gen.Char.Array[0, 40].Select(units => new string(units));
        var syntax = Gen.Int[0, _syntax.Length - 1].Select(i => _syntax[i]).Array[0, 12].Select(string.Concat);

        await Gen.OneOf(anyUnits, syntax, Gen.String).SampleAsync(
            async text => Assert.NotNull(await reader.SearchAsync(TestWorkspace.AllSeeing, new SearchRequest(text, Limit: 5), Cancellation)),
            iter: 1_000,
            threads: 1);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("x ")]
    [InlineData("\"")]
    [InlineData("東")]
    [InlineData("\" x")]
    public async Task AHundredThousandCharacters_AreNoTrouble(string piece)
    {
        await using var workspace = await TestWorkspace.StartAsync();
        await workspace.SayAsync(workspace.NewId(), "x");
        var text = string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length));

        Assert.NotNull(await workspace.Get<ISearchReader>().SearchAsync(TestWorkspace.AllSeeing, new SearchRequest(text, Limit: 5), Cancellation));
    }
}
