using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Export;
using WorkSquared.Core.Import;
using WorkSquared.Tests.Core.Import;

namespace WorkSquared.Tests.Web.Exchange;

public sealed class ImportEndpointTests(TestSite site) : IClassFixture<TestSite>
{
    private readonly HttpClient _client = site.CreateClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task File_IsTaken_AndItsResultIsOnThePage()
    {
        var response = await SendAsync(ChatGptSample.Json);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await foreach (var imports in site.Services.GetRequiredService<IImports>().WatchAsync("default", Cancellation))
        {
            if (imports is [{ Phase: ImportPhase.Done }, ..])
            {
                break;
            }
        }

        Assert.Contains("messages imported.", await _client.GetStringAsync("/exchange", Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cross-site", "application/octet-stream", HttpStatusCode.Forbidden)]
    [InlineData("same-site", "application/octet-stream", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("same-origin", "multipart/form-data", HttpStatusCode.UnsupportedMediaType)]
    public async Task File_FromAnotherSite_OrAsAForm_IsRefused(string site, string contentType, HttpStatusCode status) =>
        Assert.Equal(status, (await SendAsync("[]", site, contentType)).StatusCode);

    [Fact]
    public async Task Archive_IsAZipFileNamedByStoreAndDay_ThatNobodyKeeps()
    {
        var chat = site.Services.GetRequiredService<IChatCommands>();
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await chat.SendAsync(new SendMessage("default", id, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "Words", site.Ada), Cancellation);

        var response = await _client.GetAsync("/export.zip", Cancellation);

        Assert.Equal("application/zip", response.Content.Headers.ContentType!.MediaType);
        Assert.Matches(@"^worksquared-default-\d{4}-\d\d-\d\d\.zip$", response.Content.Headers.ContentDisposition!.FileName!);
        Assert.True(response.Headers.CacheControl!.NoStore);
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync(Cancellation));
        Assert.Equal([ArchiveManifest.FileName, ArchiveManifest.EventsFileName], zip.Entries.Take(2).Select(entry => entry.FullName));
    }

    private Task<HttpResponseMessage> SendAsync(string file, string site = "same-origin", string contentType = "application/octet-stream")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/exchange/import") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(file)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        request.Headers.Add("Sec-Fetch-Site", site);
        return _client.SendAsync(request, Cancellation);
    }
}
