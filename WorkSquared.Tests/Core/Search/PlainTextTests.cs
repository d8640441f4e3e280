using WorkSquared.Core.Search;

namespace WorkSquared.Tests.Core.Search;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("Plain words", "Plain words")]
    [InlineData("  two\n lines ", "two lines")]
    [InlineData("## A heading\n\nA **bold** `code`, and C#", "A heading · A bold code, and C#")]
    [InlineData("- one\n- two\n- three-part", "one · two · three-part")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", "a · b · 1 · 2")]
    [InlineData("a--b", "a · b")]
    [InlineData("\u0001mark\u0002", "mark")]
    [InlineData("", "")]
    [InlineData("***", "")]
    public void Markdown_BecomesOneLine(string text, string plain) => Assert.Equal(plain, PlainText.Of(text));
}
