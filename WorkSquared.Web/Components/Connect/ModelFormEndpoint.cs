using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using WorkSquared.Core.Connecting;
using WorkSquared.Web.Localisation;
using WorkSquared.Web.Requests;

namespace WorkSquared.Web.Components.Connect;

/// <summary>Takes the model's settings, with a key perhaps: by a request of its own, as what comes through a circuit can be told to the log.</summary>
internal static class ModelFormEndpoint
{
    private const int MaxBodyBytes = 32 * 1024;

    public static void MapModelForm(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/model/settings", SaveAsync)
            .AddEndpointFilter<SameOriginFilter>()
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
        endpoints.MapPost("/model/test", TestAsync)
            .AddEndpointFilter<SameOriginFilter>()
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes));
    }

    private static Task<IResult> SaveAsync(HttpRequest request, IModelConnection connection, Viewer viewer, CancellationToken cancellationToken) =>
        JsonBody.HandleAsync<Entered>(
            request,
            async entered =>
            {
                // To the end, although the page may go: whoever has clicked does not wait for it.
                await connection.SaveAsync(new ConnectModel(entered.CommandId, entered.ToModel(), viewer.Actor), CancellationToken.None);
                return TypedResults.NoContent();
            },
            cancellationToken);

    private static Task<IResult> TestAsync(HttpRequest request, IModelConnection connection, Viewer viewer, CancellationToken cancellationToken) =>
        JsonBody.HandleAsync<Entered>(
            request,
            async entered =>
            {
                var report = await connection.TestAsync(entered.Provider is null ? null : entered.ToModel(), viewer.Actor, cancellationToken);
                return TypedResults.Ok(new Tested(report.Failure is null, Say(report, viewer.L)));
            },
            cancellationToken);

    private static string Say(ConnectionReport report, IStringLocalizer<Wording> L) => report switch
    {
        { Failure: { } failure } => L.Sentences(failure),
        { Model: { } model } => L["{0} answers: first word after {1} ms, whole answer after {2} ms.", model, Milliseconds(report.First), Milliseconds(report.Whole)],
        _ => L["A model answers that does not say its name: first word after {0} ms, whole answer after {1} ms.", Milliseconds(report.First), Milliseconds(report.Whole)],
    };

    private static string Milliseconds(TimeSpan span) => span.TotalMilliseconds.ToString("N0", CultureInfo.CurrentCulture);

    private sealed record Tested(bool IsGood, string Text);

    /// <summary>The fields of the form. Without a provider there is none: the model in use is meant.</summary>
    private sealed record Entered(
        Guid CommandId = default,
        ModelProvider? Provider = null,
        string? Endpoint = null,
        string? Model = null,
        string? Others = null,
        string? ProjectId = null,
        string? Temperature = null,
        string? MaxOutputTokens = null,
        string? Key = null)
    {
        public EnteredModel ToModel() => new(
            new ModelSettings(
                Provider ?? ModelProvider.Offline,
                Endpoint,
                Model,
                (Others ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                ProjectId,
                string.IsNullOrWhiteSpace(Temperature) ? null : NumberIn(Temperature),
                (int)Math.Clamp(NumberIn(MaxOutputTokens), 0, int.MaxValue)),
            Key);

        // What is no number is none that anything takes.
        private static double NumberIn(string? text) =>
            double.TryParse(text?.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : -1;

        public override string ToString() => nameof(Entered);
    }
}
