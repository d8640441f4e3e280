using Microsoft.Extensions.Options;
using WorkSquared.Llm.Providers;

namespace WorkSquared.Tests.Llm.Providers;

/// <summary>Which settings choose which model, whose key goes where, and what is said about settings that can't be meant.</summary>
public sealed class EndpointChoiceTests
{
    private const string AllVariables =
        "BRAINTRUST_API_KEY=bt BRAINTRUST_PROJECT_ID=p "
        + "AZURE_OPENAI_ENDPOINT=https://r.openai.azure.com AZURE_OPENAI_API_KEY=az OPENAI_API_KEY=sk";

    private const string NoUrl = " must be an absolute http or https URL without user name, query or fragment.";

    [Theory]
    [InlineData("", "offline", "Offline playbook", null, null)]
    [InlineData("OPENAI_API_KEY=%20 BRAINTRUST_API_KEY=%20", "offline", "Offline playbook", null, null)]
    [InlineData(AllVariables, "braintrust", "gpt-4o via Braintrust", "https://api.braintrust.dev/v1/proxy", "bt")]
    [InlineData("BRAINTRUST_API_KEY=bt", "braintrust", "gpt-4o via Braintrust", "https://api.braintrust.dev/v1/proxy", "bt")]
    [InlineData("BRAINTRUST_PROJECT_ID=p", "offline", "Offline playbook", null, null)]
    [InlineData(
        "AZURE_OPENAI_ENDPOINT=https://r.openai.azure.com/ AZURE_OPENAI_API_KEY=az OPENAI_API_KEY=sk",
        "azure-openai", "gpt-4o (Azure OpenAI)", "https://r.openai.azure.com/", "az")]
    [InlineData("AZURE_OPENAI_API_KEY=az OPENAI_API_KEY=sk", "openai", "gpt-4o (OpenAI)", "https://api.openai.com/v1", "sk")]
    [InlineData("OPENAI_API_KEY=sk", "openai", "gpt-4o (OpenAI)", "https://api.openai.com/v1", "sk")]
    [InlineData("OPENAI_BASE_URL=http://box:8080/v1", "openai", "gpt-4o at box:8080", "http://box:8080/v1", null)]
    [InlineData("OPENAI_API_KEY=sk OPENAI_BASE_URL=http://box:8080/v1", "openai", "gpt-4o at box:8080", "http://box:8080/v1", "sk")]
    [InlineData(
        "Llm:Endpoint=http://localhost:11434/v1 Llm:Model=llama3",
        "openai", "llama3 at localhost:11434", "http://localhost:11434/v1", null)]
    [InlineData("Llm:Endpoint=http://localhost:1/v1 Llm:ApiKey=own", "openai", "gpt-4o at localhost:1", "http://localhost:1/v1", "own")]
    [InlineData("Llm:Endpoint=http://localhost:1/v1 OPENAI_API_KEY=sk", "openai", "gpt-4o at localhost:1", "http://localhost:1/v1", null)]
    [InlineData(
        "Llm:Endpoint=http://localhost:1/v1 OPENAI_API_KEY=sk OPENAI_BASE_URL=http://box/v1",
        "openai", "gpt-4o at localhost:1", "http://localhost:1/v1", null)]
    [InlineData(
        "Llm:Endpoint=https://api.openai.com/v1/ OPENAI_API_KEY=sk",
        "openai", "gpt-4o (OpenAI)", "https://api.openai.com/v1", "sk")]
    [InlineData(
        "Llm:Endpoint=http://localhost:1/v1 BRAINTRUST_API_KEY=bt",
        "braintrust", "gpt-4o via Braintrust", "http://localhost:1/v1", "bt")]
    [InlineData(
        "OPENAI_BASE_URL=http://box/v1 BRAINTRUST_API_KEY=bt",
        "braintrust", "gpt-4o via Braintrust", "https://api.braintrust.dev/v1/proxy", "bt")]
    [InlineData(AllVariables + " Llm:Provider=offline", "offline", "Offline playbook", null, null)]
    [InlineData(AllVariables + " Llm:Provider=OpenAI", "openai", "gpt-4o (OpenAI)", "https://api.openai.com/v1", "sk")]
    [InlineData(
        AllVariables + " Llm:Provider=azureopenai Llm:Deployment=d",
        "azure-openai", "d (Azure OpenAI)", "https://r.openai.azure.com/", "az")]
    [InlineData(
        AllVariables + " Llm:Provider=Braintrust Llm:ApiKey=own",
        "braintrust", "gpt-4o via Braintrust", "https://api.braintrust.dev/v1/proxy", "own")]
    [InlineData("Llm:ApiKey=own", "offline", "Offline playbook", null, null)]
    public void Settings_ChooseTheModel(string settings, string source, string displayName, string? address, string? key)
    {
        using var model = TestModel.With(Parse(settings));

        model.Start();

        Assert.Equal((source, displayName, source == "offline"), (model.InUse.Source, model.InUse.DisplayName, model.InUse.IsOffline));
        Assert.Equal(key, model.Endpoint.ApiKey?.Reveal());
        if (address is not null)
        {
            Assert.Equal(new Uri(address), model.Endpoint.Address);
        }
    }

