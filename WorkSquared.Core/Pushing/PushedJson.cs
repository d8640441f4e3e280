using System.Text.Json;

namespace WorkSquared.Core.Pushing;

/// <summary>Reads a payload strictly where it is read at all.</summary>
internal static class PushedJson
{
    private static readonly JsonSerializerOptions _options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        MaxDepth = 32,
    };

    /// <param name="needs">The fields without which there is no such event, for the sentence of a refusal.</param>
    /// <exception cref="CommandRefusedException">A field is missing, or of another kind.</exception>
    public static T Read<T>(PushedEvent pushed, string needs)
        where T : class
    {
        try
        {
            return pushed.Payload.Deserialize<T>(_options) ?? throw Unreadable(pushed, needs);
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // Half a character is found only when the text is read.
            throw Unreadable(pushed, needs, malformed);
        }
    }

    private static CommandRefusedException Unreadable(PushedEvent pushed, string needs, Exception? inner = null)
    {
        var where = inner is JsonException { Path: { Length: > 1 } path } ? $" It can't be read at {path[2..]}." : "";
        return new CommandRefusedException(Refusal.Invalid, $"The payload of {pushed.Type} needs {needs}.{where}", inner);
    }
}
