using Microsoft.Playwright;

namespace WorkSquared.Tests.EndToEnd;

/// <summary>The page by its accessible names, as the contract has them.</summary>
internal static class ChatPage
{
    public static ILocator Composer(this IPage page) => page.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true });

    public static ILocator Transcript(this IPage page) => page.GetByRole(AriaRole.Log, new() { Name = "Conversation", Exact = true });

    public static ILocator Messages(this IPage page) => page.Transcript().GetByRole(AriaRole.Article);

    public static ILocator RunningAnswer(this IPage page) => page.Transcript().Locator("article[aria-busy=true]");

    public static ILocator Conversations(this IPage page) => page.GetByRole(AriaRole.Navigation, new() { Name = "Conversations" }).GetByRole(AriaRole.Link);

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator Link(this IPage page, string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    /// <summary>The place of what is in view among its like, as in "2/3".</summary>
    public static ILocator Choice(this IPage page, string noun) =>
        page.Transcript().GetByRole(AriaRole.Group, new() { NameRegex = new($@"^{noun} \d+ of") });

    public static async Task AskAsync(this IPage page, string text)
    {
        await page.Composer().FillAsync(text);
        await page.Composer().PressAsync("Enter");
        await Assertions.Expect(page.Composer()).ToHaveValueAsync("");
    }

    public static async Task ExpectMessagesAsync(this IPage page, params string[] texts)
    {
        await Assertions.Expect(page.Messages()).ToHaveCountAsync(texts.Length);
        for (var i = 0; i < texts.Length; i++)
        {
            await Assertions.Expect(page.Messages().Nth(i)).ToContainTextAsync(texts[i]);
        }
    }
}
