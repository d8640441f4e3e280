using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using WorkSquared.Llm.Egress;
using WorkSquared.Llm.Usage;
using WorkSquared.Tests.Llm.Providers;
using WorkSquared.Tests.Support;
using WorkSquared.Tests.Web.Localisation;

namespace WorkSquared.Tests.Llm.Egress;

/// <summary>Requests leave for the place that the settings chose, whatever names, redirects and variables say.</summary>
public sealed class EgressTests
{
    [Theory]
    [InlineData("OPENAI_API_KEY", "10.0.0.1")]
    [InlineData("OPENAI_API_KEY", "127.0.0.1")]
    [InlineData("OPENAI_API_KEY", "::1")]
    [InlineData("OPENAI_API_KEY", "169.254.169.254")]
    [InlineData("OPENAI_API_KEY", "192.0.2.1 10.0.0.1")]
    [InlineData("BRAINTRUST_API_KEY", "192.168.1.1")]
    public async Task ProvidersOwnHost_ThatLeadsInside_IsNotCalled(string key, string addresses)
    {
        using var model = TestModel.With(Leading(addresses), (key, "k"));

        var (failure, _, exception) = await model.AskInVainAsync();

        Assert.Equal(("address_refused", false), (failure.Failure.ErrorClass, failure.Failure.Retryable));
        Assert.EndsWith("name that host in WorkSquared:Llm:Endpoint if it is meant.", failure.Failure.Reason, StringComparison.Ordinal);
        Assert.True(UnbilledRequest.IsSure(exception));
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("fd00:ec2::254")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("127.0.0.1 169.254.170.2")]
    public async Task HostThatTheSettingsName_ButLeadsToMetadata_IsNotCalled(string addresses)
    {
        using var model = TestModel.With(Leading(addresses), ("Llm:Provider", "OpenAI"), ("Llm:Endpoint", "http://models.example/v1"));

        Assert.Equal("address_refused", (await model.AskInVainAsync()).Failure.Failure.ErrorClass);
    }

    [Fact]
    public async Task HostThatTheSettingsName_IsCalledInside_AtTheAddressThatWasLookedAt()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        var port = new Uri(provider.Url).Port;
        using var model = TestModel.With(Leading("127.0.0.1"), ("Llm:Provider", "OpenAI"), ("Llm:Endpoint", $"http://models.invalid:{port}/v1"));

