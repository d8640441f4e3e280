using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using WorkSquared.Core;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Requests;

/// <summary>What a script of this site has written: read strictly, and refused with a sentence for the person.</summary>
internal static class JsonBody
{
    public const int MaxBytes = 1024 * 1024;

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>As answers are written: with the names of enumerations, in camel case.</summary>
    public static JsonSerializerOptions Answers { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Reads the body and does with it what <paramref name="handle"/> says; a refusal of either becomes the answer.</summary>
    public static async Task<IResult> HandleAsync<T>(HttpRequest request, Func<T, Task<IResult>> handle, CancellationToken cancellationToken)
        where T : class
    {
        var L = request.HttpContext.RequestServices.GetRequiredService<IStringLocalizer<Wording>>();
        if (request.ContentLength > MaxBytes)
        {
            return Refused(StatusCodes.Status413PayloadTooLarge, L["This text is too long to be sent."]);
        }

        try
        {
            return await handle(await ReadAsync<T>(request, cancellationToken));
        }
        catch (CommandRefusedException refusal)
        {
            return Refused(refusal.Refusal.ToStatus(), L.Sentences(refusal.Message));
        }
        catch (BadHttpRequestException tooLong) when (tooLong.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Refused(tooLong.StatusCode, L["This text is too long to be sent."]);
        }
    }

    public static ProblemHttpResult Refused(int status, string reason) => TypedResults.Problem(reason, statusCode: status);

    private static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        // Any other type could be posted by a form of a foreign page.
        if (!request.HasJsonContentType())
        {
            throw new CommandRefusedException(Refusal.Invalid, "Text is sent as JSON.");
        }

        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, _json, cancellationToken)
                ?? throw new CommandRefusedException(Refusal.Invalid, "There is nothing in this request.");
        }
        catch (JsonException malformed)
        {
            const string Reason = "This text can't be read: a part of it is missing, or holds half a character.";
            throw new CommandRefusedException(Refusal.Invalid, Reason, malformed);
        }
    }
}
