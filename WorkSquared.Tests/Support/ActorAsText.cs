using System.Text.Json;
using System.Text.Json.Serialization;
using WorkSquared.Core.Events;

namespace WorkSquared.Tests.Support;

/// <summary>An actor's other properties follow from this one, and are actors themselves.</summary>
internal sealed class ActorAsText : JsonConverter<Actor>
{
    public override Actor Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, Actor value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
