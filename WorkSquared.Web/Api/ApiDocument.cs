using Microsoft.OpenApi;

namespace WorkSquared.Web.Api;

/// <summary>The OpenAPI document: of the API alone, and not of the addresses that are the page's own business.</summary>
internal static class ApiDocument
{
    private const string Token = "token";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = described => described.RelativePath?.StartsWith("api/", StringComparison.Ordinal) is true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Work Squared event API",
                Version = "v1",
                Description = "Push, pull and stream the events of a workspace. Every error is application/problem+json.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Token] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "worksquared token create" },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, document)] = [] }];
            return Task.CompletedTask;
        });
    });
}
