using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Members;

namespace WorkSquared.Tests.Web;

public sealed class MemberEndpointTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IMemberDirectory Directory => _site.Services.GetRequiredService<IMemberDirectory>();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Name_Given_IsTheOneThatOthersReadFromThenOn()
    {
        using var ada = _site.CreateClient();

        Assert.Equal(HttpStatusCode.NoContent, (await NameAsync(ada, "Ada Lovelace")).StatusCode);

        var member = Assert.Single((await _site.Services.GetRequiredService<ITeamReader>().ListAsync("default", Cancellation)));
        Assert.Equal("Ada Lovelace", member.Name);
        Assert.Contains("Ada Lovelace", await ada.GetStringAsync("/me", Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A name needs at least one letter or digit.", "!")]
    [InlineData("This word means something here already. Choose another name.", "assistant")]
    public async Task Name_ThatCantBe_IsRefusedWithASentence(string sentence, string name)
    {
        using var ada = _site.CreateClient();

        var response = await NameAsync(ada, name);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(sentence, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString());
        Assert.Equal(["Ada"], Directory.Of("default").Names.Values);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData(null)]
    public async Task Request_FromElsewhere_ChangesNothing(string? origin)
    {
        using var client = _site.CreateClient();

        Assert.Equal(HttpStatusCode.Forbidden, (await NameAsync(client, "Mallory", origin)).StatusCode);
        Assert.Equal(["Ada"], Directory.Of("default").Names.Values);
    }

    private static async Task<HttpResponseMessage> NameAsync(HttpClient client, string name, string? origin = "http://localhost")
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/me/name") { Content = JsonContent.Create(new { name }) };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await client.SendAsync(request, Cancellation);
    }
}
