using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Components.Chat;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>A text file travels within the text of its message.</summary>
[Trait("Kind", "EndToEnd")]
public sealed class AttachmentTests(BrowserFixture browser)
{
    private const string Report = "````file=report.csv\nname,sum\nAda,12\n````";

    [Fact]
    public async Task DroppedFile_IsSentWithTheWords_ShownFoldedInEveryTab_AndReadByTheModel()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);
        await page.AskAsync("Hello");
        await page.ExpectMessagesAsync("Hello", "Understood.");
        var other = await browser.OpenAsync(page.Url);

        await page.Composer().FillAsync("Sum it up");
        await GiveAsync(page, "dragover", "report.csv", "name,sum\r\nAda,12");
        await Assertions.Expect(page.GetByText("Drop text files to attach them")).ToBeVisibleAsync();
        await GiveAsync(page, "drop", "report.csv", "name,sum\r\nAda,12");
        await Assertions.Expect(page.GetByText("Drop text files to attach them")).ToBeHiddenAsync();
        await Assertions.Expect(Chips(page)).ToHaveTextAsync(["report.csv1 KB×"]);
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("Sum it up");
        Assert.Empty((await page.RunAxe()).Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}")));
        await Assertions.Expect(Chips(other)).ToHaveCountAsync(1);
        await page.Button("Send").ClickAsync();

        await other.ExpectMessagesAsync("Hello", "Understood.", "Sum it up", "Understood.");
        Assert.Equal($"user: Sum it up\n\n{Report}", provider.Requests[^1].Messages[^1]);
        await Assertions.Expect(Chips(other)).ToHaveCountAsync(0);
        await Assertions.Expect(Chips(page)).ToHaveCountAsync(0);
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("");
        var file = other.Messages().Nth(2).Locator("details");
        await Assertions.Expect(file.Locator("pre")).ToBeHiddenAsync();
        await file.Locator("summary").ClickAsync();
        await Assertions.Expect(file.Locator("pre")).ToHaveTextAsync("name,sum\nAda,12");
        Assert.Empty((await other.RunAxe()).Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}")));

        await other.Messages().Nth(2).GetByRole(AriaRole.Button, new() { Name = "Edit", Exact = true }).ClickAsync();
        await Assertions.Expect(other.Composer()).ToHaveValueAsync("Sum it up");
        await Assertions.Expect(Chips(other)).ToHaveTextAsync(["report.csv1 KB×"]);
    }

    [Fact]
    public async Task PickedFiles_AreAttached_AndTheSameOneAgain()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);
        FilePayload[] files =
        [
            new() { Name = "a.md", MimeType = "text/markdown", Buffer = "# A"u8.ToArray() },
            new() { Name = "b.txt", MimeType = "text/plain", Buffer = "B"u8.ToArray() },
        ];

        await (await page.RunAndWaitForFileChooserAsync(() => page.Button("Attach text files").ClickAsync())).SetFilesAsync(files);
        await Assertions.Expect(Chips(page)).ToHaveTextAsync(["a.md1 KB×", "b.txt1 KB×"]);
        await page.Button("Remove a.md").ClickAsync();
        await Assertions.Expect(Chips(page)).ToHaveTextAsync(["b.txt1 KB×"]);
        await (await page.RunAndWaitForFileChooserAsync(() => page.Button("Attach text files").ClickAsync())).SetFilesAsync(files[..1]);

        await Assertions.Expect(Chips(page)).ToHaveTextAsync(["b.txt1 KB×", "a.md1 KB×"]);
    }

    [Fact]
    public async Task PastedFile_StaysThroughAReload_CanBeRemoved_AndSentAlone()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);

        await page.Composer().FillAsync("Words");
        await GiveAsync(page, "paste", "report.csv", "name,sum\nAda,12");
        await GiveAsync(page, "paste", "`empty`.txt", "");
        await Assertions.Expect(Chips(page)).ToHaveTextAsync(["report.csv1 KB×", "empty.txt0 KB×"]);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("body[data-ready=true]")).ToBeVisibleAsync();
        await Assertions.Expect(Chips(page)).ToHaveTextAsync(["report.csv1 KB×", "empty.txt0 KB×"]);
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("Words");

        await page.Button("Remove empty.txt").ClickAsync();
        await Assertions.Expect(Chips(page)).ToHaveTextAsync(["report.csv1 KB×"]);
        await Assertions.Expect(page.Composer()).ToBeFocusedAsync();
        await page.Composer().FillAsync("");
        await page.Button("Send").ClickAsync();
        await page.ExpectMessagesAsync("report.csv, 1 KB", "Understood.");
        Assert.Equal($"user: {Report}", provider.Requests[^1].Messages[^1]);
    }

    [Fact]
    public async Task FileThatIsNoTextOrTooLarge_IsRefusedWithTheReason_AndNothingIsLost()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(provider);
        var page = await browser.OpenAsync(server.Url);
        await page.Composer().FillAsync("Words");
        await GiveAsync(page, "drop", "report.csv", "name,sum\nAda,12");
        await Assertions.Expect(Chips(page)).ToHaveCountAsync(1);

        foreach (var (name, content, reason) in new[]
        {
            ("photo.png", "\u0089PNG", "photo.png can’t be attached: only text files can."),
            ("nul.txt", "a\0b", "nul.txt can’t be attached: only text files can."),
            ("log.txt", new string('x', 100_000), "log.txt is too large: a message may have 100,000 characters, its files included."),
        })
        {
            await GiveAsync(page, "drop", name, content);
            await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = reason })).ToBeVisibleAsync();
            await Assertions.Expect(Chips(page)).ToHaveTextAsync(["report.csv1 KB×"]);
            await Assertions.Expect(page.Composer()).ToHaveValueAsync("Words");
        }

        await page.Composer().PressAsync("!");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "log.txt" })).ToHaveCountAsync(0);
        for (var number = 1; number <= 10; number++)
        {
            await GiveAsync(page, "drop", $"{number}.txt", "text");
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "10.txt can’t be attached: a message has at most 10 files." })).ToBeVisibleAsync();
        await Assertions.Expect(Chips(page)).ToHaveCountAsync(10);
    }

    [Fact]
    public async Task WordsAndFiles_ComeApartAsTheyWerePutTogether_AndAlikeInTheBrowserAndOnTheServer()
    {
        await using var server = await ServerProcess.StartAsync();
        var page = await browser.OpenAsync(server.Url);

        var texts = await page.EvaluateAsync<string[][]>("""
            async () => {
              const { join, split, nameOf } = await import(new URL('attached-files.js', document.baseURI));
              let seed = 7;
              const next = most => (seed = (seed * 48271) % 2147483647) % most;
              const pieces = ['\n', '\n\n', '`', '```', '````', '`````', 'file=', 'a.txt', 'x', ' ', 'ü', '\u202e', '<b>', '````file=b\n', '\n````'];
              const some = most => Array.from({ length: next(most) }, () => pieces[next(pieces.length)]).join('');
              const texts = [];
              for (let run = 0; run < 3000; run++) {
                const files = Array.from({ length: next(4) }, () => ({ name: nameOf(some(5)), content: some(12) }));
                const words = some(8);
                const text = join(words, files);
                const parts = split(text);
                if (join(parts.words, parts.files) !== text) throw new Error(`not the same: ${JSON.stringify(text)}`);
                const isSame = JSON.stringify(parts.files.slice(parts.files.length - files.length)) === JSON.stringify(files);
                if (files.length > 0 && !isSame) throw new Error(`lost: ${JSON.stringify(text)}`);
                texts.push([text, parts.words, ...parts.files.flatMap(file => [file.name, file.content])]);
                const loose = some(16);
                const found = split(loose);
                if (join(found.words, found.files) !== loose) throw new Error(`not the same: ${JSON.stringify(loose)}`);
                texts.push([loose, found.words, ...found.files.flatMap(file => [file.name, file.content])]);
              }
              return texts;
            }
            """);

        Assert.All(texts, parts =>
        {
            var found = AttachedFiles.In(parts[0]);
            Assert.Equal(parts.Skip(1), found.Files.SelectMany(file => new[] { file.Name, file.Content }).Prepend(found.Words));
        });
    }

    private static ILocator Chips(IPage page) => page.GetByRole(AriaRole.List, new() { Name = "Attached files" }).GetByRole(AriaRole.Listitem);

    // Each character below 256 of a picture is a byte; a text is written as UTF-8.
    private static Task GiveAsync(IPage page, string how, string name, string content) => page.EvaluateAsync(
        """
        ([how, name, content]) => {
          const data = new DataTransfer();
          const bytes = name.endsWith('.png') ? Uint8Array.from(content, each => each.charCodeAt(0)) : content;
          data.items.add(new File([bytes], name));
          const init = { bubbles: true, cancelable: true };
          const event = how === 'paste' ? new ClipboardEvent(how, { ...init, clipboardData: data }) : new DragEvent(how, { ...init, dataTransfer: data });
          document.body.dispatchEvent(event);
        }
        """,
        new[] { how, name, content });
}
