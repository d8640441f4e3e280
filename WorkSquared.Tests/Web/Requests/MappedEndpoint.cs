using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace WorkSquared.Tests.Web.Requests;

/// <summary>One address of the program with one of its methods, as the program itself lists them: nobody can forget a new one.</summary>
internal sealed partial record MappedEndpoint(string Method, string Address, bool IsStatic)
{
    private static readonly string[] _anyMethod = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    public bool IsUnsafe => Method is not ("GET" or "HEAD" or "OPTIONS" or "TRACE");

    public static IReadOnlyList<MappedEndpoint> AllOf(IServiceProvider program) =>
        [.. program.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => MethodsOf(endpoint).Select(method => new MappedEndpoint(
                method,
                "/" + Fill(endpoint.RoutePattern.RawText!).TrimStart('/'),
                endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)))
            .Distinct()];

    private static IEnumerable<string> MethodsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods.Count: > 0 } named ? named.HttpMethods : _anyMethod;

    private static string Fill(string pattern) => Parameter().Replace(pattern, parameter => parameter.Groups[1].Value switch
    {
        "conversation" or "ConversationText" or "response" or "turn" or "id" => "01980000-0000-7000-8000-000000000001",
        "format" => "md",
        "storeId" => "default",
        _ => "x",
    });

    // As in {**address}, {conversation:guid} and {format:regex(^(md|html)$)}.
    [GeneratedRegex(@"\{\*{0,2}(\w+)(?:[^{}]|\{[^{}]*\})*\}")]
    private static partial Regex Parameter();
}
