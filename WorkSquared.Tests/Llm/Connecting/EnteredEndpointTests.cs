using Microsoft.Extensions.Options;
using WorkSquared.Core;
using WorkSquared.Core.Connecting;
using WorkSquared.Core.Usage;
using WorkSquared.Llm.Connecting;
using WorkSquared.Llm.Prompting;
using WorkSquared.Llm.Providers;

namespace WorkSquared.Tests.Llm.Connecting;

/// <summary>What may be entered in the page as a model, and what each part of it becomes.</summary>
public sealed class EnteredEndpointTests
{
    private static readonly TokenCounter _tokens = new();

    [Theory]
    [InlineData("http://localhost:11434/v1")]
    [InlineData("https://127.0.0.1/v1")]
    [InlineData("https://10.1.2.3/v1")]
    [InlineData("https://[::1]/v1")]
    [InlineData("https://[::ffff:192.168.0.1]/v1")]
    [InlineData("https://2130706433/v1")]
    public void AddressOfThisMachineOrItsNetwork_IsRefused_AndTheSentenceNamesTheSetting(string endpoint)
    {
        var refused = Assert.Throws<CommandRefusedException>(() => Of(endpoint));

        Assert.EndsWith("must name it in WorkSquared:Llm:AllowPrivateHosts.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost:11434", "http://localhost:11434/v1", true)]
    [InlineData("localhost", "http://localhost:11434/v1", true)]
    [InlineData("other, LOCALHOST:11434 ", "http://localhost:11434/v1", true)]
    [InlineData("[::1]:80", "http://[::1]/v1", true)]
    [InlineData("models.internal", "http://models.internal:8080/v1", true)]
    [InlineData("localhost:11434", "http://localhost:11435/v1", false)]
    [InlineData("localhost:11434", "http://127.0.0.1:11434/v1", false)]
    [InlineData("models.internal", "http://models.internal.example/v1", false)]
    public void HostThatTheServersSettingsAllow_MayBeEntered_AndIsCalledInside(string allowed, string endpoint, bool isAllowed)
    {
        if (isAllowed)
        {
            Assert.True(Of(endpoint, allowed).IsNamed);
        }
        else
        {
            Assert.Throws<CommandRefusedException>(() => Of(endpoint, allowed));
        }
    }

    [Theory]
    [InlineData("http://169.254.169.254/v1", "169.254.169.254")]
    [InlineData("https://[fd00:ec2::254]/v1", "[fd00:ec2::254]")]
    public void Metadata_IsForNobody_WhateverIsAllowed(string endpoint, string allowed) =>
        Assert.StartsWith("This is an address at which clouds", Assert.Throws<CommandRefusedException>(() => Of(endpoint, allowed)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("http://models.example/v1")]
    [InlineData("ftp://models.example")]
    [InlineData("models.example")]
    [InlineData("https://user:secret@models.example/v1")]
    [InlineData("https://models.example/v1?key=1")]
    public void Endpoint_ThatIsNoneOrUnencrypted_IsRefused(string endpoint) =>
        Assert.Equal(Refusal.Invalid, Assert.Throws<CommandRefusedException>(() => Of(endpoint)).Refusal);

    [Fact]
    public void NameOfTheInternet_IsNotNamed_SoThatItMayNotLeadInside()
    {
        var endpoint = Of(" https://models.example:8443/v1/ ");

        Assert.Equal(("https://models.example:8443", false, true), (endpoint.Host, endpoint.IsNamed, endpoint.IsEntered));
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI, null)]
    [InlineData(ModelProvider.Braintrust, null)]
    [InlineData(ModelProvider.AzureOpenAI, "https://r.openai.azure.com")]
    public void ProviderThatWantsAKey_IsRefusedWithoutOne(ModelProvider provider, string? endpoint)
    {
        var without = Make().Of(EnteredEndpoint.Tidy(Settings(endpoint, provider)));

        Assert.EndsWith("Enter one.", Assert.Throws<CommandRefusedException>(() => EnteredEndpoint.With(without, key: null)).Message, StringComparison.Ordinal);
        Assert.Throws<CommandRefusedException>(() => EnteredEndpoint.With(without, "two words"));
        Assert.Equal("sk", EnteredEndpoint.With(without, "sk").ApiKey!.Reveal());
    }

    [Fact]
    public void WhatTheProviderHasNoUseFor_IsNotKept()
    {
        var entered = Settings("https://models.example/v1") with { ProjectId = "p", Model = " gpt-4o ", Others = ["o3", " ", "gpt-4o", "o3 "] };

        var (compatible, braintrust, offline) = (
            EnteredEndpoint.Tidy(entered),
            EnteredEndpoint.Tidy(entered with { Provider = ModelProvider.Braintrust }),
            EnteredEndpoint.Tidy(entered with { Provider = ModelProvider.Offline }));

        Assert.Equal(("https://models.example/v1", null, "gpt-4o"), (compatible.Endpoint, compatible.ProjectId, compatible.Model));
        Assert.Equal(["o3"], compatible.Others);
        Assert.Equal((null, "p"), (braintrust.Endpoint, braintrust.ProjectId));
        Assert.Equal((null, null, null), (offline.Endpoint, offline.ProjectId, offline.Model));
    }

    [Theory]
    [InlineData(-0.1, 1000)]
    [InlineData(2.1, 1000)]
    [InlineData(double.NaN, 1000)]
    [InlineData(0.7, 0)]
    [InlineData(0.7, 9501)]
    public void Number_ThatLeavesNoRoomOrSense_IsRefused(double temperature, int maxOutputTokens) => Assert.Throws<CommandRefusedException>(() =>
        Make(options: new LlmOptions { ContextTokens = 10_000 }).Of(Settings("https://models.example/v1") with { Temperature = temperature, MaxOutputTokens = maxOutputTokens }));

    [Fact]
    public void DailyBudgetInMoney_NeedsThePriceOfTheModel() => Assert.StartsWith(
        "The daily budget needs a price for gpt-4o:",
        Assert.Throws<CommandRefusedException>(() => Make(budget: new BudgetOptions { DailyCost = 5 }).Of(Settings("https://models.example/v1"))).Message,
        StringComparison.Ordinal);

    private static ModelEndpoint Of(string endpoint, string? allowed = null) =>
        Make(options: new LlmOptions { AllowPrivateHosts = allowed }).Of(EnteredEndpoint.Tidy(Settings(endpoint)));

    private static ModelSettings Settings(string? endpoint, ModelProvider provider = ModelProvider.OpenAI) => ConnectedWorkspace.At(endpoint, provider: provider);

    private static EnteredEndpoint Make(LlmOptions? options = null, BudgetOptions? budget = null) =>
        new(Options.Create(options ?? new LlmOptions()), Options.Create(budget ?? new BudgetOptions()), _tokens);
}
