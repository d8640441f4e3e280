using Microsoft.Extensions.Localization;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Components.Connect;

/// <summary>What to set so that a provider answers.</summary>
/// <param name="Environment">One variable a line.</param>
/// <param name="Settings">The same as a part of <c>appsettings.json</c>.</param>
internal sealed record ModelSetup(string Id, string Name, string About, string Environment, string Settings, string? Hint = null)
{
    public static IReadOnlyList<ModelSetup> All(IStringLocalizer<Wording> L) =>
    [
        new(
            "braintrust",
            "Braintrust",
            L["Answers come through Braintrust’s proxy, and every request is logged in your project there."],
            """
            BRAINTRUST_API_KEY=your-key
            BRAINTRUST_PROJECT_ID=your-project-id
            """,
            """
            {
              "WorkSquared": {
                "Llm": {
                  "Provider": "Braintrust",
                  "ApiKey": "your-key",
                  "ProjectId": "your-project-id"
                }
              }
            }
            """),
        new(
            "openai",
            "OpenAI",
            L["Answers come from OpenAI’s own service."],
            """
            OPENAI_API_KEY=your-key
            WorkSquared__Llm__Model=gpt-4o
            """,
            """
            {
              "WorkSquared": {
                "Llm": {
                  "Provider": "OpenAI",
                  "ApiKey": "your-key",
                  "Model": "gpt-4o"
                }
              }
            }
            """),
        new(
            "azure",
            "Azure OpenAI",
            L["Answers come from a deployment in your own Azure subscription."],
            """
            AZURE_OPENAI_ENDPOINT=https://your-resource.openai.azure.com
            AZURE_OPENAI_API_KEY=your-key
            WorkSquared__Llm__Deployment=your-deployment
            """,
            """
            {
              "WorkSquared": {
                "Llm": {
                  "Provider": "AzureOpenAI",
                  "Endpoint": "https://your-resource.openai.azure.com",
                  "ApiKey": "your-key",
                  "Deployment": "your-deployment"
                }
              }
            }
            """),
        new(
            "local",
            L["A model of your own"],
            L["Any server that speaks OpenAI’s protocol: Ollama, LM Studio, llama.cpp, vLLM. Nothing leaves your network."],
            """
            WorkSquared__Llm__Endpoint=http://localhost:11434/v1
            WorkSquared__Llm__Model=llama3.2
            """,
            """
            {
              "WorkSquared": {
                "Llm": {
                  "Provider": "OpenAI",
                  "Endpoint": "http://localhost:11434/v1",
                  "Model": "llama3.2"
                }
              }
            }
            """,
            L["For Ollama, fetch the model first: ollama pull llama3.2. A server that asks for a key takes it from WorkSquared__Llm__ApiKey."]),
    ];
}
