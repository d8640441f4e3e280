using CsCheck;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Shared.Markdown;

namespace WorkSquared.Tests.Web.Markdown;

public sealed class MarkdownStreamTests
{
    private const int Samples = 2_000;

    private static readonly Gen<string> _line = OneOf(
        "", "", "", " ", "\r", "plain text", "# Heading", "- item", "- [ ] task", "* other item", "1. first", "2) second", "   continued",
        "    indented code", "> quote", "```", "```js", "~~~", "````", "  ```", "| a | b |", "|---|:-:|", "| 1 | **2** |", "---", "***",
        "**bold", "_em_ `code`", "[link](https://example.com)", "[bad](javascript:x)", "[ref]: https://example.com",
        "![img](https://example.com/a.png)", "<script>alert(1)</script>", "&lt; &amp;", "https://example.com/x", "1986. A year", "text with trailing  ",
        "\t- tabbed", "a\\", "<b>", "$$", "$x^2$ and $$y$$", @"\(a + b\)", @"\[", @"\]", "$5 and $6");

    private static readonly Gen<string> _piece = OneOf(
        "#", "*", "_", "`", "~", "|", "-", ">", "[", "]", "(", ")", "!", "<", ">", "&", "\n", "\n\n", " ", "a", "1.", ":", "/",
        "\\", "$", "\"", "'", "javascript:", "https://x.example", "\0", "é", "😀");

    private static readonly Gen<string> _markdown = Gen.OneOf(
        _line.Array[0, 25].Select(lines => string.Join('\n', lines)),
        _piece.Array[0, 60].Select(pieces => string.Concat(pieces)));

    [Fact]
    public void Text_InPiecesOfAnySize_EndsAsTheWholeTextGivesIt() =>
        Gen.Select(_markdown, Gen.Int[1, 12]).Sample((markdown, step) =>
        {
            MarkdownStream stream = new(TestWording.L);
            for (var length = 0; length < markdown.Length; length += step)
            {
                stream.Update(markdown[..length]);
            }

            Assert.Equal(MarkdownStream.Render(markdown, TestWording.L), stream.Update(markdown));
        }, iter: Samples);

    [Fact]
    public void FinishedBlocks_WhileTextGrows_NeverChange() =>
        _markdown.Sample(markdown =>
        {
            MarkdownStream stream = new(TestWording.L);
            IReadOnlyList<string> before = [];
            for (var length = 0; length <= markdown.Length; length++)
            {
                var blocks = stream.Update(markdown[..length]);

                // The last one may still grow, or be told apart from the one that follows.
                Assert.Equal(before.SkipLast(1), blocks.Take(Math.Max(0, before.Count - 1)));
                before = blocks;
            }
        }, iter: Samples);

    [Fact]
    public void Html_OfAnyMarkdown_IsLeftAloneByASanitizer() =>
        _markdown.Sample(
            markdown => Assert.All(MarkdownStream.Render(markdown, TestWording.L), html => Assert.Empty(OutsideView.Faults(html))), iter: Samples);

    [Fact]
    public void Fence_StillOpen_HoldsWhatFollows()
    {
        var blocks = MarkdownStream.Render("Before\n\n```sql\nselect 1;\n\nselect 2;\n\n# no heading", TestWording.L);

        Assert.Equal(2, blocks.Count);
        Assert.Contains("select 2;", blocks[1], StringComparison.Ordinal);
        Assert.DoesNotContain("<h", blocks[1], StringComparison.Ordinal);
    }

    [Fact]
    public void List_WithBlankLinesBetweenItems_IsOneList()
    {
        var blocks = MarkdownStream.Render("1. one\n\n2. two\n\n   more of two\n\n3. three\n\nAfter\n\nEnd", TestWording.L);

        Assert.Equal(3, blocks.Count);
        Assert.StartsWith("<ol><li><p>one</p></li>", blocks[0], StringComparison.Ordinal);
    }

    [Fact]
    public void List_OfManyPages_IsCutBetweenItems()
    {
        var items = Enumerable.Range(1, 1_000).Select(n => $"{n}. An item of some length, so that the list grows beyond its limit\n");
        var markdown = string.Concat(items);

        var blocks = MarkdownStream.Render(markdown, TestWording.L);

        Assert.InRange(blocks.Count, 10, 100);
        Assert.All(blocks.Skip(1), block => Assert.StartsWith("<ol start=", block, StringComparison.Ordinal));
    }

    [Fact]
    public void Text_ThatIsReplaced_StartsAnew()
    {
        MarkdownStream stream = new(TestWording.L);
        stream.Update("First try\n\nwith two blocks");

        Assert.Equal(MarkdownStream.Render("Second", TestWording.L), stream.Update("Second"));
    }

    [Fact]
    public void Update_OfALongAnswer_RendersItsEndAlone()
    {
        var start = string.Concat(Enumerable.Range(0, 500).Select(n => $"Paragraph {n} of a long answer.\n\n"));
        MarkdownStream stream = new(TestWording.L);
        var before = stream.Update(start + "The end");

        var after = stream.Update(start + "The end of it");

        Assert.Equal(before.Count, after.Count);
        Assert.All(before.SkipLast(1).Zip(after), pair => Assert.Same(pair.First, pair.Second));
    }

    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);
}
