using Bunit;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Chat;

namespace WorkSquared.Tests.Web;

public sealed class AttachedFilesTests
{
    /// <summary>Words, and what looks like a file but is none.</summary>
    public static TheoryData<string> Words { get; } =
    [
        "",
        "Only words",
        "````file=a.txt\na\n````\n\nand words below it",
        "Above it\n````file=a.txt\na\n````",
        "\n\n````file=a.txt\na\n````",
        "No name\n\n````file=\na\n````",
        "A name of two lines\n\n````file=a.txt\r\na\n````",
        "A name that reads backwards\n\n````file=\u202etxt.exe\na\n````",
        "A name with a fence\n\n````file=a`.txt\na\n````",
        "A name of 101 letters\n\n````file=" + new string('a', 101) + "\na\n````",
        "Three are a block of code\n\n```file=a.txt\na\n```",
        "Not the fence it began with\n\n````file=a.txt\na\n`````",
        "Closed within\n\n````file=a.txt\n````\na\n````",
        "More than it needs\n\n`````file=a.txt\na\n`````",
        "Nothing between\n\n````file=a.txt\n````",
        "````file=a.txt",
        "````",
        "\n````",
    ];

    [Theory]
    [MemberData(nameof(Words))]
    public void WhatOnlyLooksLikeAFile_IsWords(string text)
    {
        var found = AttachedFiles.In(text);

        Assert.Equal(text, found.Words);
        Assert.Empty(found.Files);
    }

    [Theory]
    [InlineData("Words\n\n````file=a.txt\nOne\n\ntwo\n````", "Words", "a.txt", "One\n\ntwo", 1)]
    [InlineData("````file=empty.txt\n\n````", "", "empty.txt", "", 0)]
    [InlineData("Words \n\n\n````file=../../etc/passwd\n\n<b>\n\n````", "Words \n", "../../etc/passwd", "\n<b>\n", 1)]
    [InlineData("W\n\n``````file=read me.md\n````file=b.txt\n`````\n````\n``````", "W", "read me.md", "````file=b.txt\n`````\n````", 1)]
    public void File_IsTakenAsItWas_WhateverItContains(string text, string words, string name, string content, int size)
    {
        var found = AttachedFiles.In(text);

        Assert.Equal(words, found.Words);
        var file = Assert.Single(found.Files);
        Assert.Equal(new AttachedFile(name, content), file);
        Assert.Equal(size, file.Size);
    }

    [Fact]
    public void OfManyFiles_TheLastTenAreTakenInTheirOrder()
    {
        var blocks = Enumerable.Range(1, 12).Select(number => $"````file={number}.txt\n{number}\n````").ToList();

        var found = AttachedFiles.In(string.Join("\n\n", blocks));

        Assert.Equal(string.Join("\n\n", blocks.Take(2)), found.Words);
        Assert.Equal(Enumerable.Range(3, 10).Select(number => $"{number}.txt"), found.Files.Select(file => file.Name));
    }

    [Fact]
    public async Task Question_ShowsItsFilesFolded_AndAsPlainText()
    {
        await using var ui = new TestUi();
        var conversation = Guid.Parse("01900000-0000-7000-8000-000000000001");
        ui.Workspace.Say(conversation, "What is in it?\n\n````file=<i>.html\n<b>bold</b>\n````\n\n````file=b.txt\n" + new string('b', 5_000) + "\n````");
        ui.Workspace.Say(conversation, "````file=alone.txt\nalone\n````");

        var questions = ui.OpenPage(conversation).FindAll("article.question");

        Assert.Equal("What is in it?", questions[0].QuerySelector(".words")!.TextContent);
        Assert.Equal(["<i>.html, 1 KB", "b.txt, 5 KB"], questions[0].QuerySelectorAll("details.attached:not([open]) summary").Select(line => line.TextContent));
        Assert.Equal("<b>bold</b>", questions[0].QuerySelector("pre[tabindex='0']")!.TextContent);
        Assert.Null(questions[1].QuerySelector(".words"));
        Assert.Equal("alone", questions[1].QuerySelector("pre")!.TextContent);
    }
}
