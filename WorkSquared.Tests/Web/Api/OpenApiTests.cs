using System.Net.Http.Json;
using System.Text.Json;

namespace WorkSquared.Tests.Web.Api;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Document_DescribesTheApi_AndNothingElse()
    {
        await using var site = ApiSite.Start();

        var document = await site.Anonymous.GetFromJsonAsync<JsonElement>("/openapi/v1.json", TestContext.Current.CancellationToken);

        var operations =
            from path in document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            select $"{operation.Name} {path.Name}";
        Assert.Equal(
            ["get /api/stores/{storeId}/events", "get /api/stores/{storeId}/stream", "post /api/stores/{storeId}/events"], operations.Order());
        var push = document.GetProperty("paths").GetProperty("/api/stores/{storeId}/events").GetProperty("post");
        Assert.Equal(
            ["200", "400", "401", "403", "404", "409", "413", "415", "429", "503"], push.GetProperty("responses").EnumerateObject().Select(each => each.Name).Order());
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("token").GetProperty("scheme").GetString());
        Assert.Equal(1, document.GetProperty("security").GetArrayLength());
    }
}
