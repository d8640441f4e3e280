using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkSquared.Llm.Usage;
using WorkSquared.Tests.Llm.Providers;

namespace WorkSquared.Tests.Llm.Usage;

public sealed class PriceTableTests
{
    [Theory]
    [InlineData(1, 0, 0, "0.000003")]
    [InlineData(2, 0, 0, "0.000005")]
    [InlineData(1_000, 600, 200, "0.00375")]
    [InlineData(0, 0, 0, "0")]
    [InlineData(999_999_999, 0, 999_999_999, "12499.999988")]
    public void Cost_IsExact_AndRoundedUpToTheMillionth(long input, long cached, long output, string cost) =>
        Assert.Equal(decimal.Parse(cost, System.Globalization.CultureInfo.InvariantCulture), new ModelPrice(2.5m, 1.25m, 10m).CostOf(input, cached, output));

    [Fact]
    public void Price_IsFoundByTheModelsName_WhateverColonsItHas()
    {
        var prices = Read(
            ("gpt-4o:Input", "2.5"), ("gpt-4o:CachedInput", "1.25"), ("gpt-4o:Output", "10"), ("llama3.2:3b:Input", "0.1"), ("llama3.2:3b:Output", "0.2"));

        Assert.Null(prices.Problem);
        Assert.Equal(new ModelPrice(2.5m, 1.25m, 10m), prices.Of("GPT-4o"));
        Assert.Equal(new ModelPrice(0.1m, 0.1m, 0.2m), prices.Of("llama3.2:3b"));
        Assert.Null(prices.Of("gpt-4"));
    }

    [Theory]
    [InlineData("Llm:Prices:gpt-4o:Input", "cheap", "WorkSquared:Llm:Prices:gpt-4o:Input must be a number from 0 to 1000000, for a million tokens.")]
    [InlineData("Llm:Prices:gpt-4o:Input", "-1", "WorkSquared:Llm:Prices:gpt-4o:Input must be a number from 0 to 1000000, for a million tokens.")]
    [InlineData("Llm:Prices:gpt-4o:Input", "1", "WorkSquared:Llm:Prices:gpt-4o needs both Input and Output.")]
    [InlineData("Llm:Prices:gpt-4o:Inptu", "1", "WorkSquared:Llm:Prices:gpt-4o:Inptu is not known: each model has Input, CachedInput and Output.")]
    [InlineData("Llm:Prices:gpt-4o", "1", "WorkSquared:Llm:Prices:gpt-4o is not known: each model has Input, CachedInput and Output.")]
    [InlineData("Llm:Currency", "dollars", "WorkSquared:Llm:Currency must be a code of three capital letters, such as USD.")]
    public void Setting_ThatMakesNoSense_StopsTheStart_WithOneSentence(string key, string value, string sentence)
    {
        using var model = TestModel.With(("Llm:Provider", "Offline"), (key, value));

        Assert.Equal(sentence, Assert.Single(Assert.Throws<OptionsValidationException>(model.Start).Failures));
    }

    [Fact]
    public void CachedInput_ThatCostsMoreThanInput_IsRefused() => Assert.Equal(
        "WorkSquared:Llm:Prices:m:CachedInput must not be more than Input.", Read(("m:Input", "1"), ("m:CachedInput", "2"), ("m:Output", "1")).Problem);

    [Theory]
    [InlineData("Budget:DailyTokens", "0", "WorkSquared:Budget:DailyTokens must be a whole number of 1 or more, or empty.")]
    [InlineData("Budget:DailyCost", "-3", "WorkSquared:Budget:DailyCost must be an amount above 0 and up to 1000000000, or empty.")]
    [InlineData("Budget:DailyCost", "3", "WorkSquared:Budget:DailyCost needs a price: set WorkSquared:Llm:Prices:gpt-4o:Input and Output.")]
    [InlineData("Budget:DailyTokens", "many", "WorkSquared:Budget:DailyTokens")]
    public void Budget_ThatMakesNoSense_StopsTheStart_WithASentenceThatNamesTheKey(string key, string value, string sentence)
    {
        Dictionary<string, string?> settings = new() { [$"WorkSquared:{key}"] = value, ["WorkSquared:Llm:Endpoint"] = "http://localhost:1/v1" };
        using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddWorkSquaredCore()
            .AddWorkSquaredLlm()
            .BuildServiceProvider();

        var refused = Assert.ThrowsAny<Exception>(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains(sentence, refused.ToString(), StringComparison.Ordinal);
    }

    private static PriceTable Read(params (string Key, string Value)[] settings) => PriceTable.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(setting => $"{PriceTable.SectionName}:{setting.Key}", setting => (string?)setting.Value))
        .Build());
}