        // No name service knows this name: whoever asked it once more would get no further.
        Assert.Equal("Understood.", await model.AskAsync());
        Assert.Equal($"models.invalid:{port}", provider.Requests[0].Headers["Host"]);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("2130706433")]
    [InlineData("localhost")]
    public async Task ThisMachine_AsTheSettingsNameIt_IsCalled(string host)
    {
        await using var provider = await ScriptedProvider.StartAsync();
        using var model = TestModel.With(("Llm:Endpoint", $"http://{host}:{new Uri(provider.Url).Port}/v1"));

        Assert.Equal("Understood.", await model.AskAsync());
    }

    [Fact]
    public async Task Name_ThatLeadsElsewhereTheNextTime_IsJudgedAnew()
    {
        await using var provider = await ScriptedProvider.StartAsync();
        var port = new Uri(provider.Url).Port;
        var answers = new Queue<string>(["127.0.0.1", "169.254.169.254"]);
        using var model = TestModel.With(
            (_, _) => Task.FromResult(new[] { IPAddress.Parse(answers.Dequeue()) }),
            ("Llm:Provider", "OpenAI"),
            ("Llm:Endpoint", $"http://models.invalid:{port}/v1"));
        provider.Next(wire => wire.ResetAsync());

        // A connection that broke is not used again.
        Assert.Equal("stream_cut", (await model.AskInVainAsync()).Failure.Failure.ErrorClass);
        Assert.Equal("address_refused", (await model.AskInVainAsync()).Failure.Failure.ErrorClass);

        Assert.Empty(answers);
        Assert.Single(provider.Requests);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("https://api.openai.com/v1/chat/completions")]
    [InlineData("/v1/elsewhere")]
    public async Task Redirect_IsNotFollowed(string to)
    {
        await using var provider = await ScriptedProvider.StartAsync();
        List<string> asked = [];
        using var model = TestModel.With(
            (host, _) =>
            {
                asked.Add(host);
                return Task.FromResult(new[] { IPAddress.Loopback });
            },
            ("Llm:Provider", "OpenAI"),
            ("Llm:Endpoint", $"http://models.invalid:{new Uri(provider.Url).Port}/v1"));
        provider.Next(wire => wire.RedirectAsync(to));

        Assert.Equal("malformed", (await model.AskInVainAsync()).Failure.Failure.ErrorClass);

        Assert.Equal(["models.invalid"], asked);
        Assert.Single(provider.Requests);
    }

    [Theory]
    [InlineData("http://models.invalid/v1/chat/completions")]
    [InlineData("https://models.invalid:8443/v1/chat/completions")]
    [InlineData("https://models.invalid.evil.example/v1/chat/completions")]
    [InlineData("https://evil.example/v1/chat/completions")]
    public async Task Request_ForAnotherSchemeHostOrPort_DoesNotLeave(string address)
    {
        using var model = TestModel.With(Leading("127.0.0.1"), ("Llm:Provider", "OpenAI"), ("Llm:Endpoint", "https://models.invalid/v1"));
        using var way = new HttpMessageInvoker(model.Get<EgressHandler>(), disposeHandler: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, address);

        await Assert.ThrowsAsync<EgressRefusedException>(() => way.SendAsync(request, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("http://id.invalid:1/keys", "127.0.0.1", false)]
    [InlineData("https://id.invalid:1/keys", "127.0.0.1", false)]
    [InlineData("http://id.invalid:1/keys", "169.254.169.254", true)]
    [InlineData("https://keys.invalid:1/", "127.0.0.1", true)]
    [InlineData("https://keys.invalid:1/", "10.0.0.1", true)]
    [InlineData("https://keys.invalid:1/", "169.254.169.254", true)]
    [InlineData("http://id.invalid:2/keys", "127.0.0.1", true)]
    [InlineData("http://keys.invalid:1/", "127.0.0.1", true)]
    [InlineData("https://user@id.invalid:2/keys", "127.0.0.1", true)]
    public async Task ServerThatTheSettingsName_LeadsOnToTheInternetAlone(string address, string leadsTo, bool isRefused)
    {
        using var client = new ServerClients(Leading(leadsTo)).ClientOf(new Uri("http://id.invalid:1"));

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync(new Uri(address), TestContext.Current.CancellationToken));

        // Where it may go, nobody listens.
        Assert.Equal(isRefused, failure is EgressRefusedException || failure.InnerException is EgressRefusedException);
    }

    [Theory]
    [InlineData("http://169.254.169.254/v1")]
    [InlineData("http://[fd00:ec2::254]/v1")]
    [InlineData("http://[::ffff:169.254.169.254]/v1")]
    [InlineData("http://2852039166/v1")]
    [InlineData("http://0xa9.0xfe.0xa9.0xfe/v1")]
    public void Endpoint_AtMetadata_StopsTheStart(string endpoint)
    {
        using var model = TestModel.With(("Llm:Endpoint", endpoint));

        var invalid = Assert.Throws<OptionsValidationException>(model.Start);

        Assert.StartsWith("WorkSquared:Llm:Endpoint is an address at which clouds keep", Assert.Single(invalid.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_OfTheSettings_IsUsed()
    {
        await using var proxy = await ScriptedProvider.StartAsync();
        using var model = TestModel.With(
            ("Llm:Provider", "OpenAI"), ("Llm:Endpoint", "http://models.invalid/v1"), ("Llm:Proxy", proxy.Url));

        Assert.Equal("Understood.", await model.AskAsync());
        Assert.Equal("models.invalid", Assert.Single(proxy.Requests).Headers["Host"]);
    }

    [Fact]
    public async Task Proxy_OfTheEnvironment_IsNot()
    {
        await using var proxy = await ScriptedProvider.StartAsync();
        await using var provider = await ScriptedProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(
            ("http_proxy", proxy.Url),
            ("all_proxy", proxy.Url),
            ("WorkSquared__Llm__Provider", "OpenAI"),
            ("WorkSquared__Llm__Endpoint", $"{provider.Url}/v1"));
        using var page = SignedIn.PageOf(server.Url);

        using var asked = await page.PostAsJsonAsync(
            "/c/01980000-0000-7000-8000-000000000001/messages",
            new { commandId = "01980000-0000-7000-8000-000000000002", text = "Which way?" },
            TestContext.Current.CancellationToken);

        asked.EnsureSuccessStatusCode();
        await provider.WhenRequestedAsync(1, TestContext.Current.CancellationToken);
        Assert.Empty(proxy.Requests);
    }

    [Theory]
    [InlineData("proxy.example:3128")]
    [InlineData("https://proxy.example")]
    [InlineData("http://user:canary@proxy.example")]
    [InlineData("http://proxy.example/path")]
    public void Proxy_ThatIsNone_StopsTheStart(string proxy)
    {
        using var model = TestModel.With(("Llm:Proxy", proxy));

        var invalid = Assert.Throws<OptionsValidationException>(model.Start);

        Assert.StartsWith("WorkSquared:Llm:Proxy must be", Assert.Single(invalid.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", invalid.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OfTheProgram_TheOneHandlerAlone_CallsOut()
    {
        Regex callsOut = new(@"\bnew (?:HttpClient|SocketsHttpHandler|HttpClientHandler|TcpClient|ClientWebSocket|Socket)\b|\bHttpClient _\w+ = new|\bWebRequest\b|\bAddHttpClient\b");
        string[] projects = ["WorkSquared.Core", "WorkSquared.Llm", "WorkSquared.Web"];
        var files = projects
            .SelectMany(project => SourceTexts.Files(project, "*.cs", "*.razor"))
            .Where(file => callsOut.IsMatch(File.ReadAllText(file)))
            .Select(Path.GetFileName);

        Assert.Equal(["EgressHandler.cs", "ProviderTransport.cs", "ServerClients.cs"], files.Order(StringComparer.Ordinal));
    }

    private static ResolveHost Leading(string addresses) =>
        (_, _) => Task.FromResult(addresses.Split(' ').Select(IPAddress.Parse).ToArray());
}
