using Microsoft.Extensions.AI;
using WorkSquared.Llm.Providers;
using WorkSquared.Tests.Support;

namespace WorkSquared.Tests.Llm.Providers;

/// <summary>Our clients against a server that others wrote, so that one misreading of the protocol can't hide in both ends.</summary>
public sealed class AimockTests
{
    private const string Plan =
        "Iteration zero, in short:\n\n1. Team and access 🙂\n2. Definition of done\n3. First backlog – größer als gedacht";

    [Fact]
    public async Task EveryProvider_StreamsFromAServerOfOthers()
    {
        await using var server = await AimockServer.StartAsync(TestContext.Current.CancellationToken);
        using var compatible = TestModel.At(server.Url);
        using var openAI = TestModel.With(("OPENAI_BASE_URL", $"{server.Url}/v1"), ("OPENAI_API_KEY", "sk-test"));
        using var braintrust = TestModel.With(
            ("BRAINTRUST_API_KEY", "bt-test"), ("BRAINTRUST_PROJECT_ID", "p"), ("Llm:Endpoint", $"{server.Url}/v1"));
        using var azure = TestModel.With(("AZURE_OPENAI_ENDPOINT", server.Url), ("AZURE_OPENAI_API_KEY", "az-test"));

        foreach (var model in new[] { compatible, openAI, braintrust, azure })
        {
            var updates = await model.AskForUpdatesAsync(new(ChatRole.System, "Be brief."), new(ChatRole.User, "Plan iteration zero"));

            Assert.Equal(Plan, string.Concat(updates.Select(update => update.Text)));
            Assert.InRange(updates.Count(update => update.Text.Length > 0), 5, 100);
            Assert.Equal(ChatFinishReason.Stop, updates.ToChatResponse().FinishReason);
        }

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => azure.AskAsync("Too much"));
        Assert.Equal("rate_limited", azure.Get<ModelFailures>().Classify(failure, "gpt-4o").Failure.ErrorClass);
    }
}
