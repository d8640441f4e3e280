using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WorkSquared.Core.Events;

/// <summary>A field of an event that changes a part of something: absent leaves it as it is, null takes it back to its default, a value sets it.</summary>
/// <remarks>Null fields are not written, so null alone could not tell the first two apart: what is absent is <c>default</c>, and that alone is left out.</remarks>
public readonly record struct Patch<T>
{
    private readonly T _value;

    public Patch(T value) => (IsSet, _value) = (true, value);

    public bool IsSet { get; }

    public T Or(T unchanged) => IsSet ? _value : unchanged;
}

/// <summary>A patch is written as its value; the property leaves out what is absent.</summary>
internal sealed class PatchConverter<T> : JsonConverter<Patch<T>>
{
    public override bool HandleNull => true;

    public override Patch<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize(ref reader, InfoOf(options))!);

    public override void Write(Utf8JsonWriter writer, Patch<T> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Or(default!), InfoOf(options));

    private static JsonTypeInfo<T> InfoOf(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
