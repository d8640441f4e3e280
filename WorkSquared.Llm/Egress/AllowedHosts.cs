namespace WorkSquared.Llm.Egress;

/// <summary>The hosts of this machine or its network that may be entered in the page. They are named in the server's settings alone: whoever
/// administers the instance in a browser need not be who may reach what stands behind the firewall.</summary>
internal sealed class AllowedHosts(string? text)
{
    private readonly List<(string Host, int? Port)> _hosts = [.. Entries(text).Select(Read).OfType<(string, int?)>()];

    /// <returns>The first that names no host; null when all do.</returns>
    public static string? FirstBad(string? text) => Entries(text).FirstOrDefault(entry => Read(entry) is null);

    /// <summary>Without a port, an entry is good for all of them.</summary>
    public bool Has(Uri address) => _hosts.Exists(allowed =>
        allowed.Host.Equals(address.IdnHost, StringComparison.OrdinalIgnoreCase) && (allowed.Port ?? address.Port) == address.Port);

    private static string[] Entries(string? text) =>
        (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static (string Host, int? Port)? Read(string entry)
    {
        // The port 0 stands for none: a URL without one would have that of its scheme.
        var hasPort = entry.LastIndexOf(':') > entry.LastIndexOf(']') && entry.LastIndexOf(':') > 0;
        return Uri.TryCreate($"http://{entry}{(hasPort ? "" : ":0")}", UriKind.Absolute, out var uri) && uri is { PathAndQuery: "/", UserInfo: "", Fragment: "" }
            ? (uri.IdnHost, hasPort ? uri.Port : null)
            : null;
    }
}
