using CsCheck;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Tasks;

namespace WorkSquared.Tests.Core;

public sealed class TaskTitleTests
{
    [Theory]
    [InlineData("Call Maria.", "Call Maria.")]
    [InlineData("\n\n## **Next steps:**\n\nCall Maria.", "Next steps")]
    [InlineData("---\n\n- [ ] Call *Maria* and `book()` a room", "Call Maria and book() a room")]
    [InlineData("> 1. Ask [Chen Wei](https://example.com/chen) about __snake_case__", "Ask Chen Wei about snake_case")]
    [InlineData("```csharp\nvar sum = 2 * 3;\n```", "var sum = 2 * 3;")]
    [InlineData("|---|---:|\n| Ada | 12 |", "Ada · 12")]
    [InlineData("👍\n2024 report", "2024 report")]
    [InlineData("👍", "👍")]
    [InlineData("C# and F#, 3*4, \\*not bold\\*", "C# and F#, 3*4, *not bold*")]
    [InlineData("مرحبا **بكم**", "مرحبا بكم")]
    public void Title_IsTheFirstLineWithWordsInIt_WithoutMarks(string text, string title) => Assert.Equal(title, TaskTitle.Of(text));

    [Fact]
    public void LongLine_IsCutAtAWord()
    {
        var title = TaskTitle.Of(string.Join(' ', Enumerable.Repeat("word", 40)));

        Assert.InRange(title.Length, 60, 80);
        Assert.EndsWith(" word…", title, StringComparison.Ordinal);
        Assert.Equal(80, TaskTitle.Of(new string('x', 5_000)).Length);
    }

    [Fact]
    public void AnyMessage_HasATitleThatATaskMayHave()
    {
        string[] pieces = ["*", "_", "`", "|", "[", "](", "a", "😀", "\\", " ", "\n", "#", "- ", ":", "~~~"];
        var marked = Gen.Int[0, pieces.Length - 1].Array[1, 1_500].Select(chosen => string.Concat(chosen.Select(index => pieces[index])));
        Gen.OneOf(Gen.String[1, 50], marked).Sample(
            text =>
            {
                if (string.IsNullOrWhiteSpace(text) || text.Contains('\0') || !MessageText.IsWellFormed(text))
                {
                    return true;
                }

                var title = TaskTitle.Of(text);
                return MessageText.CheckTitle(title) == title && title.Length <= 80;
            },
            iter: 2_000);
    }
}
