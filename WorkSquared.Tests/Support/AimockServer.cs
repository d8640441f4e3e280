namespace WorkSquared.Tests.Support;

/// <summary>The OpenAI-compatible server <c>@copilotkit/aimock</c>.</summary>
internal static class AimockServer
{
    private static readonly string[] _arguments =
        ["node_modules/@copilotkit/aimock/dist/cli.js", "-p", "0", "-f", "fixtures.json", "--strict", "--chunk-size", "7"];

    public static Task<NodeServer> StartAsync(CancellationToken cancellationToken) =>
        NodeServer.StartAsync("aimock", _arguments, cancellationToken);
}
