using System.Text.Json.Serialization;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Export;
using WorkSquared.Core.Pushing;

namespace WorkSquared.Web.Api;

/// <summary>What goes over the wire of the event API, written by generated code.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    MaxDepth = ApiLimits.JsonDepth)]
[JsonSerializable(typeof(PushRequest))]
[JsonSerializable(typeof(PushReceipt))]
[JsonSerializable(typeof(EventPage))]
[JsonSerializable(typeof(Draft))]
internal sealed partial class ApiJson : JsonSerializerContext;

/// <param name="Events">1 to 100; all of them are committed, or none.</param>
internal sealed record PushRequest(IReadOnlyList<PushedEvent> Events);
