using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Tests.Web;

public sealed class PageTests(TestSite site) : IClassFixture<TestSite>
{
    private readonly HttpClient _client = site.CreateClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", HttpStatusCode.OK, "New conversation")]
    [InlineData("/new", HttpStatusCode.OK, "What are we working on?")]
    [InlineData("/connect-model", HttpStatusCode.OK, "http://localhost:11434/v1")]
    [InlineData("/bin", HttpStatusCode.OK, "The bin is empty.")]
    [InlineData("/archive", HttpStatusCode.OK, "Nothing is archived.")]
    [InlineData("/c/nonsense", HttpStatusCode.NotFound, "Conversation not found")]
    [InlineData("/c/01900000-0000-7000-8000-0000000000ff", HttpStatusCode.NotFound, "Conversation not found")]
    [InlineData("/no/such/page", HttpStatusCode.NotFound, "Page not found")]
    [InlineData("/?turn=nonsense&at=%00", HttpStatusCode.OK, "New conversation")]
    public async Task Address_Opened_IsAWholePageBeforeAnyScript(string path, HttpStatusCode status, string text)
    {
        var response = await _client.GetAsync(path, Cancellation);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(text, await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ThatCannotBeRead_SaysSoWithoutItsException()
    {
        await using TestSite broken = new() { Configure = services => services.AddSingleton<IChatReader, BrokenReader>() };

        var response = await broken.CreateClient().GetAsync("/", Cancellation);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var html = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("This page has stumbled", html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret path", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_Asked_IsOk() => Assert.Equal("ok", await _client.GetStringAsync("/healthz", Cancellation));

    [Theory]
    [InlineData("a..b")]
    [InlineData("[::g]")]
    public async Task Request_ForAHostThatCannotBe_IsABadRequest(string host)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("Host", host);

        Assert.Equal(HttpStatusCode.BadRequest, (await _client.SendAsync(request, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Page_WithoutAModel_SaysSoInItsHeader()
    {
        var page = await PageAsync("/");

        var model = page.QuerySelector("header a[href='connect-model']")!;
        Assert.Contains("Offline playbook", model.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAnyKind_HasItsLandmarksAndNoInlineScript()
    {
        var page = await PageAsync("/");

        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.NotNull(page.QuerySelector("nav[aria-label='Conversations']"));
        Assert.NotNull(page.QuerySelector("main [role=log][aria-label='Conversation']"));
        Assert.NotNull(page.QuerySelector("textarea[aria-label='Message']"));
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.All(page.QuerySelectorAll("script"), script => Assert.NotNull(script.GetAttribute("src")));
        var addresses = page.QuerySelectorAll("[src], link").Select(element => element.GetAttribute("src") ?? element.GetAttribute("href")!);
        Assert.DoesNotContain(addresses, address => address.Contains("//", StringComparison.Ordinal));
    }

    private sealed class BrokenReader : IChatReader
    {
        public Task<Conversation?> OpenAsync(
            Reader reader, Guid conversationId, Guid? turnId, int window, CancellationToken cancellationToken) => throw Failure();

        public Task<Conversation?> OpenAtAsync(
            Reader reader, Guid conversationId, Guid turnId, Guid? tip, int window, CancellationToken cancellationToken) => throw Failure();

        public Task<ConversationList> ListAsync(Reader reader, int count, CancellationToken cancellationToken) => throw Failure();

        private static InvalidOperationException Failure() => new("The disk is gone: /secret path/worksquared.db");
    }

    private async Task<IHtmlDocument> PageAsync(string path) =>
        await new HtmlParser().ParseDocumentAsync(await _client.GetStringAsync(path, Cancellation), Cancellation);
}
