using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkSquared.Tests.Support;
using WorkSquared.Tests.Web.Requests;
using WorkSquared.Web.Accounts.Oidc;

namespace WorkSquared.Tests.Web.Accounts.Oidc;

public sealed class OidcOptionsTests
{
    [Theory]
    [InlineData("Authority", "", "Authority must be")]
    [InlineData("Authority", "id.example", "Authority must be")]
    [InlineData("Authority", "http://id.example", "Authority must be")]
    [InlineData("Authority", "https://user:canary@id.example", "Authority must be")]
    [InlineData("Authority", "https://id.example/?tenant=canary", "Authority must be")]
    [InlineData("ClientId", " ", "ClientId must be set")]
    [InlineData("ClientSecret", "", "ClientSecret or ClientSecret_FILE must be set")]
    [InlineData("Name", "", "Name must be")]
    [InlineData("Name", "A name of more than forty characters is no name of a button", "Name must be")]
    public void Settings_ThatMakeNoSense_StopTheStart_WithASentenceThatNamesTheKey(string key, string value, string sentence)
    {
        OidcOptions options = new() { Authority = "https://id.example", ClientId = "canary", ClientSecret = "canary", Name = "Acme ID" };
        typeof(OidcOptions).GetProperty(key)!.SetValue(options, value);

        var result = new OidcOptionsValidator().Validate(null, options);

        Assert.StartsWith($"WorkSquared:Oidc:{sentence}", result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://id.example/realms/acme")]
    [InlineData("http://localhost:8080/realms/acme")]
    [InlineData("http://127.0.0.1:8080")]
    public void Provider_OnTheInternetOrThisMachine_IsTaken(string authority) => Assert.True(new OidcOptionsValidator().Validate(
        null, new OidcOptions { Authority = authority, ClientId = "one", ClientSecret = "secret", Name = "Acme ID" }).Succeeded);

    [Fact]
    public async Task Secret_IsReadFromAFile_WithoutTheLineThatEndsIt()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "secret\n", TestContext.Current.CancellationToken);
        var settings = OidcSite.SettingsFor("https://id.example");
        settings["WorkSquared:Oidc:ClientSecret"] = "";
        settings["WorkSquared:Oidc:ClientSecret_FILE"] = file;
        await using TestSite site = new() { Settings = settings };

        Assert.Equal("secret", site.Services.GetRequiredService<IOptions<OidcOptions>>().Value.ClientSecret);
        File.Delete(file);
    }

    [Fact]
    public async Task WithoutAProvider_ThereIsNoButton_NoAddress_AndNothingIsAsked()
    {
        await using TestSite site = new();
        using PlainBrowser browser = new(site);

        Assert.DoesNotContain("oidc", (await browser.GetAsync("/sign-in?problem=failed")).Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(MappedEndpoint.AllOf(site.Services), endpoint => endpoint.Address is "/sign-in/oidc" or "/join/x/oidc" or "/account/oidc/link");
        Assert.NotEqual(HttpStatusCode.OK, (await browser.GetAsync("/sign-in/oidc/callback?code=x&state=x")).Status);
        await browser.SignInAsync(SignedIn.Email, SignedIn.Password);
        Assert.DoesNotContain("account/oidc", (await browser.GetAsync("/account")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/account/oidc")).Status);
    }
}