    [Theory]
    [InlineData("Llm:Provider=Anthropic", "WorkSquared:Llm:Provider must be Auto, Braintrust, AzureOpenAI, OpenAI or Offline.")]
    [InlineData("Llm:Provider=7", "WorkSquared:Llm:Provider must be Auto, Braintrust, AzureOpenAI, OpenAI or Offline.")]
    [InlineData("Llm:Endpoint=localhost:11434", "WorkSquared:Llm:Endpoint" + NoUrl)]
    [InlineData("Llm:Endpoint=ftp://x", "WorkSquared:Llm:Endpoint" + NoUrl)]
    [InlineData("Llm:Endpoint=http://u:canary@x/v1", "WorkSquared:Llm:Endpoint" + NoUrl)]
    [InlineData("OPENAI_BASE_URL=nonsense", "OPENAI_BASE_URL" + NoUrl)]
    [InlineData(
        "Llm:Provider=Braintrust",
        "WorkSquared:Llm:ApiKey or BRAINTRUST_API_KEY must be set: Braintrust answers nobody without a key.")]
    [InlineData(
        "Llm:Provider=OpenAI",
        "WorkSquared:Llm:ApiKey or OPENAI_API_KEY must be set: api.openai.com answers nobody without a key.")]
    [InlineData(
        "Llm:Provider=AzureOpenAI Llm:ApiKey=canary",
        "WorkSquared:Llm:Endpoint or AZURE_OPENAI_ENDPOINT must be set to the address of the Azure OpenAI resource.")]
    [InlineData(
        "AZURE_OPENAI_ENDPOINT=https://r.openai.azure.com",
        "WorkSquared:Llm:ApiKey or AZURE_OPENAI_API_KEY must be set: Azure OpenAI answers nobody without a key.")]
    [InlineData("OPENAI_API_KEY=canary%20two", "OPENAI_API_KEY has a space or another character that a header can't carry.")]
    [InlineData(
        "BRAINTRUST_API_KEY=canary BRAINTRUST_PROJECT_ID=ä",
        "BRAINTRUST_PROJECT_ID has a space or another character that a header can't carry.")]
    [InlineData("OPENAI_API_KEY=canary Llm:Model=%20", "WorkSquared:Llm:Model must name a model.")]
    [InlineData("Llm:Temperature=2.1", "WorkSquared:Llm:Temperature must be a number from 0 to 2, or empty.")]
    [InlineData("Llm:Temperature=NaN", "WorkSquared:Llm:Temperature must be a number from 0 to 2, or empty.")]
    [InlineData("Llm:MaxOutputTokens=0", "WorkSquared:Llm:MaxOutputTokens must be a number from 1 to 1000000.")]
    [InlineData(
        "Llm:ContextTokens=1200",
        "WorkSquared:Llm:ContextTokens must be a number from 1500 to 10000000, for answer, system prompt and question.")]
    [InlineData("Llm:Limits:Idle=00:00:00", "WorkSquared:Llm:Limits:Idle must be a time from 00:00:01 to 01:00:00.")]
    public void SettingsThatCannotBeMeant_StopTheStart_WithOneSentence(string settings, string sentence)
    {
        using var model = TestModel.With(Parse(settings));

        var exception = Assert.Throws<OptionsValidationException>(model.Start);

        Assert.Contains(sentence, Assert.Single(exception.Failures));
        Assert.DoesNotContain("canary", exception.ToString());
    }

    [Theory]
    [InlineData("Llm:Temperature=warm")]
    [InlineData("Llm:MaxOutputTokens=many")]
    public void NumberThatIsNone_StopsTheStart_AndNamesItsKey(string setting)
    {
        using var model = TestModel.With(Parse(setting));

        var exception = Assert.Throws<OptionsValidationException>(model.Start);

        Assert.Contains(setting.Replace("Llm:", "WorkSquared:Llm:", StringComparison.Ordinal).Split('=')[0], exception.Message);
    }

    [Fact]
    public void SystemPrompt_ThatLeavesNoRoom_StopsTheStart()
    {
        var prompt = string.Concat(Enumerable.Repeat("word ", 3000));
        using var model = TestModel.With(("Llm:SystemPrompt", prompt), ("Llm:ContextTokens", "4000"));

        Assert.Contains("WorkSquared:Llm:ContextTokens", Assert.Throws<OptionsValidationException>(model.Start).Message);
    }

    [Fact]
    public void UnusedKey_IsMentionedInTheLog()
    {
        using var model = TestModel.With(("Llm:ApiKey", "canary"));

        _ = model.Client;

        Assert.Single(model.Log, line => line.Contains("Warning: WorkSquared:Llm:ApiKey is set, but nothing", StringComparison.Ordinal));
        Assert.DoesNotContain(model.Log, line => line.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public void Endpoint_NeverPrintsItsKey()
    {
        using var model = TestModel.With(("OPENAI_API_KEY", "canary"));

        Assert.DoesNotContain("canary", $"{model.Endpoint} {model.Get<ProviderVariables>().OpenAIKey}");
    }

    /// <summary>Settings with spaces between them; a space inside one is written as <c>%20</c>.</summary>
    private static (string Key, string? Value)[] Parse(string settings) =>
    [
        .. from setting in settings.Split(' ', StringSplitOptions.RemoveEmptyEntries)
           let pair = setting.Split('=', 2)
           select (pair[0], Uri.UnescapeDataString(pair[1])),
    ];
}
