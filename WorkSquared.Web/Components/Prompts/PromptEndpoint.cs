using Microsoft.AspNetCore.Mvc;
using WorkSquared.Core.Prompts;
using WorkSquared.Web.Components.Shared;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Components.Prompts;

/// <summary>The prompts for the message box, which asks no circuit, and the saving of one, which may be longer than a hub takes.</summary>
internal static class PromptEndpoint
{
    private const int MaxAbout = 120;

    public static void MapPrompts(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/library/prompts", ListAsync);
        endpoints.MapGet("/library/prompts/{name}", ReadAsync);
        endpoints.MapPut("/library/prompts/{id:guid}", SaveAsync)
            .AddEndpointFilter<SameOriginFilter>()
            .WithMetadata(new RequestSizeLimitAttribute(JsonBody.MaxBytes));
    }

    /// <summary>The beginning of a prompt, on one line.</summary>
    public static string About(string text) => Excerpt.Of(text, MaxAbout);

    private static async Task<IResult> ListAsync(
        HttpResponse response, IPromptReader reader, Viewer viewer, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var library = await reader.ReadAsync(viewer.Reader, cancellationToken);
        return TypedResults.Ok(library.All.Select(prompt => new Listed(prompt.Name, About(prompt.Text))));
    }

    private static async Task<IResult> ReadAsync(
        string name, HttpResponse response, IPromptReader reader, Viewer viewer, CancellationToken cancellationToken)
    {
        response.Headers.CacheControl = "no-store";
        var library = await reader.ReadAsync(viewer.Reader, cancellationToken);
        return library.All.FirstOrDefault(prompt => PromptName.AreSame(prompt.Name, name)) is { } found
            ? TypedResults.Ok(found)
            : JsonBody.Refused(StatusCodes.Status404NotFound, viewer.L["There is no prompt of this name any more."]);
    }

    private static Task<IResult> SaveAsync(
        Guid id, HttpRequest request, IPromptCommands commands, Viewer viewer, CancellationToken cancellationToken) =>
        JsonBody.HandleAsync<Written>(
            request,
            async written =>
            {
                await commands.SaveAsync(
                    new SavePrompt(viewer.StoreId, written.CommandId, id, written.Name, written.Text, viewer.Actor), cancellationToken);
                return TypedResults.NoContent();
            },
            cancellationToken);

    private sealed record Listed(string Name, string About);

    private sealed record Written(Guid CommandId, string Name, string Text);
}
