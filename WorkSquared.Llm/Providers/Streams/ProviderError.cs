using System.Globalization;
using System.Text.Json;

namespace WorkSquared.Llm.Providers.Streams;

/// <summary>What we keep of an error that a provider reports: a code we know, and nothing it wrote.</summary>
/// <remarks>Its own words may quote a key or a person's text.</remarks>
internal readonly record struct ProviderError(string? Code)
{
    private static readonly HashSet<string> _known = new(StringComparer.Ordinal)
    {
        "context_length_exceeded", "exceed_context_size_error", "string_above_max_length", "request_too_large",
        "content_filter", "content_policy_violation", "ResponsibleAIPolicyViolation",
        "insufficient_quota", "billing_hard_limit_reached", "rate_limit_exceeded", "rate_limit_error",
        "invalid_api_key", "authentication_error", "permission_error", "model_not_found", "DeploymentNotFound", "not_found_error",
        "invalid_request_error", "server_error", "api_error", "overloaded_error", "service_unavailable",
    };

    public bool IsTooLong =>
        Code is "context_length_exceeded" or "exceed_context_size_error" or "string_above_max_length" or "request_too_large";

    public bool IsContentFilter => Code is "content_filter" or "content_policy_violation" or "ResponsibleAIPolicyViolation";

    public bool IsQuota => Code is "insufficient_quota" or "billing_hard_limit_reached";

    /// <summary>The status that an error inside HTTP 200 stands for, where its code says so.</summary>
    public int Status => Code switch
    {
        "rate_limit_exceeded" or "rate_limit_error" => 429,
        "invalid_api_key" or "authentication_error" => 401,
        "permission_error" => 403,
        "model_not_found" or "DeploymentNotFound" or "not_found_error" => 404,
        "invalid_request_error" => 400,
        _ => int.TryParse(Code, CultureInfo.InvariantCulture, out var status) ? status : 500,
    };

    /// <summary>Whether this JSON is the report of an error: an object whose <c>error</c> is not null.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, out ProviderError error)
    {
        error = default;
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind is not JsonValueKind.Object
                || !document.RootElement.TryGetProperty("error", out var reported)
                || reported.ValueKind is JsonValueKind.Null)
            {
                return false;
            }

            // The code is the more exact of the two; some servers give a bare status there, and the name as the type.
            error = new ProviderError(Name(reported, "code") ?? Name(reported, "type") ?? StatusIn(reported));
            return true;
        }
        catch (JsonException)
        {
            // Whoever parses the line says that it is malformed.
            return false;
        }
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(new { error = new { code = Code, message = "" } });

    private static string? Name(JsonElement error, string property) =>
        error.ValueKind is JsonValueKind.Object
        && error.TryGetProperty(property, out var value)
        && value.ValueKind is JsonValueKind.String
        && _known.TryGetValue(value.GetString()!, out var known)
            ? known
            : null;

    private static string? StatusIn(JsonElement error) =>
        error.ValueKind is JsonValueKind.Object
        && error.TryGetProperty("code", out var value)
        && int.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var status)
        && status is >= 400 and < 600
            ? status.ToString(CultureInfo.InvariantCulture)
            : null;
}
